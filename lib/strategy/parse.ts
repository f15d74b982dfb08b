import type { Finding } from '../findings';
import { errorsOf } from '../findings';
import { INPUT_FINDINGS } from './docs/input';
import { STRUCTURE_FINDINGS } from './docs/structure';
import { finding } from './findings';
import { documentOrder } from './order';
import { plainCopy, REFUSED } from './plain';
import { applyRules } from './rules';
import { strategyNode } from './schema/compile';
import { isRecord } from './schema/node';
import type { Strategy } from './types';

/** What came of an input: a strategy when there is no error, and everything there is to say about it. */
export interface Parsed {
  readonly strategy: Strategy | undefined;
  readonly findings: readonly Finding[];
}

/** The most findings that are given for one input. */
const MOST = 200;

/** What was parsed before is taken as it is: it is frozen, and in its one spelling. */
const parsed = new WeakMap<object, Parsed>();

function ordered(value: unknown, findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.length < 2 ? findings : documentOrder(value, findings);
  if (sorted.length <= MOST) return Object.freeze(sorted);
  const rest = finding('more-problems', undefined, `There are ${sorted.length - MOST} problems more`);
  return Object.freeze([...sorted.slice(0, MOST), rest]);
}

/** What makes a value no strategy at all: fields, types and spellings, but no rule about what goes together. */
export const shapeErrors = (input: unknown): readonly Finding[] =>
  errorsOf(parseStrategy(input).findings).filter(({ id }) => id in STRUCTURE_FINDINGS || id in INPUT_FINDINGS);

/**
 * Reads a strategy from anything: what a factory gives, a plain object, the content of a file. Never throws.
 * All problems are found at once, in the order of the document.
 */
export function parseStrategy(input: unknown): Parsed {
  const before = typeof input === 'object' && input !== null ? parsed.get(input) : undefined;
  if (before !== undefined) return before;
  const { value, findings } = plainCopy(input);
  if (value === REFUSED) return { strategy: undefined, findings: ordered(value, findings) };
  const draft = strategyNode().read(value, undefined, findings);
  const all = isRecord(value) ? applyRules(value, draft, findings) : findings;
  const isGood = errorsOf(all).length === 0;
  const result: Parsed = { strategy: isGood ? (draft as Strategy) : undefined, findings: ordered(value, all) };
  if (isGood) parsed.set(draft as object, result);
  return result;
}
