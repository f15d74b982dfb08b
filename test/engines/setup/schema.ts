export type Schema = Readonly<Record<string, unknown>>;

/** As much of a custom resource definition as is read here. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly schema?: { readonly openAPIV3Schema: Schema } }[];
  };
}

interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>;
}
interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** How kubeconform finds the schema of a manifest below the folder of schemas; for it, the group of `v1` is `v1`. */
export const SCHEMA_LOCATION = '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';
const pathOf = (group: string, kind: string, version: string): string =>
  `${group || version}/${kind.toLowerCase()}_${version}.json`;

/** The JSON Schema of each version of a custom resource, by its file: unknown fields are refused, as a strict API server does. */
export function schemasOf({ spec }: CustomResource): ReadonlyMap<string, Schema> {
  const described = spec.versions.flatMap(({ name, schema }) =>
    schema === undefined
      ? []
      : [[pathOf(spec.group, spec.names.kind, name), named(closed(schema.openAPIV3Schema))] as const],
  );
  return new Map(described);
}

/** The JSON Schemas of Kubernetes' own kinds, from the OpenAPI document of its source. */
export function schemasOfSwagger({ definitions }: Swagger): ReadonlyMap<string, Schema> {
  const shared = eachClosed(definitions);
  const schemas = new Map<string, Schema>();
  for (const [name, schema] of Object.entries(definitions)) {
    const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly GroupVersionKind[];
    const [one] = kinds;
    if (one === undefined || kinds.length > 1) continue;
    const needed = Object.fromEntries([...reached(name, shared)].map((each) => [each, shared[each]]));
    schemas.set(pathOf(one.group, one.kind, one.version), { $ref: `#/definitions/${name}`, definitions: needed });
  }
  return schemas;
}

/** The fields that every custom resource has, whether its schema describes them or not. */
function named(schema: Schema): Schema {
  const own = (schema.properties ?? {}) as Schema;
  const always = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
  return { ...schema, properties: { ...own, ...always } };
}

/** A schema that refuses the fields that it does not name, unless it says that it keeps them. */
function closed(schema: Schema): Schema {
  const { format, nullable, properties, items, additionalProperties, ...rest } = schema;
  if (schema['x-kubernetes-int-or-string'] === true || format === 'int-or-string')
    return { type: ['integer', 'string'] };
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('x-kubernetes-') && key !== 'description');
  const result: Record<string, unknown> = Object.fromEntries(kept);
  if (nullable === true && typeof schema.type === 'string') result.type = [schema.type, 'null'];
  if (isSchema(items)) result.items = closed(items);
  if (additionalProperties !== undefined) {
    result.additionalProperties = isSchema(additionalProperties) ? closed(additionalProperties) : additionalProperties;
  }
  if (isSchema(properties)) {
    result.properties = eachClosed(properties as Readonly<Record<string, Schema>>);
    const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (additionalProperties === undefined && !keeps) result.additionalProperties = false;
  }
  return result;
}

const eachClosed = (schemas: Readonly<Record<string, Schema>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closed(schema)]));

/** The definitions that a definition leads to, itself among them. */
function reached(name: string, definitions: Readonly<Record<string, Schema>>, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const references = JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g);
  for (const [, reference] of references) if (reference !== undefined) reached(reference, definitions, seen);
  return seen;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
