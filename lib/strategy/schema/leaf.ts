import { type Finding, show } from '../../findings';
import { finding } from '../findings';
import { nearest, oneOf } from '../nearest';
import type { At } from '../path';
import type { Format } from './formats';
import type { JsonSchema } from './json-schema';
import { type Node, typeOf } from './node';

/** A finding about a type; nothing of the value can be kept. */
export function wrongType(
  says: string,
  value: unknown,
  at: At | undefined,
  out: Finding[],
  example?: string,
  received = show(value),
): undefined {
  const fix = example === undefined ? undefined : `write \`${example}\``;
  out.push(finding('wrong-type', at, `This takes ${says}`, { received, expected: says, ...(fix && { fix }) }));
}

/** A field that takes one of a few values. */
export function choice(allowed: readonly unknown[]): Node {
  const names = allowed.map(String);
  const says = oneOf(names);
  return {
    types: [...new Set(allowed.map(typeOf))],
    says,
    example: names[0] ?? '',
    ...(allowed.length === 1 && { constant: allowed[0] }),
    read(value, at, out) {
      if (allowed.includes(value)) return value;
      const near = typeof value === 'string' ? nearest(value, names) : undefined;
      const message = names.length === 1 ? `This takes ${says} only` : `This takes ${says}`;
      const fix = allowed[0] === true ? 'leave it out' : near && `write \`${near}\``;
      const detail = { received: show(value), expected: says, ...(fix && { fix }) };
      out.push(finding('not-allowed-value', at, message, detail));
      return undefined;
    },
  };
}

function range({ minimum, maximum, exclusiveMinimum, type }: JsonSchema): string {
  const noun = type === 'integer' ? 'a whole number' : 'a number';
  const from = exclusiveMinimum === undefined ? minimum : exclusiveMinimum;
  if (from === undefined && maximum === undefined) return noun;
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}, at most ${maximum}`;
  return `${noun} from ${from} to ${maximum}`;
}

export function number(schema: JsonSchema): Node {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
  const whole = schema.type === 'integer';
  const says = range(schema);
  const lowest = Math.max(minimum, exclusiveMinimum === -Infinity ? -Infinity : exclusiveMinimum * 2);
  return {
    types: ['number'],
    says,
    example: String(Number.isFinite(lowest) ? Math.min(Math.max(lowest, 1), maximum) : 1),
    read(value, at, out) {
      if (typeof value !== 'number') return wrongType(says, value, at, out, numberIn(value));
      const inRange = Number.isFinite(value) && value >= minimum && value <= maximum && value > exclusiveMinimum;
      if (inRange && (!whole || Number.isInteger(value))) return value;
      const near = Math.min(Math.max(whole ? Math.round(value) : value, minimum), maximum);
      const detail = {
        received: show(value),
        expected: says,
        ...(near > exclusiveMinimum && Number.isFinite(near) && { fix: `write \`${near}\`` }),
      };
      out.push(finding('number-range', at, `This is ${says}`, detail));
      return undefined;
    },
  };
}

const numberIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;

/** Characters as JSON Schema counts them. */
const lengthOf = (value: string, limit: number): number => (value.length > limit ? [...value].length : value.length);

/** What text of a pattern looks like, in the words of its description: `lower case, digits and hyphens`. */
function formOf(description: string, pattern = ''): string {
  const said = /: (.+?)\.(?: Default|$)/.exec(description)?.[1] ?? `\`${pattern}\``;
  return said.startsWith('`') ? `text such as ${said}` : said;
}

/** A token of aws-cdk-lib: text that it will know at deployment. */
const isToken = (value: string): boolean => value.includes('${Token[');

/** Text of a form. */
export function formed({ pattern, says, example }: Format): Node {
  return {
    types: ['text'],
    says,
    example,
    read(value, at, out) {
      if (typeof value !== 'string') return wrongType('text', value, at, out, quotedNumber(value));
      if (pattern.test(value) || isToken(value)) return value;
      const near = value
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
      const fix = pattern.test(near) ? near : example;
      const detail = { received: show(value), expected: says, fix: `write \`${fix}\`` };
      out.push(finding('text-pattern', at, `This takes ${says}`, detail));
      return undefined;
    },
  };
}

export function text({ pattern, minLength = 0, maxLength = Infinity, description = '' }: JsonSchema): Node {
  const regexp = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const form = regexp && formOf(description, pattern);
  const example = /`([^`]+)`/.exec(description)?.[1];
  const sized = Number.isFinite(maxLength) ? `text of ${minLength} to ${maxLength} characters` : 'text';
  return {
    types: ['text'],
    says: form ?? sized,
    example: example !== undefined && (regexp?.test(example) ?? true) ? example : '…',
    read(value, at, out) {
      if (typeof value !== 'string') return wrongType('text', value, at, out, quotedNumber(value));
      const length = lengthOf(value, maxLength);
      if (length < minLength || length > maxLength) {
        const message = length === 0 ? 'This text is empty' : `This text has ${length} characters`;
        out.push(finding('text-length', at, message, { received: show(value), expected: sized }));
        return undefined;
      }
      if (regexp === undefined || regexp.test(value)) return value;
      const near = value
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, '')
        .slice(0, 41);
      const fix = [near, `/${value.trim()}`].find((candidate) => regexp.test(candidate));
      const detail = { received: show(value), expected: form, ...(fix && { fix: `write \`${fix}\`` }) };
      out.push(finding('text-pattern', at, 'This text has another form', detail));
      return undefined;
    },
  };
}

/** In YAML `yes` and `1` are no text without quotes. */
const quotedNumber = (value: unknown): string | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? `'${value}'` : undefined;
