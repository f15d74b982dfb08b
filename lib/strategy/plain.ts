import { type Finding, show } from '../findings';
import { type DurationLike, formatDuration, formatLatency, isDurationLike } from './duration';
import { type Detail, finding, type StrategyFindingId } from './findings';
import type { At } from './path';

/** How much a strategy may hold, whoever wrote it. */
export const INPUT_LIMITS = { depth: 32, nodes: 20_000, text: 4_096, bytes: 262_144 } as const;

/** Stands where a value was that has its finding already. */
export const REFUSED: unique symbol = Symbol('refused');

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

class TooLarge extends Error {}

/** A plain object, of this or of another realm: its prototype is null or has none itself. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function durationText(value: DurationLike): string {
  const milliseconds = value.toMilliseconds?.() ?? value.toSeconds() * 1000;
  if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError('it is not known yet, or negative');
  if (milliseconds % 1000 !== 0) return formatLatency(milliseconds);
  return milliseconds < 1e9 ? `${milliseconds / 1000}s` : formatDuration(milliseconds / 1000);
}

class Copier {
  readonly findings: Finding[] = [];
  #nodes = 0;
  readonly #open = new Set<object>();

  copy(value: unknown, at: At | undefined, depth: number): unknown {
    if (++this.#nodes > INPUT_LIMITS.nodes) throw new TooLarge();
    switch (typeof value) {
      case 'string':
        return value.length <= INPUT_LIMITS.text ? value : this.#longText(value, at);
      case 'number':
        if (Number.isFinite(value)) return value + 0;
        return this.#refuse('not-finite', at, 'This is not a finite number', value);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#object(value, at, depth);
      default:
        return this.#notPlain(at, value === undefined ? 'nothing' : `a ${typeof value}`);
    }
  }

  #object(value: object, at: At | undefined, depth: number): unknown {
    if (depth > INPUT_LIMITS.depth) {
      return this.#refuse('too-deep', at, `This is nested deeper than ${INPUT_LIMITS.depth} levels`, value);
    }
    if (this.#open.has(value)) return this.#refuse('cyclic', at, 'This value contains itself', value);
    this.#open.add(value);
    try {
      if (Array.isArray(value)) return this.#list(value, at, depth);
      if (isPlainObject(value)) return this.#record(value, at, depth);
      return isDurationLike(value) ? this.#duration(value, at) : this.#notPlain(at, 'an object of a class');
    } catch (error) {
      if (error instanceof TooLarge) throw error;
      return this.#notPlain(at, 'an object that cannot be read');
    } finally {
      this.#open.delete(value);
    }
  }

  #record(value: object, at: At | undefined, depth: number): unknown {
    const copy: Record<string, unknown> = {};
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
      if (typeof key === 'symbol' || FORBIDDEN.has(key) || key.length > INPUT_LIMITS.text) this.#badKey(key, at);
      else if (!('value' in property)) copy[key] = this.#notPlain({ owner: at, key }, 'an accessor');
      else if (key === 'toSeconds' && isDurationLike(value)) return this.#duration(value, at);
      else if (property.enumerable && property.value !== undefined) {
        copy[key] = this.copy(property.value, { owner: at, key }, depth + 1);
      }
    }
    return copy;
  }

  #list(value: readonly unknown[], at: At | undefined, depth: number): unknown[] {
    if (value.length > INPUT_LIMITS.nodes) throw new TooLarge();
    const copy: unknown[] = [];
    for (let key = 0; key < value.length; key += 1) {
      const here: At = { owner: at, key };
      const property = Object.getOwnPropertyDescriptor(value, key);
      const isAccessor = property !== undefined && !('value' in property);
      copy.push(isAccessor ? this.#notPlain(here, 'an accessor') : this.copy(property?.value, here, depth + 1));
    }
    return copy;
  }

  #badKey(key: string | symbol, at: At | undefined): void {
    const here: At = { owner: at, key: String(key) };
    if (typeof key === 'symbol') this.#notPlain(here, 'a symbol');
    else if (FORBIDDEN.has(key)) {
      this.#refuse('forbidden-key', here, `\`${key}\` is forbidden as a key`, undefined, {
        fix: `leave \`${key}\` out`,
      });
    } else this.#longText(key, here);
  }

  #duration(value: DurationLike, at: At | undefined): unknown {
    try {
      return durationText(value);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 200) : 'toSeconds() failed';
      return this.#refuse('not-plain-data', at, `The value of this Duration cannot be read: ${reason}`, value, {
        expected: 'a Duration whose value is known now',
        fix: 'write text such as `10m`',
      });
    }
  }

  #longText(value: string, at: At | undefined): symbol {
    return this.#refuse('text-too-long', at, `This text has ${value.length} characters`, value, {
      expected: `at most ${INPUT_LIMITS.text} characters`,
    });
  }

  #notPlain(at: At | undefined, received: string): symbol {
    const expected = 'text, a number, a boolean, a list or a plain object';
    if (at === undefined && received === 'nothing') {
      const fix = "give a strategy, such as `Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] })`";
      return this.#refuse('not-plain-data', at, 'There is no strategy', undefined, { received, expected, fix });
    }
    return this.#refuse('not-plain-data', at, 'This is not plain data', undefined, { received, expected });
  }

  #refuse(id: StrategyFindingId, at: At | undefined, message: string, value: unknown, detail?: Detail): symbol {
    const received = value === undefined ? {} : { received: show(value) };
    this.findings.push(finding(id, at, message, { ...received, ...detail }));
    return REFUSED;
  }
}

/** Own enumerable data of any input, as new plain objects; whatever is no data is {@link REFUSED} and has a finding. Never throws. */
export function plainCopy(input: unknown): { readonly value: unknown; readonly findings: Finding[] } {
  const copier = new Copier();
  try {
    return { value: copier.copy(input, undefined, 0), findings: copier.findings };
  } catch {
    const message = `The input has more than ${INPUT_LIMITS.nodes} values`;
    const expected = `at most ${INPUT_LIMITS.nodes} values`;
    return { value: REFUSED, findings: [finding('too-large', undefined, message, { expected })] };
  }
}
