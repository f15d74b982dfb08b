import type { FindingDocs } from '../../findings';

/** Findings about the input as such: text that cannot be read, and what is no plain data. */
export const INPUT_FINDINGS = {
  'too-deep': {
    title: 'The input is nested too deeply',
    why: 'No strategy needs more than a handful of levels; deep nesting is a mistake or an attack.',
    fix: 'Write a strategy of at most 32 levels.',
  },
  'too-large': {
    title: 'The input is too large',
    why: 'A strategy is a page of text. Text over 256 KiB is not read, and no more than 20 000 values are.',
    fix: 'Check that this is the right file.',
  },
  'text-too-long': {
    title: 'A text is too long',
    why: 'No field takes more than 4 096 characters.',
    fix: 'Shorten the text.',
  },
  'forbidden-key': {
    title: 'The key is forbidden',
    why: '`__proto__`, `constructor` and `prototype` can change how objects of a program behave. They are refused wherever they stand.',
    fix: 'Leave the key out.',
  },
  'not-plain-data': {
    title: 'The value is not plain data',
    why: 'A strategy is serialised, compared and hashed. Functions, class instances, accessors, symbols and holes in lists have no place in it.',
    fix: 'Write text, numbers, booleans, lists and plain objects. Durations of aws-cdk-lib and cdk8s are welcome when their value is known.',
  },
  'not-finite': {
    title: 'The number is not finite',
    why: 'NaN and Infinity come from a computation that went wrong, and JSON cannot hold them.',
    fix: 'Write the number, or mend the computation.',
  },
  cyclic: {
    title: 'The value contains itself',
    why: 'A strategy is a tree: it can be printed.',
    fix: 'Write the inner value out, without the reference to its owner.',
  },
  'more-problems': {
    title: 'There are more problems than are printed',
    why: 'So many problems usually have one cause, such as the wrong file.',
    fix: 'Mend the first ones and parse again.',
  },
  'yaml-syntax': {
    title: 'The text is not YAML',
    why: 'Indentation, quotes or brackets do not fit together.',
    fix: 'Mend the line that the finding names.',
  },
  'yaml-alias': {
    title: 'A YAML alias is not allowed',
    why: 'The alias has no anchor, lies within its own anchor, or so many aliases refer to aliases that the text would grow without bound.',
    fix: 'Write the aliased value out.',
  },
  'yaml-tag': {
    title: 'YAML tags are not allowed',
    why: 'A strategy is plain data; a tag such as `!Ref` or `!!binary` would be lost.',
    fix: 'Write the value without the tag.',
  },
  'yaml-documents': {
    title: 'There is more than one YAML document',
    why: 'A file holds one strategy; the others would be ignored.',
    fix: 'Write one strategy a file, without `---` between.',
  },
  'duplicate-key': {
    title: 'A key is there twice',
    why: 'One of the two values would be lost in silence.',
    fix: 'Keep one of the two.',
  },
  'json-syntax': {
    title: 'The text is not JSON',
    why: 'A comma, a quote or a bracket is missing or too many.',
    fix: 'Mend the place that the finding names; YAML is taken too.',
  },
} as const satisfies FindingDocs;
