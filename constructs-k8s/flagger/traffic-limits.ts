import {
  type Answer,
  approximated,
  becomes,
  depends,
  exact,
  type Limits,
  type Rule,
  range,
  refused,
} from '../../lib/fidelity';
import { type Plan, shares } from '../../lib/plan';
import { type Audience, type FieldMatch, formatDuration } from '../../lib/strategy';
import { SCHEDULER, STRATEGIES } from './flagger';
import { type Ability, type Matching, PROVIDERS } from './providers';
import { isSwitched, modeOf, scheduleOf, ticksIn, wholeWeight } from './schedule';
import type { Settled } from './settings';
import { unmoved, WITH_WEIGHTS } from './unmoved';

export type TrafficKey =
  | `shift.${'at-once' | 'two-step' | 'equal-steps' | 'uneven-steps'}`
  | 'weight'
  | 'hold'
  | 'mirror'
  | `audience.${'header' | 'cookie' | 'users' | 'prefix' | 'regex'}`
  | 'bake'
  | `stickiness.${'cookie' | 'header' | 'address' | 'lasts'}`;

const COPY_BY_COPY =
  'the promotion copies the new version into <name>-primary, whose pods are exchanged copy by copy while it has the requests';

/** The audiences of a plan that is an A/B test, when they are the same all the time. */
export function audiencesOf(plan: Plan): readonly Audience[] | undefined {
  const [first, ...rest] = shares(plan).map(({ audience }) => audience);
  return rest.every((audience) => JSON.stringify(audience) === JSON.stringify(first)) ? first : undefined;
}

const alwaysOrNothing = ({ equals }: FieldMatch): boolean => equals === 'always';

/** Why a provider cannot match the audiences of an A/B test; undefined when it can. */
function unmatched(plan: Plan, title: string, matching: Matching): string | undefined {
  const audiences = audiencesOf(plan);
  if (modeOf(plan) !== 'abTest' || audiences === undefined) {
    return 'Flagger opens the audiences of an A/B test for the whole of it, and never in a step of a canary';
  }
  if (!matching.any && audiences.length > 1) return `${title} takes one audience`;
  for (const audience of audiences) {
    if ('cookie' in audience && matching.cookie === 'always' && !alwaysOrNothing(audience.cookie))
      return `${title} knows a cookie by the value \`always\` only`;
    if (matching.compares === 'regex') continue;
    const whole = 'users' in audience ? audience.users.length === 1 : 'header' in audience && audience.header.equals;
    if (!whole) return wholeOnly(title);
  }
  return undefined;
}

const wholeOnly = (title: string): string => `${title} compares whole texts only`;

/** What a provider makes of audiences. */
function audienceLimits({ title, matching }: Ability): Pick<Limits, Extract<TrafficKey, `audience.${string}`>> {
  const instead = 'write kind: abTest with one audience, or use flagger-istio';
  const unable = (why: string) => refused(why, STRATEGIES, instead);
  const all = (rule: Rule) => ({
    'audience.header': rule,
    'audience.cookie': rule,
    'audience.users': rule,
    'audience.prefix': rule,
    'audience.regex': rule,
  });
  if (matching === undefined) return all(unable(`${title} matches no requests`));
  const matched = depends((plan): Answer => {
    const why = unmatched(plan, title, matching);
    return why === undefined ? exact('analysis.match and iterations', STRATEGIES) : unable(why);
  });
  return {
    ...all(matched),
    ...(matching.cookie === undefined && { 'audience.cookie': unable(`${title} matches no cookie`) }),
    ...(matching.compares === 'exact' && {
      'audience.prefix': unable(wholeOnly(title)),
      'audience.regex': unable(wholeOnly(title)),
    }),
  };
}

function mirrorAnswer(plan: Plan, title: string, mirror: NonNullable<Ability['mirror']>): Answer {
  const all = shares(plan);
  const mirroring = all.filter((phase) => phase.mirror > 0);
  const alone = mirroring.every(({ weight, audience }) => weight === 0 && audience.length === 0);
  const mode = modeOf(plan);
  if (mode === 'shadow' && new Set(all.map((phase) => phase.mirror)).size > 1)
    return refused('Flagger mirrors one share all the time', STRATEGIES, 'write one mirror');
  if (mode === 'canary' && (mirroring.length > 1 || mirroring[0] !== all[0] || !alone))
    return refused(
      'a canary mirrors for one interval, before the first weight',
      STRATEGIES,
      'mirror in the first step',
    );
  if (mode === 'abTest') return refused('an A/B test mirrors nothing', STRATEGIES, 'leave the mirror out');
  if (mode === 'canary' && !mirror.step)
    return refused(`${title} mirrors nothing in a canary`, SCHEDULER, 'write kind: shadow, or use flagger-istio');
  const by = mirror.share ? 'analysis.mirror and mirrorWeight' : 'analysis.mirror';
  return range({ by, min: mirror.share ? 1 : 100, max: 100, step: 1, round: 'nearest', source: STRATEGIES });
}

