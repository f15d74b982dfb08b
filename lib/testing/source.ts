import { existsSync, readFileSync } from 'node:fs';
import { CutoverError, type Finding } from '../findings';
import { type Plan, plan, type TrafficProfile } from '../plan';
import { type Playable, playable, readRelease } from '../simulate';
import { problem } from '../simulate/findings';
import { isFields } from '../simulate/read/value';
import { parseStrategy } from '../strategy';

/** What can be simulated: see {@link simulate}. */
export type Simulated = string | object;

/** A release to play, and what its strategy says of the usual traffic. */
export interface Source {
  readonly release: Playable;
  readonly traffic?: TrafficProfile;
}

const isPlan = (value: object): value is Plan => 'phases' in value && 'replacement' in value;
const isPlayable = (value: object): value is Playable => 'segments' in value && 'engine' in value && 'guards' in value;

/** Something that says what it is as JSON: the Template of aws-cdk-lib/assertions. */
const hasJson = (value: object): value is { toJSON(): unknown } =>
  typeof (value as { toJSON?: unknown }).toJSON === 'function';

const ofPlan = (planned: Plan): Source => ({
  release: playable(planned),
  ...(planned.traffic === undefined ? {} : { traffic: planned.traffic }),
});

/** A text of one line that names a file is its path. */
function textOf(given: string): string {
  if (given.includes('\n') || given.trimStart().startsWith('{')) return given;
  if (existsSync(given)) return readFileSync(given, 'utf8');
  const message = `There is no file ${given}`;
  throw new CutoverError('simulate', [problem('simulate-nothing', '', message, { received: given })]);
}

function ofStrategy(value: unknown): Source {
  const { strategy, findings } = parseStrategy(value);
  CutoverError.throwIfAny('simulate', findings);
  return ofPlan(plan(strategy as NonNullable<typeof strategy>));
}

function read(resources: unknown, of: string | undefined): Source {
  const { release, findings } = readRelease(resources, of);
  if (release === undefined) throw new CutoverError('simulate', findings as Finding[]);
  return { release };
}

const isStrategy = (value: object): boolean =>
  isFields(value) && typeof value.kind === 'string' && /^[a-z]/.test(value.kind) && value.spec === undefined;

/** The release in what was given. @throws CutoverError */
export function sourceOf(given: Simulated, of?: string): Source {
  if (typeof given === 'string') return read(textOf(given), of);
  if (isPlayable(given)) return { release: given };
  if (isPlan(given)) return ofPlan(given);
  if (isStrategy(given)) return ofStrategy(given);
  return read(hasJson(given) ? given.toJSON() : given, of);
}
