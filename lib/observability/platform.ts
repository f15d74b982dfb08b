import { ownTrace, type Ruling, rulingsOf, runbookOf, type Target } from '../fidelity';
import { type Plan, type PlannedGuard, trace } from '../plan';
import { fill } from '../telemetry';

/** The platform that runs a release, as far as alerts, dashboard and runbook are about it; those of the library's targets are complete. */
export type OperatedTarget = Pick<Target, 'title' | 'limits' | 'runbook'> & Partial<Pick<Target, 'emit' | 'trace'>>;

type Names = Readonly<Record<'name' | 'namespace', string>>;

/** The rulings that refuse something. */
export const refusals = (rulings: readonly Ruling[]): readonly Ruling[] =>
  rulings.filter(({ verdict }) => verdict === 'refused');

/** Whether a platform watches a guard as it is written. */
const watches = ({ path }: PlannedGuard, rulings: readonly Ruling[]): boolean =>
  !refusals(rulings).some(({ clause }) => clause.path === 'guards' || clause.path.startsWith(path));

/** What the platform makes of `onFailure`. */
export const onFailureOf = (rulings: readonly Ruling[]): Ruling | undefined =>
  rulings.find(({ clause }) => clause.path === 'onFailure');

/** How a person takes the traffic back, with the commands. */
export function abortText(plan: Plan, { runbook }: OperatedTarget, names: Names): string {
  if (runbook === undefined) return 'take the traffic back by hand';
  const { abort, variables } = runbookOf(runbook, plan);
  if ('instead' in abort) return fill(abort.instead, names);
  const quoted = (lines: readonly string[]) => lines.map((line) => `\`${fill(line, names)}\``).join(', then ');
  const commands =
    'phases' in abort
      ? abort.phases.map((phase) => `in ${phase.name} ${quoted(phase.commands)}`).join('; ')
      : quoted(abort.commands);
  const used = variables.filter(({ name }) => commands.includes(`$${name}`)).map(({ name }) => `$${name}`);
  return used.length === 0 ? commands : `${commands} (the runbook says what ${used.join(' and ')} is)`;
}

/** What follows on a bad reading of a guard: what the platform does, or who has to act and how. */
export function reactionText(
  guard: PlannedGuard,
  plan: Plan,
  { platform, ...names }: Names & { readonly platform?: OperatedTarget },
): string {
  if (platform === undefined)
    return 'If a release is running, see whether what runs it takes the traffic back, and take it back by hand where it does not.';
  const rulings = rulingsOf(plan, platform.limits);
  const byHand = abortText(plan, platform, names);
  if (!watches(guard, rulings))
    return `${platform.title} does not watch this guard, and nothing takes the traffic back. If a release is running, you have to: ${byHand}`;
  if (onFailureOf(rulings)?.verdict !== 'exact')
    return `${platform.title} does not take the traffic back. If a release is running, you have to: ${byHand}`;
  return plan.onFailure === 'halt'
    ? `A release that is running stays where it is, and waits for you. To take the traffic back: ${byHand}`
    : `${platform.title} should take the traffic of a running release back by itself: see whether it does. Else: ${byHand}`;
}

/** How the release goes: as the platform executes it, else as it is written. */
export const executedTrace = (plan: Plan, platform: OperatedTarget | undefined, name: string) =>
  (platform && ownTrace(plan, platform, name)) ?? trace(plan);
