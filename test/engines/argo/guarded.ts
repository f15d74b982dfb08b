import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { plan } from '../../../lib/plan';
import { type AbsoluteGuard, type Guard, Strategy } from '../../../lib/strategy';
import type { Behaviour } from './exporter';
import type { Part } from './play';

/** How a guarded release ends. */
export type Outcome = 'promoted' | 'aborted' | 'waits';

/** A release whose new version behaves in some way, and how it must end. */
export interface Guarded {
  readonly strategy: Strategy;
  readonly settings: ArgoRolloutsSettings;
  /** Of the new version, in each pod; silent when absent. */
  readonly behaves?: Behaviour;
  /** How it behaves from the second step on. */
  readonly later?: Behaviour;
  readonly outcome: Outcome;
  /** Asks a Prometheus that is not there. */
  readonly unreachable?: true;
}

const HEALTHY: Behaviour = { requestsPerSecond: 50, errors: 0.2 };
const FAULTY: Behaviour = { requestsPerSecond: 50, errors: 20 };
/** One request a second, and it fails. */
const LOW: Behaviour = { requestsPerSecond: 1, errors: 100 };
/** It is scraped, and nobody asks it: zero of zero requests. */
const IDLE: Behaviour = { requestsPerSecond: 0, errors: 0 };

/** How the stable version of every release behaves. */
export const STABLE: Behaviour = { requestsPerSecond: 50, errors: 0.5 };

const COPIES = { replicas: 4 } as const;
const ISTIO = { router: { kind: 'istio' }, replicas: 4 } as const;

const timing = { over: '4s', every: '1s' } as const;
const rate = (more: Partial<Pick<AbsoluteGuard, 'failures' | 'minRequests' | 'onNoData'>> = {}): AbsoluteGuard => ({
  metric: 'errorRate',
  max: '2%',
  ...timing,
  ...more,
});

const canary = (guard: Guard, onFailure: 'rollback' | 'halt' = 'rollback'): Strategy =>
  Strategy.canary({
    steps: [
      { weight: 25, hold: '10s' },
      { weight: 50, hold: '10s' },
    ],
    guards: [guard],
    onFailure,
  });

const blueGreen = (guard: AbsoluteGuard): Strategy => Strategy.blueGreen({ guards: [guard], bake: '10s' });

/** Waits longer than the five queries, ten seconds apart, that may fail before Argo Rollouts aborts. */
const long = (guard: Guard): Strategy => Strategy.canary({ steps: [{ weight: 25, hold: '90s' }], guards: [guard] });

