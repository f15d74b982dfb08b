import type { StrategyKind } from '../strategy';

/** A strategy that the tree may end at. */
export interface Advised {
  readonly kind: StrategyKind;
  /** In a few words. */
  readonly title: string;
  /** The file, below its head; `{traffic}` stands for what is normal. */
  readonly yaml: string;
}

const GUARDS = `guards: # what stops the release; put in what is bad for you
  - { metric: errorRate, max: 1%, over: 5m, minRequests: 50 }
  - { metric: latency, percentile: 99, max: 1s, over: 5m, minRequests: 50 }`;

const DRAIN = 'drain: 30s # longer than the longest request';

/** The strategies of the tree, each ready to be edited. */
export const STRATEGIES = {
  recreate: {
    kind: 'recreate',
    title: 'stop everything, then start everything',
    yaml: `kind: recreate
maintenance:
  message: We are back in a few minutes. # what users see meanwhile
  expected: 5m
${DRAIN}
`,
  },
  rolling: {
    kind: 'rolling',
    title: 'replace copies a few at a time, starting new ones first',
    yaml: `kind: rolling
{traffic}
surge: 25% # how much more may run meanwhile
unavailable: 0% # how much may be missing
minReady: 30s # how long a new copy must be healthy before it counts
${DRAIN}
`,
  },
  'rolling-in-place': {
    kind: 'rolling',
    title: 'replace copies one by one, each in the place of the one before',
    yaml: `kind: rolling
{traffic}
surge: 0% # nothing more runs meanwhile
unavailable: { copies: 1 } # one copy is missing: have at least two
minReady: 30s # how long a new copy must be healthy before it counts
${DRAIN}
`,
  },
  'blue-green': {
    kind: 'blueGreen',
    title: 'start the new version beside the old one, then switch',
    yaml: `kind: blueGreen
{traffic}
${GUARDS}
bake: 30m # how long the old version stays ready after the switch
${DRAIN}
`,
  },
  'blue-green-preview': {
    kind: 'blueGreen',
    title: 'try the new version with test traffic, then switch',
    yaml: `kind: blueGreen
{traffic}
preview:
  hold: 5m # test traffic alone
  approve: true # a person looks at it; remove the line where the checks are enough
  checks:
    - { kind: http, name: smoke, path: /health } # asked before any user has the new version
${GUARDS}
bake: 30m # how long the old version stays ready after the switch
${DRAIN}
`,
  },
  canary: {
    kind: 'canary',
    title: 'give a small share of the users the new version first',
    yaml: `kind: canary
{traffic}
steps:
  - { weight: 10%, hold: 15m } # more of them where your platform has more: Argo Rollouts, Flagger
${GUARDS}
bake: 30m # how long the old version stays ready after everybody has the new one
${DRAIN}
`,
  },
  'canary-lean': {
    kind: 'canary',
    title: 'a small share first, without capacity for both versions in full',
    yaml: `kind: canary
{traffic}
steps:
  - { weight: 10%, hold: 15m } # the way back is a switch until this is over
${GUARDS}
${DRAIN}
`,
  },
  linear: {
    kind: 'linear',
    title: 'give more users the new version in equal steps',
    yaml: `kind: linear
{traffic}
step: 20% # five steps
every: 5m
${GUARDS}
${DRAIN}
`,
  },
  'ab-test-audience': {
    kind: 'abTest',
    title: 'give known people the new version for a time',
    yaml: `kind: abTest
{traffic}
audience: { cookie: { name: experiment, equals: b } } # or a header in its place
duration: 7d # then a person decides
${GUARDS}
${DRAIN}
`,
  },
  'ab-test-split': {
    kind: 'abTest',
    title: 'give a fixed share of the users the new version for a time',
    yaml: `kind: abTest
{traffic}
split: 50%
stickiness: { by: cookie, lasts: 7d } # a user stays at one version
duration: 7d # then a person decides
${GUARDS}
${DRAIN}
`,
  },
  shadow: {
    kind: 'shadow',
    title: 'give the new version copies of the requests',
    yaml: `kind: shadow
{traffic}
mirror: 10% # of the requests; take care that a copy changes no data
duration: 1h # then a person decides
${GUARDS}
${DRAIN}
`,
  },
} as const satisfies Readonly<Record<string, Advised>>;

export type LeafId = keyof typeof STRATEGIES;
