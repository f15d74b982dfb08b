import { nearest, oneOf } from '../nearest';
import { join } from '../path';
import type { Draft, DraftGuard } from './draft';
import type { Report } from './report';

const PLACEHOLDERS = ['service', 'stable', 'canary', 'window'];
const BACKENDS = ['prometheus', 'cloudwatch', 'datadog'] as const;

/** What an unnamed guard measures and compares with. */
function subjectOf({ metric, percentile = 99, resource, queue, versusStable, min }: DraftGuard): string {
  const measure = metric === 'latency' ? percentile : (resource ?? queue ?? '');
  const comparison = versusStable === undefined ? (min === undefined ? 'max' : 'min') : 'versusStable';
  return `${metric} ${measure} ${comparison}`;
}

function duplicates(guards: NonNullable<Draft['guards']>, report: Report): void {
  const seen = new Map<string, number>();
  guards.forEach((guard, at) => {
    if (guard === undefined || !report.intact(`guards[${at}]`)) return;
    const isNamed = guard.name !== undefined;
    const key = isNamed ? `name ${guard.name}` : subjectOf(guard);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, at);
    else if (isNamed) {
      const fix = `write \`name: ${guard.name?.slice(0, 39)}-2\``;
      report.add('duplicate-guard', `guards[${at}].name`, `guards[${first}] has this name already`, {
        received: guard.name,
        expected: 'a name of its own',
        fix,
      });
    } else {
      const message = `guards[${first}] measures and compares the same`;
      report.add('duplicate-guard', `guards[${at}]`, message, {
        fix: 'leave one of the two out, or give each a `name`',
      });
    }
  });
}

function placeholders(text: string, path: string, report: Report): void {
  for (const [written, name = ''] of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    if (PLACEHOLDERS.includes(name) && written === `{{${name}}}`) continue;
    const near = nearest(name, PLACEHOLDERS);
    const expected = oneOf(PLACEHOLDERS.map((known) => `{{${known}}}`));
    report.add('unknown-placeholder', path, `${written.slice(0, 60)} is not replaced by anything`, {
      received: written.slice(0, 60),
      expected,
      ...(near && { fix: `write \`{{${near}}}\`` }),
    });
  }
}

function query(asked: NonNullable<DraftGuard['query']>, path: string, report: Report): void {
  if (BACKENDS.every((backend) => asked[backend] === undefined) && report.intact(path)) {
    const expected = `at least one of ${oneOf(BACKENDS)}`;
    report.add('empty-query', path, 'This guard asks no backend', {
      received: 'an empty object',
      expected,
      fix: 'write `prometheus: <PromQL>`',
    });
  }
  for (const backend of ['prometheus', 'datadog'] as const) {
    const text = asked[backend];
    if (text === undefined) continue;
    if (text.trim() === '')
      report.add('empty-text', `${path}.${backend}`, 'This query is empty', {
        received: JSON.stringify(text.slice(0, 60)),
        fix: `write the query, or leave \`${backend}\` out`,
      });
    placeholders(text, `${path}.${backend}`, report);
  }
  for (const [name, value] of Object.entries(asked.cloudwatch?.dimensions ?? {})) {
    placeholders(value, join(`${path}.cloudwatch.dimensions`, name), report);
  }
}

/** What the guards measure. */
export function guardRules({ guards }: Draft, report: Report): void {
  if (guards === undefined) return;
  duplicates(guards, report);
  guards.forEach((guard, at) => {
    if (guard?.query !== undefined) query(guard.query, `guards[${at}].query`, report);
  });
}
