import {
  clauseDoc,
  ownTrace,
  type Ruling,
  type Runbook,
  rulingsOf,
  runbookOf,
  showNumber,
  spoken,
} from '../../fidelity';
import { approvalText, bakeOf, expectPlan, guardText, lengthOf, outline, type Phase, type Plan } from '../../plan';
import { formatDuration, refusal } from '../../strategy';
import { plain, scheduleText, table } from '../phase-text';
import { abortText, type OperatedTarget, onFailureOf, refusals } from '../platform';
import type { AlertingRule, RuleGroup } from '../rule';
import { byHand } from './operations';

/** What a runbook says of the application and of the people. */
export interface RunbookOptions {
  /** The application's name. */
  readonly name: string;
  /** Default: `default`. */
  readonly namespace?: string;
  /** Who approves: a team, a channel, a rota. Default: whoever has the permissions. */
  readonly approvers?: string;
  /** Where the dashboard is. Default: it is not mentioned. */
  readonly dashboardUrl?: string;
  /** The rules that {@link alertRules} made: the runbook says what each alert means. Default: none. */
  readonly rules?: readonly RuleGroup[];
}

type Names = Readonly<Record<'name' | 'namespace', string>>;

const ON_FAILURE = {
  rollback: 'the traffic goes back to the old version by itself',
  halt: 'the release stays where it is and waits for a person',
} as const;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const waitsForPerson = ({ approve }: Phase): boolean => approve !== undefined;

/** How long the release takes, in words. */
function lengthText(plan: Plan, target: OperatedTarget, name: string): string {
  const approvals = plan.phases.filter(waitsForPerson).length;
  const checks = plan.phases.flatMap((phase) => phase.checks).length;
  const waits = [
    ...(approvals > 0 ? [`${approvals} ${approvals === 1 ? 'approval' : 'approvals'}`] : []),
    ...(checks > 0 ? [`${checks} ${checks === 1 ? 'check' : 'checks'}`] : []),
  ];
  const own = ownTrace(plan, target, name);
  const least = formatDuration(own?.segments.at(-1)?.to ?? lengthOf(plan));
  const take = approvals + checks === 1 ? 'takes' : 'take';
  return waits.length === 0 ? least : `${least} and as long as ${waits.join(' and ')} ${take}`;
}

/** The fields of the strategy that the platform refuses as a whole. */
const refusedIn = (rulings: readonly Ruling[]): ReadonlySet<string> =>
  new Set(refusals(rulings).map(({ clause }) => clause.path));

/** What follows when something aborts it. */
function then(plan: Plan, rulings: readonly Ruling[], byHand: string): string {
  const { verdict, why = '' } = onFailureOf(rulings) ?? {};
  if (verdict === 'exact') return `Then ${ON_FAILURE[plan.onFailure]}.`;
  return `Then nothing takes the traffic back by itself${verdict === 'approximated' ? ` (${plain(why)})` : ''}. You have to: ${byHand}`;
}

function aborts(plan: Plan, target: OperatedTarget, names: Names): string[] {
  const rulings = rulingsOf(plan, target.limits);
  const refused = refusedIn(rulings);
  const byHand = abortText(plan, target, names);
  const guards = plan.guards
    .filter(({ path }) => !refused.has(path))
    .map((guard) => `guard **${plain(guard.name)}**: ${plain(guardText(guard))}`);
  const checks = plan.phases.flatMap(({ name, checks: all }) =>
    all
      .filter(({ at }) => !refused.has(at))
      .map(
        (check) =>
          `check **${plain(check.name)}** (${name}) fails, or takes longer than ${formatDuration(check.timeout)}`,
      ),
  );
  const approvals = plan.phases.flatMap(({ name, path, approve }) =>
    approve?.timeout !== undefined && approve.onTimeout === 'rollback' && !refused.has(`${path}.approve.timeout`)
      ? `nobody approves after ${name} within ${formatDuration(approve.timeout)}`
      : [],
  );
  const all = [...guards, ...checks, ...approvals];
  const unwatched = plan.guards.filter(({ path }) => refused.has(path)).map(({ name }) => plain(name));
  const alone =
    unwatched.length > 0 && all.length > 0 ? [`Nothing here watches ${unwatched.join(', ')}: watch it yourself.`] : [];
  if (all.length === 0)
    return [
      '## What aborts it',
      `Nothing does: ${plan.guards.length === 0 ? 'the strategy has no guard and no check' : 'nothing here watches the guards of the strategy'}. Watch the release yourself, and take the traffic back yourself: ${byHand}`,
    ];
  return ['## What aborts it', bullets(all), ...alone, then(plan, rulings, byHand)];
}

