/** The part of JSON Schema (draft-07) in which the language is written. */
export interface JsonSchema {
  $schema?: string;
  $id?: string;
  $ref?: string;
  title?: string;
  description?: string;
  examples?: readonly unknown[];
  definitions?: Readonly<Record<string, JsonSchema>>;
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** A form of text: a key of `FORMATS`. */
  format?: string;
  propertyNames?: { readonly format: string };
  /** Any value: it is passed on as it is. Not of JSON Schema, as what follows. */
  anything?: true;
  /** An object of a class, or a function: how it is called, and the members that most of its kind have. */
  live?: string;
  members?: readonly string[];
  /** Whether an Output of Pulumi may stand in its place. */
  late?: true;
}

/** The shapes of what constructs and functions are given, by the names of their types. */
export type Shapes = Readonly<Record<string, JsonSchema>>;
