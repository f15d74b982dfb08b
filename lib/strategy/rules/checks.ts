import { type Latency, millisecondsOf, parseDuration } from '../duration';
import { join } from '../path';
import type { Draft, DraftCheck, Some } from './draft';
import { zeroLatency } from './limits';
import { headerName, headerValue } from './names';
import type { Report } from './report';

/** Checks that run one after the other, and where they stand. */
export type CheckList = readonly [path: string, checks: Some<DraftCheck>];

/** All checks of a strategy. */
export function checkLists({ checks, steps, preview }: Draft): CheckList[] {
  const lists: CheckList[] = [];
  const add = (path: string, list: Some<DraftCheck> | undefined): void => {
    if (list !== undefined) lists.push([path, list]);
  };
  steps?.forEach((step, at) => {
    if (step?.checks !== undefined) add(`steps[${at}].checks`, step.checks);
  });
  add('preview.checks', preview?.checks);
  add('checks.beforeTraffic', checks?.beforeTraffic);
  add('checks.testTraffic', checks?.testTraffic);
  add('checks.afterTraffic', checks?.afterTraffic);
  return lists;
}

function duplicates(lists: readonly CheckList[], report: Report): void {
  const names = new Map<string, { readonly text: string; readonly path: string }>();
  for (const [list, checks] of lists) {
    const here = new Map<string, string>();
    checks.forEach((check, at) => {
      const path = `${list}[${at}]`;
      if (check === undefined || !report.intact(path)) return;
      const text = JSON.stringify(check);
      const twin = here.get(text);
      const namesake = check.name === undefined ? undefined : names.get(check.name);
      if (twin !== undefined)
        report.add('duplicate-check', path, `${twin} is the same check`, { fix: 'leave one of the two out' });
      else if (namesake !== undefined && namesake.text !== text) {
        const message = `${namesake.path} is another check of this name`;
        report.add('duplicate-check', `${path}.name`, message, {
          received: check.name,
          expected: 'a name of its own',
          fix: `write \`name: ${check.name?.slice(0, 39)}-2\``,
        });
      }
      here.set(text, path);
      if (check.name !== undefined && namesake === undefined) names.set(check.name, { text, path });
    });
  }
}

function one(check: DraftCheck, path: string, report: Report): void {
  const { expect = {}, headers = {} } = check;
  if (check.method === 'HEAD' && expect.body !== undefined) {
    report.add('body-of-head', `${path}.expect.body`, 'The answer to a HEAD request has no body', {
      received: JSON.stringify(expect.body.slice(0, 60)),
      fix: 'write `method: GET`, or leave `body` out',
    });
  }
  if (expect.within !== undefined) {
    const within = millisecondsOf(expect.within as Latency);
    const timeout = check.timeout ?? '1m';
    if (within === 0) zeroLatency(`${path}.expect.within`, report);
    else if (within > (parseDuration(timeout) ?? 0) * 1000 && timeout !== '0s') {
      const message = `The check ends after ${timeout}, before this limit`;
      report.add('limit-after-timeout', `${path}.expect.within`, message, {
        received: expect.within,
        expected: `at most ${timeout}`,
        fix: 'leave `within` out, or write a longer `timeout`',
      });
    }
  }
  for (const name of Object.keys(headers)) {
    headerName(name, join(`${path}.headers`, name), report);
    headerValue(headers[name] ?? '', join(`${path}.headers`, name), report);
  }
}

/** What is tested. */
export function checkRules(lists: readonly CheckList[], report: Report): void {
  if (lists.length === 0) return;
  duplicates(lists, report);
  for (const [list, checks] of lists) {
    checks.forEach((check, at) => {
      if (check !== undefined) one(check, `${list}[${at}]`, report);
    });
  }
}
