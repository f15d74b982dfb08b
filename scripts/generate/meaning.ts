import type ts from 'typescript';
import type { JsonSchema } from '../../lib/strategy/schema/json-schema';

const PORT: JsonSchema = { type: 'integer', minimum: 1, maximum: 65_535 };

/** What a field of a manifest means by its name, beyond its type. */
export function meaningOf(
  field: ts.Symbol,
  { type, additionalProperties, anyOf, enum: values }: JsonSchema,
): JsonSchema {
  const file = field.declarations?.[0]?.getSourceFile().fileName ?? '';
  const isLibrary = /node_modules\/(cdk8s|@pulumi\/kubernetes)|\/(manifest|pulumi\/args)\.ts$/.test(file);
  if (!isLibrary && !file.includes('/constructs-k8s/')) return {};
  if (typeof additionalProperties === 'object' && additionalProperties.type === 'string') {
    if (/^(requests|limits)$/.test(field.name)) {
      return { additionalProperties: { ...additionalProperties, format: 'quantity' } };
    }
    if (/annotations$/i.test(field.name)) return { propertyNames: { format: 'label-key' } };
    // Istio's labels of subsets are looked at with everything else about them.
    if (!/labels?$|^selector$/i.test(field.name) || file.endsWith('/istio/manifest.ts')) return {};
    const value = { ...additionalProperties, format: 'label-value' };
    return { propertyNames: { format: 'label-key' }, additionalProperties: value };
  }
  if (type === 'string' && values === undefined && /image$/i.test(field.name)) return { format: 'image' };
  if (!isLibrary) return {};
  if (type === 'string' && field.name === 'namespace') return { format: 'dns-label' };
  if (type === 'string' && field.name === 'serviceAccountName') return { format: 'dns-name' };
  const number = /^(port|number|portNumber|containerPort|hostPort)$/.test(field.name) ? PORT : { type: 'integer' };
  if (type === 'number') return number;
  return anyOf ? { anyOf: anyOf.map((one) => (one.type === 'number' ? { ...one, ...number } : one)) } : {};
}
