import { type Answer, approximated, depends, exact, type Limits, range, refused } from '../../lib/fidelity';
import { type Plan, shares } from '../../lib/plan';
import { formatDuration } from '../../lib/strategy';
import { type CheckKey, checkLimits } from './check-limits';
import { FLAGGER, HOW, SCHEDULER, STRATEGIES, WEBHOOKS } from './flagger';
import { type GuardKey, guardLimits } from './guard-limits';
import { PROVIDERS } from './providers';
import { scheduleOf, secondsIn } from './schedule';
import { type FlaggerSettings, type Settled, settled } from './settings';
import { checkSettings } from './shapes';
import { type TrafficKey, trafficLimits } from './traffic-limits';
import { unmoved } from './unmoved';

/** Flagger exchanges no copies in place. */
const sideBySide = refused(
  'Flagger runs both versions side by side and exchanges no copies of one Deployment',
  HOW,
  'use a Deployment of your own with strategy RollingUpdate',
);

/** The ticks of a release in words: `6 weights and 2 intervals for the promotion, of 1m each`. */
function arithmetic(plan: Plan, settings: Settled): string {
  const { mode, tick, weights, iterations, mirrored } = scheduleOf(plan, settings);
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const ticks =
    mode === 'canary'
      ? [...(mirrored ? ['one of mirrored requests'] : []), count(weights.length, 'weight')]
      : [count(iterations, 'iteration'), ...(mode === 'abTest' ? [] : ['one interval before the promotion'])];
  const all = [...ticks, `${FLAGGER.promotion} intervals for the promotion`].join(', ');
  return `${all}, of ${formatDuration(tick)} each; before them, up to one until the new version is noticed`;
}

function approvals(settings: Settled) {
  const by = 'a confirm-promotion webhook';
  return {
    'approve.before-traffic': exact(by, WEBHOOKS),
    'approve.between-steps':
      unmoved(settings) ??
      depends((plan): Answer => {
        const { mode, gated } = scheduleOf(plan, settings);
        const approved = plan.phases.filter(({ stage, approve }) => stage === 'share' && approve !== undefined);
        const atEnd = approved.length === 1 && approved[0] === shares(plan).at(-1);
        if (gated || (mode !== 'canary' && atEnd)) return exact(by, WEBHOOKS);
        if (mode !== 'canary') {
          return refused(
            'Flagger opens an audience or a mirror once, for the whole test',
            STRATEGIES,
            'approve at the end',
          );
        }
        return approximated(
          'a confirm-traffic-increase webhook',
          'the gate is asked before every increase, the first one and the one to 100 % included, and it is not told the weight: it has to be closed again after each',
          WEBHOOKS,
        );
      }),
    'approve.timeout': refused('Flagger waits for a gate for ever', WEBHOOKS, 'leave the timeout out'),
    'approve.continue': refused('Flagger waits for a gate for ever', WEBHOOKS, 'leave onTimeout out'),
  } satisfies Partial<Limits>;
}

type OwnKey = Exclude<keyof Limits, TrafficKey | GuardKey | CheckKey>;

function own(settings: Settled): Pick<Limits, OwnKey> {
  const { weights } = PROVIDERS[settings.provider.kind];
  return {
    'replace.stop-first': refused(
      'Flagger never stops all copies first',
      HOW,
      'use a Deployment with strategy Recreate',
    ),
    'replace.in-place': sideBySide,
    'replace.side-by-side': exact('the Deployment and its copy, <name>-primary', HOW),
    maintenance: refused('Flagger has no maintenance page', HOW),
    'pace.surge': sideBySide,
    'pace.unavailable': sideBySide,
    'pace.copies': sideBySide,
    'pace.min-ready': sideBySide,
    ...approvals(settings),
    'on-failure.rollback': exact(
      'analysis.threshold: one interval after the bad reading all requests are the primary’s again',
      SCHEDULER,
    ),
    'on-failure.halt': refused(
      'Flagger takes the requests back when the threshold is reached, and goes on by itself before it is',
      SCHEDULER,
      "write onFailure: 'rollback'",
    ),
    drain: exact(
      'terminationGracePeriodSeconds and a preStop sleep of the Deployment, which Flagger copies to the primary',
      'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
    ),
    'release.length': depends((plan): Answer => {
      const real = secondsIn(scheduleOf(plan, settings));
      return {
        verdict: 'becomes',
        by: 'analysis.interval',
        becomes: () => real,
        get loses() {
          return arithmetic(plan, settings);
        },
        source: SCHEDULER,
      };
    }),
    preview: exact('the Service <name>-canary', STRATEGIES),
    'preview.hold': depends((plan): Answer => {
      const { tick } = scheduleOf(plan, settings);
      const by = weights ? 'analysis.iterations' : 'analysis.iterations, and one interval more';
      return range({
        by,
        min: weights ? tick : 2 * tick,
        max: Number.POSITIVE_INFINITY,
        step: tick,
        source: SCHEDULER,
      });
    }),
  };
}

const made = new WeakMap<FlaggerSettings, { readonly settings: Settled; readonly limits: Limits }>();

/**
 * The settings with their defaults, and what Flagger makes of each clause with them.
 * @throws CutoverError with everything that is wrong with the form of the settings.
 */
export function judgedBy(settings: FlaggerSettings): { readonly settings: Settled; readonly limits: Limits } {
  const known = made.get(settings);
  if (known !== undefined) return known;
  checkSettings(settings);
  const all = settled(settings);
  const limits = { ...trafficLimits(all), ...guardLimits(all), ...checkLimits(all), ...own(all) };
  const fresh = { settings: all, limits };
  made.set(settings, fresh);
  return fresh;
}

/**
 * What Flagger makes of each clause, with a provider, a metrics backend and an interval.
 * @throws CutoverError with everything that is wrong with the form of the settings.
 */
export const flaggerLimits = (settings: FlaggerSettings = {}): Limits => judgedBy(settings).limits;
