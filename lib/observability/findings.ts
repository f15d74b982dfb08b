import type { Finding, FindingDocs } from '../findings';

/** What can be said about alerts and dashboards. */
export const OBSERVABILITY_FINDINGS = {
  'observe-option': {
    title: 'A number of the observability options is out of its range',
    why: 'An objective of 100 % has no error budget, and a window shorter than a week has no room for the slowest burn-rate alert.',
    fix: 'Write a number within the range that the finding names.',
  },
  'observe-name': {
    title: 'The name is not one of Kubernetes',
    why: 'Pods are found by it, and it stands in queries as it is.',
    fix: 'Write lower case letters, digits and hyphens, such as `web`.',
  },
  'observe-label': {
    title: 'The label is not one that an alert can have',
    why: 'Alertmanager routes by labels; `severity`, `service`, `namespace` and `guard` say what the alert is about.',
    fix: 'Write a name of letters, digits and underscores, for example `team`.',
  },
  'observe-url': {
    title: 'The link is no URL',
    why: 'The link stands in every alert, for the person who was woken by it.',
    fix: 'Write `https://…`.',
  },
  'observe-versions': {
    title: 'The versions cannot be told apart',
    why: 'The expression stands in quotes after the application’s name: it must not be empty, and has no quotes, backslashes or line breaks.',
    fix: "Write what pods have after the application's name, for example `{ candidate: 'canary-[^-]+', stable: 'stable-[^-]+' }`, or `newest`.",
  },
  'observe-no-alert': {
    title: 'A guard has no alert',
    why: 'An alert is a query of Prometheus that runs all the time. It cannot be made of a query for another backend, nor of one that asks for a version by a name that only the release knows.',
    fix: 'Give the guard a query for Prometheus without `{{canary}}` and `{{stable}}`, or tell the versions apart by names.',
  },
  'observe-burn-rate': {
    title: 'A burn-rate alert can never fire',
    why: 'At this objective the budget cannot be used up so fast, even if every request fails.',
    fix: 'Write a higher `slo`; the slower alerts are there all the same.',
  },
} as const satisfies FindingDocs;

export type ObservabilityFindingId = keyof typeof OBSERVABILITY_FINDINGS;

const SEVERITY: Readonly<Partial<Record<ObservabilityFindingId, Finding['severity']>>> = {
  'observe-no-alert': 'warning',
  'observe-burn-rate': 'note',
};

type Detail = Partial<Pick<Finding, 'received' | 'expected' | 'fix' | 'source'>>;

/** A finding of this folder. */
export const finding = (id: ObservabilityFindingId, path: string, message: string, detail: Detail = {}): Finding => ({
  id,
  severity: SEVERITY[id] ?? 'error',
  path,
  message,
  fix: OBSERVABILITY_FINDINGS[id].fix,
  ...detail,
});
