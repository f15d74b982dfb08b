import { columns } from '../findings';
import { formatDuration } from '../strategy';
import { audienceText } from './audience';
import { expectPlan } from './expect-plan';
import { guardText } from './guard-text';
import { bakeOf, type Phase, type Plan, type PlannedApproval, shares } from './plan';
import type { Gate, Segment, Trace } from './trace';

const forTime = (seconds: number): string => (seconds > 0 ? ` for ${formatDuration(seconds)}` : '');
const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

function shareText(phase: Phase, before: Phase | undefined): string {
  const parts = [
    ...(phase.weight > 0 ? [percent(phase.weight)] : []),
    ...(phase.mirror > 0 ? [`mirror ${percent(phase.mirror)}`] : []),
    ...phase.audience.slice(before?.audience.length ?? 0).map(audienceText),
  ];
  const approval = phase.approve === undefined ? '' : ', approval';
  return `${parts.join(' and ') || 'as before'}${forTime(phase.hold)}${approval}`;
}

const START = {
  'stop-first': 'stop all, start all',
  'in-place': 'copy by copy to 100%',
  'side-by-side': 'all at once to 100%',
} as const;

/** A plan in one line: `5% for 10m, then 25% for 30m, then 100%; bake 1h`. */
export function outline(plan: Plan): string {
  expectPlan('outline', plan);
  const steps = shares(plan);
  const way =
    steps.length === 0
      ? START[plan.replacement]
      : [...steps.map((step, at) => shareText(step, steps[at - 1])), '100%'].join(', then ');
  const test = plan.phases.find(({ stage }) => stage === 'test');
  const preview =
    test === undefined
      ? ''
      : `test traffic${forTime(test.hold)}${test.approve === undefined ? '' : ', approval'}, then `;
  const bake = bakeOf(plan);
  return `${preview}${way}${bake > 0 ? `; bake ${formatDuration(bake)}` : ''}`;
}

const ON_TIMEOUT = { rollback: 'roll back', continue: 'go on' } as const;
const ON_FAILURE = { rollback: 'roll back', halt: 'stay and wait for a person' } as const;

/** How long a person is waited for, and what follows. */
export const approvalText = ({ timeout, onTimeout }: PlannedApproval): string =>
  timeout === undefined ? 'approval' : `approval within ${formatDuration(timeout)}, else ${ON_TIMEOUT[onTimeout]}`;

const gateText = (gate: Gate): string => (gate.kind === 'check' ? `check ${gate.name}` : approvalText(gate));

function stateText(state: Pick<Segment, 'weight' | 'mirror' | 'audience'>): string {
  const mirror = state.mirror > 0 ? [`mirror ${percent(state.mirror)}`] : [];
  return [percent(state.weight), ...mirror, ...state.audience].join(' + ');
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** A plan as lines: phases in order with what each waits for, then what is watched. */
export function planText(plan: Plan): string {
  expectPlan('planText', plan);
  const phases = plan.phases.map((phase) => {
    const waits = [
      ...(phase.hold > 0 ? [`hold ${formatDuration(phase.hold)}`] : []),
      ...phase.checks.map(({ name }) => `check ${name}`),
      ...(phase.approve === undefined ? [] : [approvalText(phase.approve)]),
    ];
    return [phase.name, stateText({ ...phase, audience: phase.audience.map(audienceText) }), waits.join(', ')];
  });
  const rest = [
    ...plan.guards.map((guard) => [`guard ${guard.name}`, guardText(guard)]),
    ['on failure', ON_FAILURE[plan.onFailure]],
    ...(plan.drain === undefined ? [] : [['drain', formatDuration(plan.drain)]]),
  ];
  return [outline(plan), '', ...indent(columns(phases)), '', ...indent(columns(rest))].join('\n');
}

const timeText = ({ from, to }: Segment, isLast: boolean): string => {
  if (from < to) return `${formatDuration(from)} – ${formatDuration(to)}`;
  return isLast ? `from ${formatDuration(from)}` : `at ${formatDuration(from)}`;
};

/** A trace as lines: from, to, what the new version gets, how it got there, what is watched and waited for. */
export function traceText(trace: Trace): string {
  const lines = trace.segments.map((segment, at) => {
    const notes = [
      ...(segment.reached === 'at once' ? [] : [segment.reached]),
      ...(segment.guards.length > 0 ? [`watched by ${segment.guards.join(', ')}`] : []),
      ...segment.gates.map((gate) => `then ${gateText(gate)}`),
    ];
    return [timeText(segment, at === trace.segments.length - 1), stateText(segment), notes.join('; ')];
  });
  return [...indent(columns(lines)), '', `  on failure  ${ON_FAILURE[trace.onFailure]}`].join('\n');
}
