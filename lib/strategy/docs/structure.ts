import type { FindingDocs } from '../../findings';

/** Findings about the shape: fields, types and spellings. The published JSON Schema refuses the same. */
export const STRUCTURE_FINDINGS = {
  'unknown-field': {
    title: 'The field is not known here',
    why: 'A field that nobody reads would be lost in silence: `wieght: 5` must not become a release without weights.',
    fix: 'Correct the name to the one that the finding proposes, move the field to where it belongs, or leave it out.',
  },
  'missing-field': {
    title: 'A field is missing',
    why: 'There is no default that is right for everybody.',
    fix: 'Add the field; the finding shows one.',
  },
  'wrong-type': {
    title: 'The value has another type',
    why: 'The field takes text, a number, a list or an object, and got another of these.',
    fix: 'Write a value of the type that the finding names. In YAML a list entry starts with `- `.',
  },
  'not-allowed-value': {
    title: 'The value is none of those allowed',
    why: 'The field takes one of a few values.',
    fix: 'Write one of the values that the finding lists.',
  },
  'unknown-kind': {
    title: 'The kind is not known here',
    why: '`kind` says which fields may follow, and some places take strategies of some kinds only.',
    fix: 'Write one of the kinds that the finding lists.',
  },
  conflict: {
    title: 'Two fields exclude each other',
    why: 'Both say the same thing in two ways, so that one of them would have to be ignored.',
    fix: 'Keep one of the two.',
  },
  'number-range': {
    title: 'The number is out of range',
    why: 'Below or above its bounds, or with a fraction, the number means nothing there.',
    fix: 'Write a number within the bounds that the finding names.',
  },
  'text-pattern': {
    title: 'The text has another form',
    why: 'The text becomes part of a name or an address, which takes certain characters only.',
    fix: 'Write text of the form that the finding names.',
  },
  'text-length': {
    title: 'The text is too short or too long',
    why: 'The text becomes part of a resource, whose fields are limited.',
    fix: 'Write text within the length that the finding names.',
  },
  'list-length': {
    title: 'The list is too short or too long',
    why: 'An empty list would mean nothing here; a very long one is a mistake, or past what platforms take.',
    fix: 'Write as many entries as the finding allows.',
  },
  'duration-unit': {
    title: 'The duration has no unit',
    why: '`30` is half a minute for one reader and half an hour for the next.',
    fix: 'Add the unit: `30s`, `30m`, `30h` or `30d`; of a latency `30ms` or `30s`.',
  },
  'duration-format': {
    title: 'The text is not a duration',
    why: 'A duration is whole days, hours, minutes and seconds in this order, without spaces: `1d`, `1h30m`, `90s`. A latency is one number with `ms` or `s`.',
    fix: 'Write the duration as the finding proposes.',
  },
  'duration-range': {
    title: 'The duration is longer than a year',
    why: 'No platform keeps a release open that long.',
    fix: 'Write a duration of at most `365d`.',
  },
  'percent-format': {
    title: 'The text is not a percentage',
    why: 'A percentage is a number, or text with the sign: `5` or `5%`.',
    fix: 'Add the sign, or write the bare number.',
  },
  'percent-range': {
    title: 'The percentage is below 0 or over 100',
    why: 'It is a share of a whole.',
    fix: 'Write a percentage from 0 to 100.',
  },
} as const satisfies FindingDocs;
