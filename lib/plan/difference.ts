import { formatDuration } from '../strategy';
import { byOrder, type Change, comings, moved } from './change';
import { expectPlan } from './expect-plan';
import { guardChanges } from './guard-difference';
import { type Amount, approvalPath, bakeOf, lengthOf, type Phase, type Plan, type PlannedCheck, shares } from './plan';
import { approvalText, outline } from './text';

const ON_SILENCE = { continue: 0, rollback: 1 } as const;

const checksOf = (plan: Plan): PlannedCheck[] => plan.phases.flatMap(({ checks }) => checks);
const approvalsOf = (plan: Plan): string[] =>
  plan.phases.filter(({ approve }) => approve !== undefined).map(({ name }) => `after ${name}`);
const largestStep = (plan: Plan): number =>
  [...shares(plan), { weight: 100 }].reduce<{ at: number; most: number }>(
    ({ at, most }, { weight }) => ({ at: weight, most: Math.max(most, weight - at) }),
    { at: 0, most: 0 },
  ).most;
const firstShare = (plan: Plan): number => plan.phases.find(({ weight }) => weight > 0)?.weight ?? 100;
const held = (phases: readonly Phase[]): number => phases.reduce((sum, { hold }) => sum + hold, 0);
const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

function traffic(before: Plan, after: Plan): Change[] {
  const [old, fresh] = [shares(before), shares(after)];
  return [
    ...moved('kind', 'the way copies are replaced', before.replacement, after.replacement, 'neutral'),
    ...moved('steps', 'the release', outline(before), outline(after), 'neutral'),
    ...moved(
      'steps',
      'the first share of the requests',
      percent(firstShare(before)),
      percent(firstShare(after)),
      byOrder(firstShare(before), firstShare(after), 'weaker'),
    ),
    ...moved(
      'steps',
      'the largest step',
      percent(largestStep(before)),
      percent(largestStep(after)),
      byOrder(largestStep(before), largestStep(after), 'weaker'),
    ),
    ...moved(
      'steps',
      'the time below 100%',
      formatDuration(held(old)),
      formatDuration(held(fresh)),
      byOrder(held(old), held(fresh), 'safer'),
    ),
  ];
}

function checks(before: Plan, after: Plan): Change[] {
  const [old, fresh] = [checksOf(before), checksOf(after)];
  const names = (all: readonly PlannedCheck[]) => all.map(({ name }) => name);
  const content = ({ at: _, ...check }: PlannedCheck) => JSON.stringify(check);
  return [
    ...comings('checks', 'check', names(old), names(fresh)),
    ...fresh.flatMap((check): Change[] => {
      const same = old.find(({ name }) => name === check.name);
      if (same === undefined || content(same) === content(check)) return [];
      const message = `check ${check.name} is another one than before`;
      return [{ path: check.at, message, effect: 'neutral', before: content(same), after: content(check) }];
    }),
  ];
}

function approvals(before: Plan, after: Plan): Change[] {
  return [
    ...comings('steps', 'approval', approvalsOf(before), approvalsOf(after)),
    ...after.phases.flatMap((phase): Change[] => {
      const old = before.phases.find(({ name }) => name === phase.name)?.approve;
      if (old === undefined || phase.approve === undefined) return [];
      const [was, is] = [ON_SILENCE[old.onTimeout], ON_SILENCE[phase.approve.onTimeout]];
      return moved(
        approvalPath(phase),
        `the wait after ${phase.name}`,
        approvalText(old),
        approvalText(phase.approve),
        byOrder(was, is, 'safer'),
      );
    }),
  ];
}

const amountText = (amount: Amount): string => ('percent' in amount ? `${amount.percent}%` : `${amount.copies} copies`);

/** How fast copies are exchanged, and what else is asked beside the steps. */
function rest(before: Plan, after: Plan): Change[] {
  const [old, fresh] = [before.pace, after.pace];
  const seconds = (value: number | undefined) => (value === undefined ? "the platform's own" : formatDuration(value));
  const paces =
    old === undefined || fresh === undefined
      ? []
      : [
          ...moved('surge', 'the surge', amountText(old.surge), amountText(fresh.surge), 'neutral'),
          ...moved(
            'unavailable',
            'what may be unavailable',
            amountText(old.unavailable),
            amountText(fresh.unavailable),
            'neutral',
          ),
          ...moved(
            'minReady',
            'the time that a copy must be healthy',
            formatDuration(old.minReady),
            formatDuration(fresh.minReady),
            byOrder(old.minReady, fresh.minReady, 'safer'),
          ),
        ];
  const json = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
  const profile = ({ traffic: usual }: Plan): string =>
    usual === undefined
      ? 'none'
      : `${usual.requestsPerSecond} requests a second with ${usual.errorRate}% errors${usual.latency === undefined ? '' : ` in ${usual.latency}ms`}`;
  return [
    ...paces,
    ...moved('drain', 'the drain', seconds(before.drain), seconds(after.drain), 'neutral'),
    ...moved('stickiness', 'the stickiness', json(before.stickiness), json(after.stickiness), 'neutral'),
    ...moved('traffic', 'what is normal', profile(before), profile(after), 'neutral'),
  ];
}

/** What is different between two plans, in the order of a reader's interest: the traffic, what is watched, what is asked. */
export function difference(before: Plan, after: Plan): Change[] {
  expectPlan('difference', before);
  expectPlan('difference', after);
  const accepted = (plan: Plan) => plan.accept.map(({ id }) => id);
  const given = accepted(before).filter((id) => !accepted(after).includes(id));
  const taken = accepted(after).filter((id) => !accepted(before).includes(id));
  return [
    ...traffic(before, after),
    ...moved(
      '',
      'the length of the release',
      formatDuration(lengthOf(before)),
      formatDuration(lengthOf(after)),
      'neutral',
    ),
    ...moved(
      'bake',
      'the bake',
      formatDuration(bakeOf(before)),
      formatDuration(bakeOf(after)),
      byOrder(bakeOf(before), bakeOf(after), 'safer'),
    ),
    ...guardChanges(before, after),
    ...checks(before, after),
    ...approvals(before, after),
    ...moved(
      'onFailure',
      'a failure',
      before.onFailure,
      after.onFailure,
      after.onFailure === 'halt' ? 'weaker' : 'safer',
    ),
    ...rest(before, after),
    ...taken.map((id): Change => ({ path: 'accept', message: `${id} is accepted now`, effect: 'weaker', after: id })),
    ...given.map(
      (id): Change => ({ path: 'accept', message: `${id} is not accepted any more`, effect: 'safer', before: id }),
    ),
  ];
}
