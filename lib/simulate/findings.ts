import type { Finding, FindingDocs } from '../findings';

/** What a simulation may have to say. */
export const SIMULATE_FINDINGS = {
  'simulate-nothing': {
    title: 'There is no release in these resources',
    why: 'What can be played is an ECS service with deployments by ECS, a Lambda alias that CodeDeploy moves, a SAM function with a deployment preference, an Argo Rollout or a Flagger Canary. Resources of plain Istio wait for a person at each phase and watch nothing.',
    fix: 'Give the template or the manifests that have one of these.',
  },
  'simulate-which': {
    title: 'There are several releases in these resources',
    why: 'A simulation plays one release.',
    fix: "Say which one: `simulate(template, { of: 'Checkout' })`.",
  },
  'simulate-unreadable': {
    title: 'This release cannot be read',
    why: 'A field says something that the model of the engine does not understand. Playing the rest would be a guess.',
    fix: 'Write it in the form that the message names, or simulate the strategy itself.',
  },
  'simulate-unplayed-guard': {
    title: 'A guard of this release cannot be played',
    why: 'The simulator has no model of what the guard reads, or the guard is not among the resources. Leaving it out in silence would show a release that is less guarded than the real one, or a test that passes for the wrong reason.',
    fix: 'Leave it out by name: `.ignoring(name)`.',
  },
  'simulate-fault': {
    title: 'This is no fault that can be played',
    why: 'A misspelt name or a number that cannot be would play a healthy release.',
    fix: 'Use one of the factories of `Fault`; each says its fields.',
  },
  'simulate-scenario': {
    title: 'A release cannot be played in this scenario',
    why: 'Without requests nothing can be seen, and a number that cannot be makes every result nonsense.',
    fix: 'Write a number in the range that the message gives.',
  },
  'simulate-expectation': {
    title: 'A matcher expects something that cannot be',
    why: 'An expectation with a misspelt unit would always pass or always fail.',
    fix: "Write durations as `'7m'`, percentages as `'5%'`, and counts as numbers.",
  },
} as const satisfies FindingDocs;

export type SimulateFindingId = keyof typeof SIMULATE_FINDINGS;

/** An error of a simulation. */
export const problem = (
  id: SimulateFindingId,
  path: string,
  message: string,
  more: Partial<Pick<Finding, 'received' | 'expected' | 'fix'>> = {},
): Finding => ({ id, severity: 'error', path, message, ...more });
