import { type Leg, legsOf, tickOf } from './clock';
import { effectOf, type Fault } from './fault';
import type { Happening, Outcome } from './outcome';
import type { Playable } from './playable';
import { random } from './random';
import type { Scenario } from './scenario';
import { tallies } from './tally';
import { requestsPerSecond } from './traffic';
import { Watch } from './watch';

/** Ticks of a release at the most; a longer one is played with coarser ticks. */
const MOST_TICKS = 200_000;

const startOf = (faults: readonly Fault[]): number | undefined => {
  const starts = faults.filter(({ kind }) => kind !== 'retryBursts').map((fault) => ('at' in fault ? fault.at : 0));
  return starts.length === 0 ? undefined : Math.min(...starts);
};

interface Ending {
  readonly result: Outcome['result'];
  readonly at: number;
  readonly reason: string;
}

/** Plays a release on a virtual clock: requests are counted tick by tick, guards read their windows, and the engine does what it does. */
export function play(release: Playable, scenario: Scenario): Outcome {
  const { engine } = release;
  const timeline: Happening[] = [];
  const weights: { at: number; weight: number }[] = [];
  const source = random(scenario.seed);
  const seen = tallies();
  const finish = (ending: Ending): Outcome =>
    outcome(ending, scenario, seen.canary.total, seen.canaryErrors.total, timeline, weights);

  if (scenario.faults.some(({ kind }) => kind === 'crashLoop')) {
    const at = engine.progressDeadline;
    if (at === undefined) return finish({ result: 'stuck', at: 0, reason: 'the new version never became ready' });
    return finish({ result: 'rolledBack', at, reason: 'the new version never became ready' });
  }
  const red = scenario.faults.some(({ kind }) => kind === 'alreadyRed');
  if (red && engine.redAtStart === 'stops')
    return finish({ result: 'rolledBack', at: 0, reason: 'a guard was bad before the start' });

  const legs = legsOf(release, scenario);
  const end = legs.at(-1)?.to ?? 0;
  const tick = Math.max(tickOf(release, legs), Math.ceil(end / MOST_TICKS));
  const watches = red && engine.redAtStart === 'ignored' ? [] : release.guards.map((guard) => new Watch(guard));
  let now = 0;
  for (const leg of legs) {
    if (weights.at(-1)?.weight !== leg.weight) {
      weights.push({ at: leg.from, weight: leg.weight });
      timeline.push({ at: leg.from, what: `the new version gets ${leg.weight}%` });
    }
    while (now < leg.to) {
      count(leg, now, tick);
      now += tick;
      for (const watch of watches) {
        const ending = look(watch, leg);
        if (ending !== undefined) return finish(ending);
      }
    }
    if (leg.then !== undefined) return finish({ ...leg.then, at: leg.to });
  }
  return finish({ result: 'promoted', at: end, reason: 'all steps passed' });

  function count(leg: Leg, at: number, seconds: number): void {
    const all = requestsPerSecond(scenario.traffic, at) * seconds;
    const share = leg.weight / 100;
    const load = (all / seconds) * share;
    const effect = effectOf(scenario.faults, at, scenario.errorRate, load);
    const canary = source.count(all * share);
    const copies = share === 0 ? source.count((all * leg.mirror) / 100) : 0;
    const stable = source.count(all * (1 - share));
    const failing = (requests: number, rate: number) =>
      effect.clump === 1
        ? source.of(requests, rate)
        : Math.min(requests, source.count((requests * rate) / effect.clump) * effect.clump);
    seen.canary.add(canary + copies);
    seen.canaryErrors.add(failing(canary + copies, effect.canary));
    seen.stable.add(stable);
    seen.stableErrors.add(failing(stable, effect.stable));
    seen.slowness.add((canary + copies) * effect.slower);
    seen.missing.add(effect.missing === 'none' ? 0 : 1);
  }

  function look(watch: Watch, leg: Leg): Ending | undefined {
    const { guard } = watch;
    const due = Math.round(now / tick) % Math.max(1, Math.round(guard.every / tick)) === 0;
    if (!due || !leg.guards.has(guard.name)) return undefined;
    const reading = watch.read(seen, tick, scenario.latency, source);
    if (reading === 'no data' && guard.onNoData === 'hold')
      return { result: 'waiting', at: now, reason: `${guard.name} had no data` };
    const counted = reading === 'no data' ? (guard.onNoData === 'fail' ? 'bad' : 'good') : reading;
    if (counted === 'bad')
      timeline.push({ at: now, what: `${guard.name} was bad${reading === 'no data' ? ': no data' : ''}` });
    if (!watch.trips(counted)) return undefined;
    const result = release.onFailure === 'rollback' ? 'rolledBack' : 'waiting';
    return { result, at: now + engine.lag, reason: `${guard.name} was bad` };
  }
}

function outcome(
  { result, at, reason }: Ending,
  scenario: Scenario,
  requestsHit: number,
  failed: number,
  timeline: Happening[],
  weights: { at: number; weight: number }[],
): Outcome {
  const budget =
    requestsPerSecond(scenario.traffic, 0) * scenario.objective.window * (1 - scenario.objective.slo / 100);
  const began = startOf(scenario.faults);
  const words = {
    promoted: 'promoted',
    rolledBack: 'rolled back',
    waiting: 'waits for a person',
    stuck: 'stuck',
  } as const;
  return {
    result,
    at,
    reason,
    requestsHit,
    failed,
    budgetUsed: (100 * failed) / budget,
    ...(result === 'rolledBack' && began !== undefined ? { timeToSafe: Math.max(0, at - began) } : {}),
    timeline: [...timeline, { at, what: `${words[result]}: ${reason}` }],
    weights: result === 'rolledBack' ? [...weights, { at, weight: 0 }] : weights,
  };
}