/** A time as it is spent: `3 intervals of 10m`. */
const inTicks =
  (tick: number) =>
  (seconds: number): string => {
    const ticks = ticksIn(seconds, tick);
    return `${ticks} ${ticks === 1 ? 'interval' : 'intervals'} of ${formatDuration(tick)}`;
  };

function weightAnswer(plan: Plan): Answer {
  const some = new Set(shares(plan).flatMap(({ weight }) => (weight > 0 ? [weight] : [])));
  const collide = new Set([...some].map(wholeWeight)).size < some.size;
  return collide
    ? refused('weights are whole percents, and two steps would have one weight', STRATEGIES, 'write whole percents')
    : range({ by: 'analysis.stepWeights', min: 1, max: 99, step: 1, round: 'nearest', source: STRATEGIES });
}

function holdAnswer(plan: Plan, settings: Settled): Answer {
  const { mode, tick, gated, complete } = scheduleOf(plan, settings);
  if (mode !== 'canary')
    return range({
      by: 'analysis.iterations',
      min: tick,
      max: Number.POSITIVE_INFINITY,
      step: tick,
      source: SCHEDULER,
    });
  const weights = shares(plan).flatMap(({ weight }) => (weight > 0 ? [wholeWeight(weight)] : []));
  if (new Set(weights).size < weights.length) {
    return approximated(
      'analysis.interval',
      'every weight lasts one interval: two steps of one weight are spent on the whole percents below it first',
      SCHEDULER,
    );
  }
  const longer =
    'every weight lasts one interval, and the rest of a longer hold is spent on the whole percents below it';
  const waits = 'at the last one nothing counts the time: it lasts until the gate opens';
  return becomes({
    by: 'analysis.interval',
    becomes: () => tick,
    into: complete && !gated ? inTicks(tick) : undefined,
    loses: gated ? `${longer}; ${waits}` : longer,
    source: SCHEDULER,
  });
}

const unbaked = (instead: string) =>
  refused(
    'nothing comes between the last interval and the promotion, after which there is no old version',
    SCHEDULER,
    instead,
  );

function bakeAnswer(plan: Plan, settings: Settled): Answer {
  const schedule = scheduleOf(plan, settings);
  if (!isSwitched(schedule, settings)) return unbaked('leave the bake out');
  const before = schedule.mode === 'canary' ? ', after 99 %, 98 % … for the rest of it' : '';
  return becomes({
    by: 'one interval at 100 % before the promotion',
    becomes: () => schedule.tick,
    loses: `the new version has everything for one interval while the old one is there${before}`,
    source: SCHEDULER,
  });
}

/** What it does to the share when only those who met the new version are kept at it. */
const STICKY_SHARE =
  'the cookie keeps who met the new version there, and everybody else is drawn again in each interval: after n intervals at 5 % it has 1 − 0.95ⁿ of the users, 40 % after ten';

function cookieAnswer(plan: Plan): Answer {
  if (modeOf(plan) !== 'canary')
    return refused('only a canary draws users: there is nothing to stay at', STRATEGIES, 'leave the stickiness out');
  return approximated('analysis.sessionAffinity', STICKY_SHARE, STRATEGIES);
}

/** What Flagger makes of the traffic, with a provider. */
export function trafficLimits(settings: Settled): Pick<Limits, TrafficKey> {
  const ability = PROVIDERS[settings.provider.kind];
  const { title, mirror, remembers } = ability;
  const still = unmoved(settings);
  const shift = depends(
    (plan): Answer =>
      isSwitched(scheduleOf(plan, settings), settings)
        ? exact('analysis.stepWeights up to 100, or the iterations', SCHEDULER)
        : approximated('the promotion', COPY_BY_COPY, SCHEDULER),
  );
  const moved = still ?? shift;
  const forgotten = refused(`${title} keeps no user at a version`, STRATEGIES, WITH_WEIGHTS);
  const hash = (by: string): Answer =>
    settings.provider.kind === 'istio'
      ? approximated(
          `service.trafficPolicy.loadBalancer.consistentHash.${by}`,
          'the version is chosen by weight for each request, before the hash chooses a pod of it: a user keeps the pod, but not the version',
          'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
        )
      : refused(`${title} keeps no user at a version by this`, STRATEGIES, 'use a cookie with flagger-istio');
  return {
    'shift.at-once': shift,
    'shift.two-step': moved,
    'shift.equal-steps': moved,
    'shift.uneven-steps': moved,
    weight: still ?? depends(weightAnswer),
    hold: still ?? depends((plan) => holdAnswer(plan, settings)),
    mirror:
      mirror === undefined
        ? refused(`${title} copies no requests`, STRATEGIES, WITH_WEIGHTS)
        : depends((plan) => mirrorAnswer(plan, title, mirror)),
    ...audienceLimits(ability),
    bake: still === undefined ? depends((plan) => bakeAnswer(plan, settings)) : unbaked(WITH_WEIGHTS),
    'stickiness.cookie': remembers ? depends(cookieAnswer) : forgotten,
    'stickiness.header': hash('httpHeaderName'),
    'stickiness.address': hash('useSourceIp'),
    'stickiness.lasts': remembers ? exact('analysis.sessionAffinity.maxAge', STRATEGIES) : forgotten,
  };
}
