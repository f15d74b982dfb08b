import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';

/** What can be said about a release by Pulumi, whatever engine runs it. */
export const PULUMI_FINDINGS = {
  'pulumi-approval': {
    title: '`pulumi up` does not wait for people',
    why: 'The strategy waits for a person, who may take days. `pulumi up` ends when the cluster has the new version, not when the release is over.',
    fix: "Write `wait: '2h'` to let `pulumi up` wait that long for the person and the rest of the release.",
  },
  'pulumi-late': {
    title: 'What decides which objects there are is known late',
    why: 'The strategy, names, lists, ports, probes and hooks are judged and emitted before anything is registered; an output is known afterwards.',
    fix: 'Write it out; the texts in it may be outputs.',
  },
  'pulumi-knative': {
    title: '`FlaggerCanary` has no Deployment to release',
    why: 'With the provider `knative` Flagger releases a Service of Knative, and this component makes a Deployment.',
    fix: 'Use `KnativeCanaryService`.',
  },
  'pulumi-wait': {
    title: '`pulumi up` gives up before the release can be over',
    why: 'The strategy holds longer than `wait`: each healthy release would end as a failed `pulumi up`.',
    fix: 'Wait longer, or write `wait: false`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Pulumi, which `accept` takes. */
export type PulumiFindingId = keyof typeof PULUMI_FINDINGS;

/** A finding of this folder. What is likely wrong, but runs, is a warning. */
export const finding = findingsOf<PulumiFindingId>(PULUMI_FINDINGS, ['pulumi-approval']);