export const GUARDED: Readonly<Record<string, Guarded>> = {
  'a healthy version is promoted': {
    strategy: canary(rate()),
    settings: COPIES,
    behaves: HEALTHY,
    outcome: 'promoted',
  },
  'a healthy version is promoted, with Istio': {
    strategy: canary(rate()),
    settings: ISTIO,
    behaves: HEALTHY,
    outcome: 'promoted',
  },
  'a faulty version is aborted': { strategy: canary(rate()), settings: COPIES, behaves: FAULTY, outcome: 'aborted' },
  'a faulty version is aborted, with Istio': {
    strategy: canary(rate()),
    settings: ISTIO,
    behaves: FAULTY,
    outcome: 'aborted',
  },
  'a version that becomes faulty in the second step is aborted': {
    strategy: canary(rate()),
    settings: ISTIO,
    behaves: HEALTHY,
    later: FAULTY,
    outcome: 'aborted',
  },
  'bad readings are tolerated, as many as the strategy says': {
    strategy: canary(rate({ failures: 2 })),
    settings: ISTIO,
    behaves: FAULTY,
    outcome: 'aborted',
  },
  'with halt, a faulty version waits for a person': {
    strategy: canary(rate(), 'halt'),
    settings: ISTIO,
    behaves: FAULTY,
    outcome: 'waits',
  },
  'silence passes': { strategy: canary(rate({ onNoData: 'pass' })), settings: COPIES, outcome: 'promoted' },
  'silence waits for a person': { strategy: canary(rate({ onNoData: 'hold' })), settings: ISTIO, outcome: 'waits' },
  'silence waits for a person, with halt': {
    strategy: canary(rate({ onNoData: 'hold' }), 'halt'),
    settings: ISTIO,
    outcome: 'waits',
  },
  'silence fails': { strategy: canary(rate({ onNoData: 'fail' })), settings: ISTIO, outcome: 'aborted' },
  'no requests pass': {
    strategy: canary(rate({ onNoData: 'pass' })),
    settings: ISTIO,
    behaves: IDLE,
    outcome: 'promoted',
  },
  'no requests wait for a person': {
    strategy: canary(rate({ onNoData: 'hold' })),
    settings: ISTIO,
    behaves: IDLE,
    outcome: 'waits',
  },
  'no requests fail': {
    strategy: canary(rate({ onNoData: 'fail' })),
    settings: ISTIO,
    behaves: IDLE,
    outcome: 'aborted',
  },
  'too few requests are no data, which passes': {
    strategy: canary(rate({ minRequests: 50, onNoData: 'pass' })),
    settings: ISTIO,
    behaves: LOW,
    outcome: 'promoted',
  },
  'too few requests are no data, which fails': {
    strategy: canary(rate({ minRequests: 50, onNoData: 'fail' })),
    settings: ISTIO,
    behaves: LOW,
    outcome: 'aborted',
  },
  'a few requests that fail are bad where no number is asked for': {
    strategy: canary(rate()),
    settings: ISTIO,
    behaves: LOW,
    outcome: 'aborted',
  },
  'worse than the stable version is aborted': {
    strategy: canary({ metric: 'errorRate', versusStable: 2, ...timing }),
    settings: ISTIO,
    behaves: { requestsPerSecond: 50, errors: 5 },
    outcome: 'aborted',
  },
  'as good as the stable version is promoted': {
    strategy: canary({ metric: 'errorRate', versusStable: 2, ...timing }),
    settings: ISTIO,
    behaves: STABLE,
    outcome: 'promoted',
  },
  'a rise of the error share is aborted': {
    strategy: canary({ metric: 'errorShare', rise: 3, ...timing }),
    settings: ISTIO,
    behaves: FAULTY,
    outcome: 'aborted',
  },
  'an error share that does not rise is promoted': {
    strategy: canary({ metric: 'errorShare', rise: 3, ...timing }),
    settings: ISTIO,
    behaves: STABLE,
    outcome: 'promoted',
  },
  'a faulty version is switched back after everything at once': {
    strategy: blueGreen(rate()),
    settings: COPIES,
    behaves: FAULTY,
    outcome: 'aborted',
  },
  'a healthy version stays after everything at once': {
    strategy: blueGreen(rate()),
    settings: COPIES,
    behaves: HEALTHY,
    outcome: 'promoted',
  },
  'nobody answers the queries of a short release, where no data fails: aborted before its end': {
    strategy: canary(rate({ onNoData: 'fail' })),
    settings: ISTIO,
    behaves: HEALTHY,
    unreachable: true,
    outcome: 'aborted',
  },
  'nobody answers the queries of a short release, where no data waits: aborted before its end': {
    strategy: canary(rate({ onNoData: 'hold' })),
    settings: ISTIO,
    behaves: HEALTHY,
    unreachable: true,
    outcome: 'aborted',
  },
  'nobody answers the queries: aborted after five of them': {
    strategy: long(rate()),
    settings: ISTIO,
    behaves: HEALTHY,
    unreachable: true,
    outcome: 'aborted',
  },
};

/** The guarded releases as parts that ask a Prometheus. */
export const partsOf = (address: string, unreachable: string): Map<string, Part & Guarded> =>
  new Map(
    Object.entries(GUARDED).map(([title, guarded], at) => {
      const metrics = { kind: 'prometheus', address: guarded.unreachable ? unreachable : address } as const;
      const settings = { ...guarded.settings, metrics };
      return [title, { ...guarded, name: `guarded-${at + 1}`, plan: plan(guarded.strategy), settings }];
    }),
  );
