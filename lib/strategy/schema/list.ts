import { show } from '../../findings';
import { finding } from '../findings';
import { REFUSED } from '../plain';
import type { JsonSchema } from './json-schema';
import { wrongType } from './leaf';
import type { Node } from './node';

function lengths(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? 'a list' : `a list of at least ${min}`;
  return `a list of ${min} to ${max}`;
}

export function list({ minItems = 0, maxItems = Infinity }: JsonSchema, item: Node): Node {
  const says = lengths(minItems, maxItems);
  return {
    types: ['list'],
    says,
    example: `[${item.example}]`,
    read(value, at, out) {
      if (!Array.isArray(value)) return wrongType(says, value, at, out);
      if (value.length < minItems || value.length > maxItems) {
        const message = value.length === 0 ? 'This list is empty' : `This list has ${value.length} entries`;
        out.push(
          finding('list-length', at, message, {
            received: show(value),
            expected: says,
            ...(value.length === 0 && { fix: `write \`${this.example}\`` }),
          }),
        );
        if (value.length > maxItems) return undefined;
      }
      const read: unknown[] = [];
      for (let key = 0; key < value.length; key += 1) {
        read.push(value[key] === REFUSED ? undefined : item.read(value[key], { owner: at, key }, out));
      }
      return Object.freeze(read);
    },
  };
}
