import type { Gate, Plan, PlannedCheck, Stage } from '../../lib/plan';
import type { CfnText } from '../shared/alarm';

/** What the new version is asked, and what its answer must contain. */
export interface NewVersionInvocation {
  /** The event. */
  readonly payload: unknown;
  /** Fields, at any depth, that the answer must have with just these values. Default: any answer without an error. */
  readonly answer?: unknown;
}

/** What a function check calls: a function, or the new version itself. */
export type HookTarget = { readonly functionName: CfnText } | NewVersionInvocation;

/** The moments at which CodeDeploy calls a hook of a Lambda deployment. */
export type HookEvent = 'BeforeAllowTraffic' | 'AfterAllowTraffic';

/** The properties of the `AWS::Lambda::Function` that runs the checks of one moment. */
export interface HookProperties {
  /** Seconds. */
  readonly Timeout: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, CfnText>> };
}

const STAGES = { BeforeAllowTraffic: 'before', AfterAllowTraffic: 'full' } as const satisfies Record<HookEvent, Stage>;

interface HookOptions {
  readonly version: CfnText;
  /** Seconds above the longest check. */
  readonly margin: number;
  readonly target: (functionName: string) => HookTarget;
}

const targetOf = (check: PlannedCheck, { target }: HookOptions): HookTarget =>
  target(check.kind === 'function' ? check.function : check.name);

function propertiesOf(checks: readonly PlannedCheck[], event: HookEvent, options: HookOptions): HookProperties {
  const entries = checks.map((check) => ({ check, target: targetOf(check, options) }));
  const functions = entries.flatMap(({ target }, at) =>
    'functionName' in target ? [[`CUTOVER_FUNCTION_${at + 1}`, target.functionName] as const] : [],
  );
  const listed = entries.map(({ check: { name, timeout }, target }) => ({
    name,
    timeout,
    ...('functionName' in target ? {} : target),
  }));
  return {
    Timeout: Math.max(...checks.map(({ timeout }) => timeout)) + options.margin,
    Environment: {
      Variables: {
        CUTOVER_STAGE: event === 'BeforeAllowTraffic' ? 'beforeTraffic' : 'afterTraffic',
        CUTOVER_VERSION: options.version,
        CUTOVER_CHECKS: JSON.stringify(listed),
        ...Object.fromEntries(functions),
      },
    },
  };
}

/** The checks of a plan that CodeDeploy runs at a moment. */
export const checksAt = (plan: Plan, event: HookEvent): readonly PlannedCheck[] =>
  plan.phases.filter(({ stage }) => stage === STAGES[event]).flatMap(({ checks }) => checks);

/** The hook that runs the checks of a moment; undefined when there are none. */
export function hookOf(plan: Plan, event: HookEvent, options: HookOptions): HookProperties | undefined {
  const checks = checksAt(plan, event);
  return checks.length === 0 ? undefined : propertiesOf(checks, event, options);
}

/** What CodeDeploy waits for when it calls a hook with these properties; a hook that Cutover did not make is one check. */
export function gatesOf(hook: HookProperties | undefined, name = 'hook'): Gate[] {
  if (hook === undefined) return [];
  const text = hook.Environment?.Variables?.CUTOVER_CHECKS;
  if (typeof text !== 'string') return [{ kind: 'check', name }];
  return (JSON.parse(text) as readonly { readonly name: string }[]).map((check) => ({
    kind: 'check',
    name: check.name,
  }));
}
