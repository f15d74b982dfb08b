import { formatDuration } from '../../strategy';
import { type EvidenceFinding, finding } from '../findings';
import { chanceText, grouped, riseText, short } from '../words';
import { type Candidate, candidates } from './candidates';
import type { Wanted } from './request';

const upTo = (value: number): number => {
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / digits - 1e-9) * digits;
};

/** Whether something can be designed. */
function isPossible(wanted: Wanted): boolean {
  return candidates(wanted).some(
    (each) => each.duration <= wanted.maxDuration && each.usersHit() <= wanted.maxUsersHit,
  );
}

/** The smallest rise that can be seen when everything else stays. */
function visibleRise(wanted: Wanted): number | undefined {
  const most = 100 / wanted.traffic.errorRate;
  for (const rise of [1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500, 1000])
    if (rise > wanted.detect && rise <= most && isPossible({ ...wanted, detect: rise })) return rise;
  return undefined;
}

function tooSlow(wanted: Wanted, shortest: Candidate | undefined): EvidenceFinding {
  const { detect, power, maxDuration } = wanted;
  const rise = visibleRise(wanted);
  const needs =
    shortest === undefined
      ? `no canary sees ${riseText(detect)} with ${chanceText(power)} at ${short(wanted.traffic.requestsPerSecond)} requests a second`
      : `to see ${riseText(detect)} with ${chanceText(power)} takes at least ${formatDuration(shortest.duration)}, and maxDuration is ${formatDuration(maxDuration)}`;
  const ways = [
    ...(shortest === undefined ? [] : [`\`maxDuration: ${formatDuration(shortest.duration)}\``]),
    ...(rise === undefined ? [] : [`\`detect: ${rise}\``]),
  ];
  return finding('conflicting-requirements', {
    path: 'detect',
    message: `detect and maxDuration conflict: ${needs}`,
    received: formatDuration(maxDuration),
    ...(shortest === undefined ? {} : { expected: `at least ${formatDuration(shortest.duration)}` }),
    fix: ways.length === 0 ? 'let people decide: `approve: true`' : `write ${ways.join(' or ')}`,
  });
}

function tooManyHit(wanted: Wanted, fewest: number): EvidenceFinding {
  const first = grouped((wanted.traffic.requestsPerSecond * wanted.every) / 100);
  return finding('conflicting-requirements', {
    path: 'maxUsersHit',
    message: `maxUsersHit and detect conflict: a canary that sees ${riseText(wanted.detect)} hits at least ${grouped(Math.ceil(fewest))} users in its worst fault (1% of the traffic are ${first} requests between two readings)`,
    received: grouped(wanted.maxUsersHit),
    expected: `at least ${grouped(Math.ceil(fewest))}`,
    fix: `write \`maxUsersHit: ${upTo(fewest)}\`, or read more often than every ${formatDuration(wanted.every)} (\`every\`)`,
  });
}

/** The two requirements that stand against each other, with the numbers of both. */
export function conflict(wanted: Wanted, all: readonly Candidate[]): EvidenceFinding {
  const [shortest] = all;
  if (shortest === undefined || shortest.duration > wanted.maxDuration) return tooSlow(wanted, shortest);
  const fewest = Math.min(...all.map((each) => each.usersHit()));
  if (fewest > wanted.maxUsersHit) return tooManyHit(wanted, fewest);
  const inTime = Math.min(
    ...all.filter(({ duration }) => duration <= wanted.maxDuration).map((each) => each.usersHit()),
  );
  const longer = all.find((each) => each.usersHit() <= wanted.maxUsersHit);
  const duration = formatDuration(longer?.duration ?? wanted.maxDuration);
  return finding('conflicting-requirements', {
    path: 'maxUsersHit',
    message: `maxUsersHit and maxDuration conflict: within ${formatDuration(wanted.maxDuration)} at least ${grouped(Math.ceil(inTime))} users are hit, and with at most ${grouped(wanted.maxUsersHit)} it takes ${duration}`,
    received: `${grouped(wanted.maxUsersHit)} and ${formatDuration(wanted.maxDuration)}`,
    expected: `${grouped(Math.ceil(inTime))} users, or ${duration}`,
    fix: `write \`maxUsersHit: ${upTo(inTime)}\` or \`maxDuration: ${duration}\``,
  });
}
