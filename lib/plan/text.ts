import { formatDuration } from '../strategy';
import { audienceText } from './audience';
import { bakeOf, type Phase, type Plan, shares } from './plan';
import type { Gate, Segment, Trace } from './trace';

const forTime = (seconds: number): string => (seconds > 0 ? ` for ${formatDuration(seconds)}` : '');
const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

function shareText(phase: Phase): string {
  const parts = [
    ...(phase.weight > 0 ? [percent(phase.weight)] : []),
    ...(phase.mirror > 0 ? [`mirror ${percent(phase.mirror)}`] : []),
    ...phase.audience.map(audienceText),
  ];
  return `${parts.join(' and ') || '0%'}${forTime(phase.hold)}${phase.approve === undefined ? '' : ', approval'}`;
}

const START = { 'stop-first': 'stop all, start all', 'in-place': 'copy by copy', 'side-by-side': 'all at once' } as const;

/** A plan in one line: `5% for 10m, then 25% for 30m, then 100%; bake 1h`. */
export function outline(plan: Plan): string {
  const steps = shares(plan);
  const way = steps.length === 0 ? `${START[plan.replacement]} to 100%` : [...steps.map(shareText), '100%'].join(', then ');
  const test = plan.phases.find(({ stage }) => stage === 'test');
  const preview = test === undefined ? '' : `test traffic${forTime(test.hold)}${test.approve === undefined ? '' : ', approval'}, then `;
  const bake = bakeOf(plan);
  return `${preview}${way}${bake > 0 ? `; bake ${formatDuration(bake)}` : ''}`;
}

const gateText = (gate: Gate): string => {
  if (gate.kind === 'check') return `check ${gate.name}`;
  return gate.timeout === undefined ? 'approval' : `approval within ${formatDuration(gate.timeout)}, else ${gate.onTimeout}`;
};

function stateText(state: Pick<Segment, 'weight' | 'mirror' | 'audience'>): string {
  const extra = [...(state.mirror > 0 ? [`mirror ${percent(state.mirror)}`] : []), ...state.audience];
  return [percent(state.weight), ...extra].join(' + ');
}

/** A plan as lines: phases in order with what each waits for, then what is watched. */
export function planText(plan: Plan): string {
  const lines = plan.phases.map((phase) => {
    const waits = [...phase.checks.map(({ name }) => `check ${name}`), ...(phase.approve === undefined ? [] : ['approval'])];
    const state = stateText({ ...phase, audience: phase.audience.map(audienceText) });
    const hold = phase.hold > 0 ? `hold ${formatDuration(phase.hold)}` : '';
    return [phase.name.padEnd(20), state.padEnd(24), [hold, ...waits].filter(Boolean).join(', ')].join(' ').trimEnd();
  });
  const guards = plan.guards.map((guard) => `guard ${guard.name}: over ${formatDuration(guard.over)}, every ${formatDuration(guard.every)}`);
  return [outline(plan), ...lines.map((line) => `  ${line}`), ...guards.map((line) => `  ${line}`), `  on failure: ${plan.onFailure}`].join('\n');
}

/** A trace as lines: from, to, what the new version gets, how it got there, what is watched and waited for. */
export function traceText(trace: Trace): string {
  const lines = trace.segments.map((segment) => {
    const time = `${formatDuration(segment.from)} – ${formatDuration(segment.to)}`;
    const notes = [
      ...(segment.reached === 'at once' ? [] : [segment.reached]),
      ...(segment.guards.length > 0 ? [`watched by ${segment.guards.join(', ')}`] : []),
      ...segment.gates.map((gate) => `then ${gateText(gate)}`),
    ];
    return `  ${time.padEnd(20)} ${stateText(segment).padEnd(24)} ${notes.join('; ')}`.trimEnd();
  });
  return [...lines, `  on failure: ${trace.onFailure}`].join('\n');
}
