import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plan } from '../../lib/plan';
import {
  type Fault,
  type Outcome,
  type Playable,
  play,
  playable,
  readRelease,
  type Scenario,
  scenario,
} from '../../lib/simulate';
import { Strategy } from '../../lib/strategy';

export type Example = 'argo' | 'sam' | 'flagger' | 'ecs';

/** The text of a documented example. */
export const example = (name: Example): string => readFileSync(join(__dirname, 'examples', `${name}.yaml`), 'utf8');

/** A release that can be read. */
export function releaseOf(resources: unknown): Playable {
  const { release, findings } = readRelease(resources);
  if (release === undefined) throw new Error(findings.map(({ message }) => message).join('; '));
  return release;
}

export const released = (strategy: unknown): Playable => playable(plan(Strategy.parse(strategy)));

const PROFILE = { requestsPerSecond: 1000, errorRate: 0.1, latency: 100 };

/** Plays with these faults; 1 000 requests a second, of which one in a thousand fails. */
export const played = (release: Playable, faults: readonly Fault[] = [], parts: Partial<Scenario> = {}): Outcome =>
  play(release, scenario(PROFILE, { faults, ...parts }));

/** What happened, in short. */
export const happened = ({ timeline }: Outcome): string[] =>
  timeline.map(({ at, what }) => `${Number(at.toFixed(1))}s ${what}`);
