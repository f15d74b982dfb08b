import type { Outcome } from '../simulate';
import { faultsBegin } from '../simulate/fault';
import { formatDuration } from '../strategy';
import type { Simulation } from './simulation';

/** Lines of a timeline that are shown. */
const SHOWN = 14;

const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A time as it is said. */
export const timeText = (seconds: number): string => formatDuration(seconds);

const ENDS = {
  promoted: 'promoted',
  rolledBack: 'rolled back',
  waiting: 'waiting for a person',
  stuck: 'stuck',
} as const satisfies Record<Outcome['result'], string>;

/** A played release in one sentence. */
export const sentenceOf = ({ result, at, reason, requestsHit, failed }: Outcome): string =>
  `the release was ${ENDS[result]} after ${timeText(at)} (${reason}); the new version answered ${count(requestsHit)} requests, ${count(failed)} failed`;

/** What happened, line by line. */
export function timelineText({ timeline }: Outcome): string {
  const left = timeline.length - SHOWN;
  const shown = left > 0 ? [...timeline.slice(0, SHOWN - 4), undefined, ...timeline.slice(-4)] : timeline;
  const width = Math.max(...timeline.map(({ at }) => timeText(at).length));
  return shown
    .map((happening) =>
      happening === undefined
        ? `  ${' '.repeat(width)}  … ${left} more`
        : `  ${timeText(happening.at).padStart(width)}  ${happening.what}`,
    )
    .join('\n');
}

/** What all runs came to, one line for each ending, the most frequent first. */
function endingsText(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${ENDS[outcome.result]} (${outcome.reason})`;
    counts.set(key, [...(counts.get(key) ?? []), outcome]);
  }
  return [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([key, those]) => {
      const times = those.map(({ at }) => at).sort((a, b) => a - b);
      const [first = 0, last = 0] = [times[0], times.at(-1)];
      const when = first === last ? `after ${timeText(first)}` : `after ${timeText(first)} to ${timeText(last)}`;
      return `  ${those.length} of ${outcomes.length}: ${key} ${when}`;
    })
    .join('\n');
}

/** The failure message of a matcher: what was expected, what happened, and the timeline of a run that shows it. */
export function reportText(simulation: Simulation, expected: string, met: number, shown: Outcome): string {
  const outcomes = simulation.outcomes();
  const { title, engine } = simulation.release;
  const began = faultsBegin(simulation.faults);
  const fault = began === undefined ? 'nothing wrong' : `a fault from ${timeText(began)} on`;
  const share = Math.ceil(simulation.wanted * outcomes.length - 1e-9);
  return [
    `expected ${title === engine.name ? title : `${title} (${engine.name})`}, with ${fault}, ${expected} in at least ${share} of ${outcomes.length} runs; it did in ${met}`,
    '',
    endingsText(outcomes),
    '',
    `One of them: ${sentenceOf(shown)}.`,
    timelineText(shown),
  ].join('\n');
}
