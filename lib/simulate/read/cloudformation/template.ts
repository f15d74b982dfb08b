import { dig, type Fields, fieldsOf, isFields, listOf, textOf } from '../value';

/** A resource of a template. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Fields;
  readonly updatePolicy: Fields;
}

/** The resources of a template by logical id. */
export type Template = ReadonlyMap<string, Resource>;

export function templateOf(value: unknown): Template {
  const globals = fieldsOf(dig(value, 'Globals', 'Function'));
  const resources = Object.entries(fieldsOf(dig(value, 'Resources'))).flatMap(
    ([id, resource]): [string, Resource][] => {
      const type = textOf(dig(resource, 'Type'));
      if (type === undefined) return [];
      const own = fieldsOf(dig(resource, 'Properties'));
      const properties = type === 'AWS::Serverless::Function' ? withGlobals(globals, own) : own;
      return [[id, { id, type, properties, updatePolicy: fieldsOf(dig(resource, 'UpdatePolicy')) }]];
    },
  );
  return new Map(resources);
}

/** SAM puts the globals below a function's own properties. */
function withGlobals(globals: Fields, own: Fields): Fields {
  const merged: Record<string, unknown> = { ...globals, ...own };
  for (const [name, value] of Object.entries(globals)) {
    const mine = own[name];
    if (isFields(value) && isFields(mine)) merged[name] = withGlobals(value, mine);
  }
  return merged;
}

/** The logical id that an intrinsic function is about: of `Ref`, `Fn::GetAtt` or the first of `Fn::Sub`. */
export function idIn(value: unknown): string | undefined {
  const ref = textOf(dig(value, 'Ref'));
  if (ref !== undefined) return ref.split('.')[0];
  const attribute = dig(value, 'Fn::GetAtt');
  if (typeof attribute === 'string') return attribute.split('.')[0];
  if (Array.isArray(attribute)) return textOf(attribute[0]);
  const sub = dig(value, 'Fn::Sub');
  const text = textOf(sub) ?? textOf(listOf(sub)[0]);
  return text === undefined ? undefined : /\$\{([A-Za-z0-9]+)/.exec(text)?.[1];
}

/** The first logical id in a value that is one of these resources, however deep. */
export function firstId(value: unknown, ids: ReadonlySet<string>): string | undefined {
  const own = idIn(value);
  if (own !== undefined && ids.has(own)) return own;
  if (typeof value === 'string') return ids.has(value) ? value : undefined;
  const parts = Array.isArray(value) ? value : Object.values(fieldsOf(value));
  for (const part of parts) {
    const found = firstId(part, ids);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a resource or a value is called in a message. */
export const spoken = (value: unknown): string => textOf(value) ?? idIn(value) ?? JSON.stringify(value) ?? 'nothing';
