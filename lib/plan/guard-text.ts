import { formatDuration, formatLatency } from '../strategy';
import type { PlannedGuard } from './plan';

const NO_DATA = { pass: 'passes', hold: 'waits for a person', fail: 'counts as bad' } as const;

function valueText({ measure }: PlannedGuard, value: number): string {
  if (measure.metric === 'latency') return formatLatency(value);
  return measure.metric === 'custom' || measure.metric === 'queueDepth' ? String(value) : `${value}%`;
}

/** When a reading is bad, in words: `above 1%`. */
export function badText(guard: PlannedGuard): string {
  const { bad } = guard;
  switch (bad.kind) {
    case 'max':
      return `above ${valueText(guard, bad.value)}`;
    case 'min':
      return `below ${valueText(guard, bad.value)}`;
    case 'versusStable':
      return `above ${bad.ratio} times the stable version`;
    case 'sequential':
      return `risen to ${bad.rise} times the stable version (at most ${bad.falseAborts}% false aborts)`;
  }
}

/** What makes a guard abort, in words: `above 1% over 5m, read every 1m, 1 bad reading tolerated`. */
export function guardText(guard: PlannedGuard): string {
  const { over, every, failures, minRequests, onNoData } = guard;
  const parts = [`${badText(guard)} over ${formatDuration(over)}`];
  if (every !== over) parts.push(`read every ${formatDuration(every)}`);
  if (failures > 0) parts.push(`${failures} bad ${failures === 1 ? 'reading' : 'readings'} tolerated`);
  if (minRequests > 0) parts.push(`from ${minRequests} requests on`);
  if (onNoData !== 'pass') parts.push(`no data ${NO_DATA[onNoData]}`);
  return parts.join(', ');
}