function approvals(plan: Plan, { approvers }: RunbookOptions): string[] {
  const asked = plan.phases.filter(waitsForPerson);
  if (asked.length === 0) return [];
  const who = approvers === undefined ? 'Whoever has the permissions below.' : `${plain(approvers)}.`;
  const when = asked.flatMap(({ name, approve }) =>
    approve === undefined ? [] : `after ${name}: ${approvalText(approve)}`,
  );
  return ['## Who approves', who, bullets(when)];
}

const rulingText = ({ clause, verdict, why = '' }: Ruling): string => {
  const { title, unit } = clauseDoc(clause.key);
  const number = clause.value === undefined || unit === undefined ? '' : ` (${showNumber(clause.key, clause.value)})`;
  return `**${title}**${number}: ${verdict === 'refused' ? 'not here, ' : ''}${plain(why)}`;
};

/** What the platform does not do as it is written. */
function otherwise(plan: Plan, { title, limits }: OperatedTarget): string[] {
  const said = new Set(spoken(rulingsOf(plan, limits)).map(rulingText));
  return said.size === 0 ? [] : [`## What ${title} does otherwise`, bullets([...said])];
}

function noReturn(plan: Plan, runbook: Runbook | undefined, refused: ReadonlySet<string>): string[] {
  const bake = refused.has('bake') ? 0 : bakeOf(plan);
  const time =
    bake > 0
      ? `The old version stays ready for ${formatDuration(bake)} after the new one has everything; until then, abort.`
      : 'There is no bake: as soon as the new version has everything, the old one may be gone.';
  return ['## Point of no return', runbook === undefined ? time : `${time} ${runbook.pointOfNoReturn}`];
}

const isAlert = (rule: RuleGroup['rules'][number]): rule is AlertingRule => 'alert' in rule;

function alerts({ rules = [], dashboardUrl }: RunbookOptions): string[] {
  const rows = rules
    .flatMap((group) => group.rules)
    .filter(isAlert)
    .map(({ alert, labels, annotations }) => [
      `\`${alert}\``,
      labels.severity,
      plain(labels.guard ?? ''),
      plain(annotations.summary),
    ]);
  const dashboard = dashboardUrl === undefined ? [] : [`The dashboard: <${dashboardUrl}>`];
  if (rows.length === 0) return dashboard.length === 0 ? [] : ['## Alerts', ...dashboard];
  return ['## Alerts', table(['alert', 'severity', 'guard', 'what it says'], rows), ...dashboard];
}

/**
 * A runbook in Markdown: what the release does and when, what aborts it, who approves, when it is too late, and what to do by hand on the
 * platform. Pure.
 */
export function runbookText(plan: Plan, target: OperatedTarget, options: RunbookOptions): string {
  expectPlan('runbookText', plan);
  if (typeof options !== 'object' || typeof options?.name !== 'string')
    throw refusal('runbookText', 'options.name', options?.name, "the application's name", "write `{ name: 'web' }`");
  const { name, namespace = 'default' } = options;
  const names = { name, namespace };
  const hasApprovals = plan.phases.some(waitsForPerson);
  const refused = refusedIn(rulingsOf(plan, target?.limits));
  const runbook = target.runbook && runbookOf(target.runbook, plan);
  const hand =
    runbook === undefined
      ? ['## By hand', `Nothing is known about ${target.title} by hand.`]
      : byHand(runbook, names, hasApprovals);
  const parts = [
    `# Release of ${name} on ${target.title}`,
    ...(refused.size === 0
      ? []
      : [
          `**${target.title} does not take this strategy as it is.** What it leaves out stands below; what is drawn is the strategy.`,
        ]),
    plain(outline(plan)),
    `It takes ${lengthText(plan, target, name)}.`,
    '## Phases',
    scheduleText(plan, target, name),
    'The times are those of a release in which nobody and no check is waited for.',
    ...aborts(plan, target, names),
    ...otherwise(plan, target),
    ...approvals(plan, options),
    ...noReturn(plan, runbook, refused),
    ...hand,
    ...alerts(options),
    ...(runbook === undefined ? [] : [`Reference: <${runbook.source}>`]),
  ];
  return `${parts.join('\n\n')}\n`;
}
