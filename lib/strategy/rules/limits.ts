import { show } from '../../findings';
import { formatLatency, type Latency, millisecondsOf } from '../duration';
import type { Draft, DraftGuard } from './draft';
import type { Report } from './report';

const never = (path: string, value: number, reason: string, fix: string, report: Report): void =>
  report.add('guard-never-fires', path, `This guard can never abort: ${reason}`, { received: String(value), fix });

const always = (path: string, value: unknown, reason: string, fix: string, report: Report): void =>
  report.add('guard-always-fires', path, `This guard aborts every release: ${reason}`, { received: show(value), fix });

const strict = (path: string, value: number, fix: string, report: Report): void =>
  report.add('guard-without-tolerance', path, 'One failed request in a window counts as bad', {
    received: String(value),
    fix,
  });

const isStrict = (guard: DraftGuard): boolean => (guard.failures ?? 0) === 0;

function extremes(guard: DraftGuard, path: string, report: Report): void {
  const { metric, max, min } = guard;
  if (metric === 'errorRate' && max === 100)
    never(`${path}.max`, max, 'no error rate is above 100 %', 'write `max: 1%`', report);
  if (metric === 'errorRate' && max === 0 && isStrict(guard)) strict(`${path}.max`, max, 'write `max: 1%`', report);
  if (metric === 'successRate' && min === 0)
    never(`${path}.min`, min, 'no success rate is below 0 %', 'write `min: 99%`', report);
  if (metric === 'successRate' && min === 100 && isStrict(guard))
    strict(`${path}.min`, min, 'write `min: 99.9%`', report);
  if (metric === 'saturation' && max === 100)
    never(`${path}.max`, max, 'nothing uses more than it is given', 'write `max: 80%`', report);
  if (metric === 'saturation' && max === 0)
    always(`${path}.max`, max, 'everything that runs uses something', 'write `max: 80%`', report);
  if (metric === 'latency' && max === '0ms')
    always(`${path}.max`, max, 'no answer takes no time', 'write `max: 500ms`', report);
  const { falseAborts } = guard;
  if (falseAborts === 0)
    never(`${path}.falseAborts`, 0, 'a chance of 0 needs endless evidence', 'write `falseAborts: 5%`', report);
  if (falseAborts === 100)
    always(`${path}.falseAborts`, 100, 'every healthy release may be stopped', 'write `falseAborts: 5%`', report);
}

/** A limit within what is normal. */
function normal(
  guard: DraftGuard,
  path: string,
  { errorRate, latency }: NonNullable<Draft['traffic']>,
  report: Report,
): void {
  const { metric, max, min, percentile = 99 } = guard;
  const usual = errorRate as number | undefined;
  if (usual !== undefined && usual > 0 && usual < 100) {
    if (metric === 'errorRate' && typeof max === 'number' && max <= usual) {
      const fix = `write \`max: ${Math.min(99, Number((usual * 2).toFixed(6)))}%\``;
      report.add(
        'guard-below-normal',
        `${path}.max`,
        `The usual error rate is ${usual} %: a healthy version is aborted`,
        { received: `${max}`, expected: `above ${usual}`, fix },
      );
    }
    const success = Number((100 - usual).toFixed(6));
    if (metric === 'successRate' && min !== undefined && min >= success) {
      const fix = `write \`min: ${Math.max(1, Number((100 - usual * 2).toFixed(6)))}%\``;
      report.add(
        'guard-below-normal',
        `${path}.min`,
        `The usual success rate is ${success} %: a healthy version is aborted`,
        { received: `${min}`, expected: `below ${success}`, fix },
      );
    }
  }
  if (metric === 'latency' && typeof max === 'string' && max !== '0ms' && latency !== undefined && percentile >= 50) {
    if (millisecondsOf(max as Latency) >= millisecondsOf(latency)) return;
    const message = `The usual response time is ${latency}: a healthy version is aborted`;
    report.add('guard-below-normal', `${path}.max`, message, {
      received: max,
      expected: `above ${latency}`,
      fix: `write \`max: ${formatLatency(millisecondsOf(latency) * 3)}\``,
    });
  }
}

/** Limits beyond which nothing, or everything, is. */
export function limitRules({ guards = [], traffic }: Draft, report: Report): void {
  guards.forEach((guard, at) => {
    if (guard === undefined) return;
    extremes(guard, `guards[${at}]`, report);
    if (traffic !== undefined) normal(guard, `guards[${at}]`, traffic, report);
  });
  if (traffic?.latency !== undefined && millisecondsOf(traffic.latency) === 0) zeroLatency('traffic.latency', report);
}

export function zeroLatency(path: string, report: Report): void {
  report.add('zero-latency', path, 'No answer takes no time', {
    received: '0ms',
    expected: 'above 0',
    fix: 'write `500ms`',
  });
}
