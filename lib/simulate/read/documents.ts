import { type CollectionTag, parseAllDocuments, type ScalarTag, type Tags, YAMLMap, YAMLSeq } from 'yaml';
import { isFields } from './value';

/** The short forms of intrinsic functions, as CloudFormation writes them in YAML. */
const FUNCTIONS = [
  'Ref',
  'Condition',
  'GetAtt',
  'Sub',
  'Join',
  'Select',
  'Split',
  'If',
  'ImportValue',
  'FindInMap',
  'Base64',
  'GetAZs',
  'Equals',
  'Not',
  'And',
  'Or',
  'Cidr',
  'Transform',
];

const long = (name: string): string => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

const wrapped = (name: string, value: YAMLMap | YAMLSeq): YAMLMap => {
  const map = new YAMLMap();
  map.set(long(name), value);
  return map;
};

const tagsOf = (name: string): readonly (ScalarTag | CollectionTag)[] => [
  {
    tag: `!${name}`,
    resolve: (text) => ({ [long(name)]: name === 'GetAtt' ? text.split(/\.(.*)/s).slice(0, 2) : text }),
  },
  { tag: `!${name}`, collection: 'seq', nodeClass: YAMLSeq, resolve: (value) => wrapped(name, value) },
  { tag: `!${name}`, collection: 'map', nodeClass: YAMLMap, resolve: (value) => wrapped(name, value) },
];

/** The tags of CloudFormation's YAML. */
export const CLOUDFORMATION_TAGS = FUNCTIONS.flatMap(tagsOf) as Tags;

/** The documents of a text in YAML or JSON, and what is wrong with it. */
export function documentsIn(text: string): {
  readonly documents: readonly unknown[];
  readonly errors: readonly string[];
} {
  const parsed = parseAllDocuments(text, {
    customTags: CLOUDFORMATION_TAGS,
    maxAliasCount: 100,
  } as never);
  const errors: string[] = [];
  const documents: unknown[] = [];
  for (const document of parsed) {
    errors.push(...document.errors.map(({ message }) => message.split('\n')[0] ?? message));
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      if (isFields(value) && value.kind === 'List' && Array.isArray(value.items)) documents.push(...value.items);
      else documents.push(value);
    } catch (error) {
      errors.push((error as Error).message);
    }
  }
  return { documents, errors };
}
