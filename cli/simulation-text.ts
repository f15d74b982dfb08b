import { columns } from '../lib/findings';
import type { Outcome, Result } from '../lib/simulate';
import { formatDuration } from '../lib/strategy';
import { type Simulation, sentenceOf, timelineText } from '../lib/testing';

const RESULTS: Readonly<Record<Result, string>> = {
  promoted: 'promoted',
  rolledBack: 'rolled back',
  waiting: 'waits for a person',
  stuck: 'stuck',
};

/** The smallest, the middle and the largest of some numbers. */
interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  return { least: at(0), median: at(0.5), most: at(1) };
}

interface Ending {
  readonly result: Result;
  readonly reason: string;
  readonly runs: number;
  /** Seconds from the beginning of the release. */
  readonly at: Spread;
  readonly requestsHit: Spread;
  readonly failed: Spread;
}

/** How the runs ended, the most frequent ending first. */
function endingsOf(outcomes: readonly Outcome[]): Ending[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.result, outcome.reason]);
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((group): Ending[] => {
      const [first] = group;
      if (first === undefined) return [];
      const of = (number: (outcome: Outcome) => number) => spreadOf(group.map(number));
      const { result, reason } = first;
      const numbers = {
        at: of(({ at }) => at),
        requestsHit: of((one) => one.requestsHit),
        failed: of((one) => one.failed),
      };
      return [{ result, reason, runs: group.length, ...numbers }];
    });
}

/** A simulation as data: how it ended, and one run in full. */
export function simulationData(simulation: Simulation): object {
  const { title, engine, unplayed } = simulation.release;
  const outcomes = simulation.outcomes();
  return { title, engine: engine.name, endings: endingsOf(outcomes), first: outcomes[0] ?? null, unplayed };
}

const rangeText = ({ least, median, most }: Spread, show: (value: number) => string): string =>
  least === most ? show(median) : `${show(median)} (${show(least)} to ${show(most)})`;

const whole = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
const time = (seconds: number): string => formatDuration(Math.round(seconds));

/** A simulation as text: the endings, then the first run line by line. */
export function simulationText(simulation: Simulation, faults: readonly string[], hasTraffic: boolean): string {
  const { title, engine, unplayed } = simulation.release;
  const outcomes = simulation.outcomes();
  const [first] = outcomes;
  const rows = endingsOf(outcomes).map(({ result, reason, runs, at, requestsHit, failed }) => [
    `${runs} of ${outcomes.length}`,
    RESULTS[result],
    rangeText(at, time),
    rangeText(requestsHit, whole),
    rangeText(failed, whole),
    reason,
  ]);
  const wrong = faults.length === 0 ? 'nothing goes wrong' : faults.join(' and ');
  const lines = [
    `${title}, played as ${engine.name} does it: ${wrong}`,
    ...(hasTraffic
      ? []
      : ['Without `traffic` (or --rps and --error-rate) 100 requests a second with 0.1% errors are taken.']),
    ...unplayed.map(({ name, why }) => `Not played: ${name}, ${why}.`),
    '',
    ...columns([['runs', 'ending', 'after', 'requests to it', 'failed', 'why'], ...rows]).map((line) => `  ${line}`),
  ];
  if (first !== undefined) lines.push('', `The first run: ${sentenceOf(first)}.`, '', timelineText(first));
  return `${lines.join('\n')}\n`;
}
