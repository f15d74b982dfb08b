/** A field of a message, as a discovery document says it. */
interface Field {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any';
  readonly format?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly items?: Field;
  readonly additionalProperties?: Field;
  readonly readOnly?: boolean;
  readonly description?: string;
}

interface Message {
  readonly properties?: Readonly<Record<string, Field>>;
}

/** As much of a discovery document as is read here. */
export interface Discovery {
  readonly schemas: Readonly<Record<string, Message>>;
}

const FORMATS: Readonly<Record<string, object>> = {
  int64: { type: ['string', 'integer'] },
  'google-duration': { type: 'string', pattern: '^\\d+(\\.\\d+)?s$' },
};

/** What a field must match by its own words: "The format is `[a-z]([a-z0-9-]{0,61}[a-z0-9])?`". */
function patternIn(text: string): object {
  const [, pattern] = /`\^?(\[a-z\][^`$]*)\$?`/.exec(text) ?? [];
  return pattern === undefined ? {} : { pattern: `^(${pattern})$` };
}

function field({ type, format, $ref, description = '', ...rest }: Field): object {
  if ($ref !== undefined) return { $ref: `#/definitions/${$ref}` };
  if (type === 'array') return { type, items: field({ ...rest.items, description }) };
  if (type === 'object' && rest.additionalProperties !== undefined)
    return { type, additionalProperties: field(rest.additionalProperties) };
  if (type === undefined || type === 'any') return {};
  return {
    type,
    ...FORMATS[format ?? ''],
    ...(rest.enum && { enum: rest.enum }),
    ...(type === 'string' && patternIn(description)),
  };
}

/** What nobody may write: what the service answers, and what it says that it does not support. */
const isWritten = ({ readOnly, description = '' }: Field): boolean =>
  readOnly !== true && !/^(Output only|(\[Deprecated\] )?Not supported)/.test(description);

function message({ properties = {} }: Message): object {
  const written = Object.entries(properties).filter(([, one]) => isWritten(one));
  const required = written.filter(([, { description = '' }]) => description.startsWith('Required.'));
  return {
    type: 'object',
    properties: Object.fromEntries(written.map(([name, one]) => [name, field(one)])),
    required: required.map(([name]) => name),
    additionalProperties: false,
  };
}

/** The JSON Schema of a message: an unknown field, one that only the service writes, and one that it does not support are errors. */
export const schemaOf = ({ schemas }: Discovery, name: string): object => ({
  $ref: `#/definitions/${name}`,
  definitions: Object.fromEntries(Object.entries(schemas).map(([each, one]) => [each, message(one)])),
});

/** The annotations that Cloud Run takes of a resource, `Service` or `Revision`, out of the words about them. */
export function annotationsOf({ schemas }: Discovery, resource: string): readonly string[] {
  const { description = '' } = schemas.ObjectMeta?.properties?.annotations ?? {};
  const listed = description.matchAll(/`((?:run\.googleapis\.com|autoscaling\.knative\.dev)\/[\w-]+)`: ([^`*]+)/g);
  return [...listed].flatMap(([, name = '', of = '']) =>
    of.includes(resource) || of.includes('All resources') ? [name] : [],
  );
}
