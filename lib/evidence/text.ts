import { columns } from '../findings';
import { formatDuration, formatLatency } from '../strategy';
import type { Evidence } from './evidence';
import type { Exposure } from './exposure';
import { type GuardEvidence, missesIn, type PhaseEvidence } from './guard-evidence';
import { chanceText, releasesText, riseText, short } from './words';

const percent = (value: number): string => `${short(value)}%`;

function guardRows(guard: GuardEvidence): string[][] {
  return guard.phases.map((phase, at) => [
    at === 0 ? guard.guard : '',
    phase.phase,
    percent(phase.share),
    formatDuration(phase.hold),
    short(phase.requests),
    String(phase.readings),
    chanceText(phase.seesDouble),
    chanceText(phase.seesTenfold),
    `${missesIn(guard, phase) ? 'weak: ' : ''}${phase.smallestRise === undefined ? '–' : `× ${short(phase.smallestRise)}`}`,
  ]);
}

/** The phase that a guard's sentence is about: the first in which it sees a tenfold rise as wanted, else the one that sees it best. */
function telling({ phases }: GuardEvidence, power: number): PhaseEvidence | undefined {
  const shared = phases.filter(({ share }) => share < 100);
  const all = shared.length > 0 ? shared : phases;
  return (
    all.find(({ seesTenfold }) => seesTenfold >= power) ?? [...all].sort((a, b) => b.seesTenfold - a.seesTenfold)[0]
  );
}

function sentence(guard: GuardEvidence, power: number): string {
  const phase = telling(guard, power);
  if (phase === undefined) return `What ${guard.guard} can see cannot be computed.`;
  const requests = `${short(phase.requests)} requests ${guard.sequential ? 'in all' : 'a reading'}`;
  const slower = guard.sees === 'latency';
  const [tenfold, double] = slower ? ['a version ten times as slow', 'one twice as slow'] : [riseText(10), riseText(2)];
  const sees = `${tenfold} is seen with ${chanceText(phase.seesTenfold)}, ${double} with ${chanceText(phase.seesDouble)}`;
  const stops = `it ${guard.bounds ? 'may stop' : 'stops'} ${releasesText(guard.falseAborts)}`;
  return `${guard.guard} at ${percent(phase.share)} for ${formatDuration(phase.hold)} sees ${requests}: ${sees}; ${stops}.`;
}

const exposureRow = (exposure: Exposure): string[] => [
  riseText(exposure.rise),
  percent(exposure.errorRate),
  chanceText(exposure.stopped),
  exposure.firstAbort === undefined ? '–' : formatDuration(exposure.firstAbort),
  exposure.expectedAbort === undefined ? '–' : formatDuration(exposure.expectedAbort),
  short(exposure.expectedRequests),
  short(exposure.expectedFailed),
  percent(exposure.budgetUsed),
  percent(exposure.worstBudgetUsed),
];

const block = (rows: readonly (readonly string[])[]): string[] => columns(rows).map((line) => `  ${line}`);

/** The evidence as text: what each guard sees, what faults cost, what is weak, and what the numbers take for granted. */
export function evidenceText({ profile, power, objective, guards, exposures, weak, assumptions }: Evidence): string {
  const findings = weak.map(
    ({ severity, path, message, fix }) => `  ${severity} ${path}: ${message}${fix === undefined ? '' : `\n    ${fix}`}`,
  );
  if (profile === undefined) return findings.join('\n');
  const latency = profile.latency === undefined ? '' : `, ${formatLatency(profile.latency)} (p50)`;
  const usual = `Usual: ${short(profile.requestsPerSecond)} requests a second, ${percent(profile.errorRate)} errors${latency}. Wanted power: ${chanceText(power)}.`;
  const rows = guards.flatMap(guardRows);
  const head = ['guard', 'phase', 'share', 'hold', 'requests', 'readings', 'doubling', 'tenfold', 'smallest rise'];
  const faults = [
    'fault',
    'error rate',
    'stopped',
    'first',
    'on average',
    'requests',
    'failed',
    'of budget',
    'at worst',
  ];
  return [
    usual,
    ...(rows.length === 0 ? [] : ['', ...block([head, ...rows])]),
    ...(guards.length === 0 ? [] : ['', ...guards.map((guard) => sentence(guard, power))]),
    ...(exposures.length === 0 || rows.length === 0
      ? []
      : [
          '',
          `What a fault costs (budget: ${objective.slo}% over ${formatDuration(objective.window)}):`,
          ...block([faults, ...exposures.map(exposureRow)]),
        ]),
    ...(findings.length === 0 ? [] : ['', 'Weak:', ...findings]),
    '',
    'Taken for granted:',
    ...assumptions.map((assumption) => `  ${assumption}`),
  ].join('\n');
}
