// Reads Ingresses as ingress-nginx does: JSON on the standard input, a list; what the controller makes of each one's annotations on the output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	networking "k8s.io/api/networking/v1"
	"k8s.io/ingress-nginx/internal/ingress/annotations"
	"k8s.io/ingress-nginx/internal/ingress/annotations/canary"
	"k8s.io/ingress-nginx/internal/ingress/annotations/sessionaffinity"
	"k8s.io/ingress-nginx/internal/ingress/annotations/upstreamhashby"
	"k8s.io/ingress-nginx/internal/ingress/resolver"
)

type reading struct {
	Refused         string
	Canary          canary.Config
	SessionAffinity sessionaffinity.Config
	UpstreamHashBy  upstreamhashby.Config
}

func read(extractor annotations.Extractor, ingress *networking.Ingress) reading {
	parsed, err := extractor.Extract(ingress)
	if err != nil {
		return reading{Refused: err.Error()}
	}
	made := reading{Canary: parsed.Canary, SessionAffinity: parsed.SessionAffinity, UpstreamHashBy: parsed.UpstreamHashBy}
	if parsed.Denied != nil {
		made.Refused = *parsed.Denied
	}
	return made
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println("usage: read-annotations < ingresses.json")
		return
	}
	var ingresses []networking.Ingress
	if err := json.NewDecoder(os.Stdin).Decode(&ingresses); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	// The controller allows this risk when nobody says another one.
	extractor := annotations.NewAnnotationExtractor(resolver.Mock{AnnotationsRiskLevel: "High"})
	readings := []reading{}
	for at := range ingresses {
		readings = append(readings, read(extractor, &ingresses[at]))
	}
	json.NewEncoder(os.Stdout).Encode(readings)
}
