import { plan } from '../../lib/plan';
import { play, playable, scenario } from '../../lib/simulate';
import { Guard, Strategy } from '../../lib/strategy';
import { CONTENDERS, ILLS, SERVICES } from './cases';
import { measure } from './measure';
import { type Row, tables } from './table';

/** Releases of each kind: with nothing wrong, where false aborts are rare, and with a fault. */
const RUNS = { healthy: 1000, ill: 300 } as const;

/** Milliseconds for an hour at 1 000 requests per second, one guard: the fastest of some rounds. */
function speed(): number {
  const steps = [
    { weight: 5, hold: '20m' },
    { weight: 50, hold: '40m' },
  ] as const;
  const release = playable(plan(Strategy.canary({ steps, guards: [Guard.errorRate({ max: '1%' })] })));
  const round = (first: number): number => {
    const start = performance.now();
    for (let seed = first; seed < first + 50; seed += 1)
      play(release, scenario({ requestsPerSecond: 1000, errorRate: 0.1 }, { seed }));
    return (performance.now() - start) / 50;
  };
  return Math.min(...Array.from({ length: 20 }, (_, at) => round(50 * at)));
}

const rows: Row[] = [];
for (const service of SERVICES) {
  for (const ill of ILLS) {
    for (const { name, release } of CONTENDERS) {
      const played = release(service);
      const measured = played && measure(played, service, ill, ill.faults.length === 0 ? RUNS.healthy : RUNS.ill);
      rows.push({ service: service.name, ill: ill.name, contender: name, ...(measured && { measured }) });
    }
  }
}
const millisecondsPerHour = speed();

if (process.argv.includes('--json')) {
  const contenders = CONTENDERS.map(({ name, about }) => ({ name, about }));
  console.log(JSON.stringify({ runs: RUNS, contenders, rows, millisecondsPerHour }, null, 2));
} else {
  console.log(
    `Each number from ${RUNS.healthy} healthy or ${RUNS.ill} faulty releases on the virtual clock; faults are there from the first request.\n`,
  );
  console.log(CONTENDERS.map(({ name, about }) => `${name}: ${about}`).join('\n'));
  console.log(`\n${tables(rows)}`);
  console.log(
    '\nRequests hit count until the release is stopped or promoted: a longer canary answers more requests, a shorter one sees less.',
  );
  console.log(`An hour at 1 000 requests per second is played in ${millisecondsPerHour.toFixed(2)} ms.`);
}
