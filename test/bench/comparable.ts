interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: unknown;
}

type Resources = Readonly<Record<string, Resource>>;

/** What two templates need not have in common: the source of a hook, and the ids and names that CDK derives from paths. */
const OWN = new Set(['ZipFile', 'PolicyName', 'GroupDescription', 'Family']);

/** Every name of a resource becomes the resource's type; dimensions are sorted; an alarm's expression is called `reading`. */
function named(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  if (typeof value !== 'object' || value === null) return value;
  if ('Dimensions' in value && Array.isArray(value.Dimensions)) {
    const { Dimensions, ...rest } = value;
    const sorted = [...Dimensions].sort((a, b) => String(a.Name).localeCompare(String(b.Name)));
    return { ...(named(rest, names) as object), Dimensions: sorted.map((dimension) => named(dimension, names)) };
  }
  const isExpression = 'Expression' in value && 'Label' in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (OWN.has(key)) return [key, ''];
      return [key, key === 'Id' && isExpression ? 'reading' : named(inner, names)];
    }),
  );
}

/**
 * The resources of a template in a form in which two ways to the same resources are equal: without logical ids and metadata, in the order of
 * their types. Resources of one type are told apart by what they are.
 */
export function comparable(resources: Resources): unknown[] {
  const names = new Map(Object.entries(resources).map(([id, { Type }]) => [id, Type]));
  return Object.values(resources)
    .map(({ Metadata: _, DependsOn = [], ...rest }) => {
      const dependsOn = [...DependsOn].map((id) => names.get(id) ?? id).sort();
      return named({ ...rest, DependsOn: dependsOn }, names);
    })
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
