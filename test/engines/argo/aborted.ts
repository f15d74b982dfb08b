import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import type { Part } from './play';

const ISTIO = { router: { kind: 'istio' }, replicas: 4 } as const;
const COPIES = { replicas: 4 } as const;

/** A release that a person aborts, or a check that hangs until its deadline does. */
export interface Aborted extends Part {
  /** The step of the canary at which the person aborts, or a wait for the person of blue/green. Absent: the check does. */
  readonly at?: number | 'preview';
}

const person = (strategy: Strategy, settings: Part['settings'], at: number | 'preview') => ({ strategy, settings, at });
const hanging = (strategy: Strategy, settings: Part['settings']) => ({ strategy, settings });

const job = { kind: 'job', image: 'smoke:1', timeout: '2s' } as const;

const RELEASES = {
  'by a person in the first step, with copies': person(
    Strategy.canary({ steps: [{ weight: 25, hold: '60s' }, { weight: 50 }] }),
    COPIES,
    1,
  ),
  'by a person in the first step, with Istio': person(
    Strategy.canary({ steps: [{ weight: 25, hold: '60s' }, { weight: 50 }] }),
    ISTIO,
    1,
  ),
  'by a person while an audience has it and requests are copied': person(
    Strategy.canary({ steps: [{ audience: { users: ['ann'] }, mirror: 50, hold: '60s' }, { weight: 50 }] }),
    ISTIO,
    4,
  ),
  'by a person in the bake, when everybody has it': person(
    Strategy.canary({ steps: [{ weight: 50, hold: '1s' }], bake: '60s' }),
    ISTIO,
    3,
  ),
  'by a person who is asked before everything at once': person(
    Strategy.blueGreen({ preview: { approve: true } }),
    COPIES,
    'preview',
  ),
  'by a check after a step': hanging(
    Strategy.canary({
      steps: [
        { weight: 25, hold: '1s', checks: [job] },
        { weight: 50, hold: '1s' },
      ],
    }),
    ISTIO,
  ),
  'by a check before the traffic': hanging(
    Strategy.canary({ checks: { beforeTraffic: [job] }, steps: [{ weight: 25, hold: '1s' }] }),
    ISTIO,
  ),
  'by a check of the preview': hanging(Strategy.blueGreen({ preview: { hold: '1s', checks: [job] } }), COPIES),
  'by a check after everything at once': hanging(
    Strategy.blueGreen({ checks: { afterTraffic: [job] }, bake: '10s' }),
    COPIES,
  ),
};

export const ABORTED: ReadonlyMap<string, Aborted> = new Map(
  Object.entries(RELEASES).map(([title, { strategy, ...rest }], at) => [
    title,
    { ...rest, name: `aborted-${at + 1}`, plan: plan(strategy) },
  ]),
);
