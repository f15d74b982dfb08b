// Validates Services as Knative's webhook does: JSON on the standard input, a list; what is wrong with each one on the output, empty when nothing is.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"knative.dev/pkg/apis"
	serving "knative.dev/serving/pkg/apis/serving/v1"
)

func problems(text json.RawMessage) string {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	service := &serving.Service{}
	if err := decoder.Decode(service); err != nil {
		return err.Error()
	}
	ctx := apis.WithinCreate(context.Background())
	service.SetDefaults(ctx)
	// Warnings do not keep a Service out.
	if err := service.Validate(ctx).Filter(apis.ErrorLevel); err != nil {
		return err.Error()
	}
	return ""
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println("usage: validate-services < services.json")
		return
	}
	var services []json.RawMessage
	if err := json.NewDecoder(os.Stdin).Decode(&services); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	said := []string{}
	for _, service := range services {
		said = append(said, problems(service))
	}
	json.NewEncoder(os.Stdout).Encode(said)
}
