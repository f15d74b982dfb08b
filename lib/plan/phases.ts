import { type Approval, type Audience, type Check, percentOf, type Step, type Strategy, secondsOf } from '../strategy';
import type { Phase, PlannedApproval, PlannedCheck, Stage } from './plan';

/** Seconds that a check may take when it does not say otherwise. */
export const CHECK_TIMEOUT = 60;

function approvalOf(approve: true | Approval | undefined): PlannedApproval | undefined {
  if (approve === undefined) return undefined;
  if (approve === true) return { onTimeout: 'rollback' };
  return {
    ...(approve.timeout === undefined ? {} : { timeout: secondsOf(approve.timeout) }),
    onTimeout: approve.onTimeout ?? 'rollback',
  };
}

const checksOf = (strategy: Strategy): readonly Check[] => [
  ...Object.values(strategy.checks ?? {}).flat(),
  ...(strategy.kind === 'blueGreen' ? (strategy.preview?.checks ?? []) : []),
  ...(strategy.kind === 'canary' ? strategy.steps.flatMap((step) => step.checks ?? []) : []),
];

/** Gives each check of the release a name of its own; names that are given are kept for those who have them. */
class CheckNames {
  readonly #given: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  constructor(strategy: Strategy) {
    this.#given = new Set(checksOf(strategy).flatMap(({ name }) => name ?? []));
  }

  plan(checks: readonly Check[] | undefined, path: string, place: string): PlannedCheck[] {
    return (checks ?? []).map((check, at) => {
      const timeout = check.timeout === undefined ? CHECK_TIMEOUT : secondsOf(check.timeout);
      return { ...check, name: this.#nameOf(check, place), at: `${path}[${at}]`, timeout };
    });
  }

  #nameOf(check: Check, place: string): string {
    const wanted = check.name ?? `${place}-${check.kind}`;
    const isFree = (name: string): boolean => !this.#taken.has(name) && (name === check.name || !this.#given.has(name));
    let name = wanted;
    for (let n = 2; !isFree(name); n += 1) name = `${wanted}-${n}`;
    this.#taken.add(name);
    return name;
  }
}

interface PhaseSpec {
  readonly name: string;
  readonly stage: Stage;
  readonly path: string;
  readonly weight?: number;
  readonly mirror?: number;
  readonly audience?: readonly Audience[];
  readonly hold?: number;
  readonly approve?: PlannedApproval | undefined;
  readonly checks?: readonly PlannedCheck[];
}

const phase = ({
  name,
  stage,
  path,
  weight = 0,
  mirror = 0,
  audience = [],
  hold = 0,
  approve,
  checks = [],
}: PhaseSpec): Phase => ({
  name,
  stage,
  path,
  weight,
  mirror,
  audience,
  hold,
  checks,
  ...(approve === undefined ? {} : { approve }),
});

const listOf = (audience: Audience | readonly Audience[] | undefined): readonly Audience[] =>
  audience === undefined ? [] : Array.isArray(audience) ? audience : [audience as Audience];

/** The steps of a canary. A weight and the audiences stay until they change; a mirror lasts for its own step. */
function steps(all: readonly Step[], names: CheckNames): Phase[] {
  let weight = 0;
  let audience: readonly Audience[] = [];
  return all.map((step, at) => {
    const path = `steps[${at}]`;
    if (step.weight !== undefined) weight = percentOf(step.weight);
    audience = [...audience, ...listOf(step.audience)];
    return phase({
      name: `step ${at + 1}`,
      stage: 'share',
      path,
      weight,
      mirror: step.mirror === undefined ? 0 : percentOf(step.mirror),
      audience,
      hold: step.hold === undefined ? 0 : secondsOf(step.hold),
      approve: approvalOf(step.approve),
      checks: names.plan(step.checks, `${path}.checks`, `step-${at + 1}`),
    });
  });
}

/** Equal steps below 100 %: 11 % gives 11, 22 … 99. */
function equalSteps(step: number, every: number): Phase[] {
  const count = Math.ceil(100 / step - 1e-9) - 1;
  return Array.from({ length: count }, (_, at) =>
    phase({
      name: `step ${at + 1}`,
      stage: 'share',
      path: 'step',
      weight: Number(((at + 1) * step).toFixed(6)),
      hold: every,
    }),
  );
}

/** What is the strategy's own between the checks before the traffic and the full traffic. */
function middle(strategy: Strategy, names: CheckNames): Phase[] {
  switch (strategy.kind) {
    case 'recreate':
    case 'rolling':
    case 'blueGreen':
      return [];
    case 'canary':
      return steps(strategy.steps, names);
    case 'linear':
      return equalSteps(percentOf(strategy.step), secondsOf(strategy.every));
    case 'abTest':
      return [
        phase({
          name: 'test of two versions',
          stage: 'share',
          path: strategy.split === undefined ? 'audience' : 'split',
          weight: strategy.split === undefined ? 0 : percentOf(strategy.split),
          audience: listOf(strategy.audience),
          hold: secondsOf(strategy.duration),
          approve: { onTimeout: 'rollback' },
        }),
      ];
    case 'shadow':
      return [
        phase({
          name: 'shadow',
          stage: 'share',
          path: 'mirror',
          mirror: percentOf(strategy.mirror),
          hold: secondsOf(strategy.duration),
          approve: { onTimeout: 'rollback' },
        }),
      ];
  }
}

/** A strategy's phases, in order. */
export function planPhases(strategy: Strategy): Phase[] {
  const names = new CheckNames(strategy);
  const { checks } = strategy;
  const preview = strategy.kind === 'blueGreen' ? strategy.preview : undefined;
  const before = names.plan(checks?.beforeTraffic, 'checks.beforeTraffic', 'before-traffic');
  const test = [
    ...names.plan(checks?.testTraffic, 'checks.testTraffic', 'test-traffic'),
    ...names.plan(preview?.checks, 'preview.checks', 'preview'),
  ];
  const after = names.plan(checks?.afterTraffic, 'checks.afterTraffic', 'after-traffic');
  const phases: Phase[] = [];
  if (before.length > 0)
    phases.push(phase({ name: 'before traffic', stage: 'before', path: 'checks.beforeTraffic', checks: before }));
  if (test.length > 0 || preview !== undefined) {
    phases.push(
      phase({
        name: 'test traffic',
        stage: 'test',
        path: preview === undefined ? 'checks.testTraffic' : 'preview',
        hold: preview?.hold === undefined ? 0 : secondsOf(preview.hold),
        approve: approvalOf(preview?.approve),
        checks: test,
      }),
    );
  }
  phases.push(...middle(strategy, names));
  phases.push(
    phase({
      name: 'full',
      stage: 'full',
      path: after.length > 0 ? 'checks.afterTraffic' : '',
      weight: 100,
      checks: after,
    }),
  );
  const bake = strategy.bake === undefined ? 0 : secondsOf(strategy.bake);
  if (bake > 0) phases.push(phase({ name: 'bake', stage: 'bake', path: 'bake', weight: 100, hold: bake }));
  return phases;
}
