import { alarmsIn } from '../app/alarms';
import { alertsIn } from '../app/alerts';
import type { App } from '../app/app';
import { podsOf } from '../app/workloads';
import type { Part } from '../read/resource';
import { bad, good, type Observation, type Rule } from '../rule';

const KEYS = /runbook|playbook/i;
const LINK = /https?:\/\/\S+/;

const runbookOf = (holder: Part): Part | undefined =>
  holder.entries.find(([key, { text }]) => KEYS.test(key) && text !== undefined && text !== '')?.[1];

function alerts(app: App): Observation[] {
  const all = alertsIn(app).map((alert) => [alert, runbookOf(alert.at('annotations'))] as const);
  const named = all.filter(([, runbook]) => runbook !== undefined);
  if (named.length === 0) return [];
  return all.map(([alert, runbook]) =>
    runbook === undefined
      ? bad(
          alert.at('alert'),
          'whoever it calls does not learn what to do: others here name a runbook, this one does not',
          'add annotations.runbook_url',
          'warning',
        )
      : good(runbook, 'whoever it calls learns what to do'),
  );
}

const alarms = (app: App): Observation[] =>
  alarmsIn(app)
    .map(({ part }) => part.at('Properties', 'AlarmDescription'))
    .filter(({ text = '' }) => KEYS.test(text) && LINK.test(text))
    .map((part) => good(part, 'whoever it calls learns what to do'));

const workloads = (app: App): Observation[] =>
  podsOf(app).flatMap(({ part }) => {
    const named = runbookOf(part.at('metadata', 'annotations'));
    return named === undefined ? [] : [good(named, 'its runbook is named')];
  });

export const runbook: Rule = {
  id: 'runbook',
  title: 'Runbook',
  kind: 'practice',
  reads:
    '`runbook_url` and its like in annotations of alerts and workloads; links to a runbook in descriptions of alarms.',
  fails: 'Some alerts name a runbook, and others beside them do not.',
  passes: 'Alerts, alarms or workloads name a runbook.',
  question: 'Is it written down, where those on call look, how a release is watched, stopped and taken back?',
  why: 'At three in the morning nobody invents the right command.',
  fix: 'One page: what aborts a release, how to pause, promote, abort and roll back by hand, and whom to call. Name it in each alert.',
  source: 'https://sre.google/workbook/on-call/',
  unless: { asked: 'No runbook is named in these files.' },
  look: (app) => [...alerts(app), ...alarms(app), ...workloads(app)],
};
