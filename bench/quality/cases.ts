import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argoRolloutsIstio } from '../../constructs-k8s/argo-rollouts/target';
import { design } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { type Fault, type Playable, playable, readRelease } from '../../lib/simulate';
import { Guard, Strategy } from '../../lib/strategy';
import { KAYENTA } from './judge';

/** A service on a usual day. */
export interface Service {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Percent. */
  readonly errorRate: number;
}

export const SERVICES: readonly Service[] = [
  { name: 'busy: 100 requests per second, 0.1 % fail', requestsPerSecond: 100, errorRate: 0.1 },
  { name: 'small: 5 requests per second, 0.1 % fail', requestsPerSecond: 5, errorRate: 0.1 },
];

/** What is wrong with the new version, from its first request on. */
export interface Ill {
  readonly name: string;
  readonly faults: readonly Fault[];
}

export const ILLS: readonly Ill[] = [
  { name: 'healthy', faults: [] },
  { name: '1 % fails', faults: [{ kind: 'errorBurst', to: 0.01, at: 0 }] },
  { name: '5 % fail', faults: [{ kind: 'errorBurst', to: 0.05, at: 0 }] },
  { name: '50 % fail', faults: [{ kind: 'errorBurst', to: 0.5, at: 0 }] },
  { name: 'creeps to 5 % within 30 min', faults: [{ kind: 'slowCreep', to: 0.05, at: 0, over: 1800 }] },
];

/** A way to release, for a service. */
export interface Contender {
  readonly name: string;
  readonly about: string;
  release(service: Service): Playable | undefined;
}

function read(resources: unknown): Playable {
  const { release, findings } = readRelease(resources);
  if (release === undefined || release.unplayed.length > 0) throw new Error(JSON.stringify(findings));
  return release;
}

const example = (name: string): string =>
  readFileSync(join(__dirname, '../../test/simulate/examples', `${name}.yaml`), 'utf8');

const traffic = ({ requestsPerSecond, errorRate }: Service) => ({ requestsPerSecond, errorRate }) as const;

const designed =
  (guard: 'errorShare' | 'errorRate') =>
  (service: Service): Playable | undefined => {
    const request = { traffic: traffic(service), detect: 10, power: 0.9, falseAborts: '1%', guard } as const;
    const { strategy } = design(request);
    return strategy === undefined ? undefined : playable(plan(strategy));
  };

export const CONTENDERS: readonly Contender[] = [
  {
    name: 'Argo Rollouts, documented',
    about:
      'the canary with background analysis of features/analysis.md: success rate of the whole service, 5 min, failureLimit 3',
    release: () => read(example('argo')),
  },
  {
    name: 'Flagger, documented',
    about: 'the first canary of how-it-works.md: success rate from 99 %, p99 up to 500 ms, a minute, threshold 10',
    release: () => read(example('flagger')),
  },
  {
    name: 'CodeDeploy, SAM example',
    about: 'Canary10Percent5Minutes with both alarms of the documentation of SAM: Errors above 0, 2 of 2 minutes',
    release: () => read(example('sam')),
  },
  {
    name: 'ECS canary, one alarm',
    about: '5 % for 10 min, then a bake of 5 min; more than 10 answers with 5XX of either target group, 2 of 3 minutes',
    release: () => read(example('ecs').replaceAll('Threshold: 100\n', 'Threshold: 10\n')),
  },
  {
    name: 'Kayenta, Mann–Whitney',
    about: '10 % for an hour; one error rate a minute, judged every 10 min at 98 % with a tolerance of 0.25',
    release: () => KAYENTA,
  },
  {
    name: 'Cutover, defaults',
    about:
      '5 %, 25 % and 50 % for 10 min each, Guard.errorRate({ max: 1% }); emitted for Argo Rollouts with Istio, and read back',
    release(service) {
      const asked = Strategy.canary({
        steps: [
          { weight: 5, hold: '10m' },
          { weight: 25, hold: '10m' },
          { weight: 50, hold: '10m' },
        ],
        guards: [Guard.errorRate({ max: '1%' })],
        traffic: traffic(service),
      });
      return read(JSON.parse(JSON.stringify(argoRolloutsIstio.emit(plan(asked), { name: 'shop' }))));
    },
  },
  {
    name: 'Cutover, design()',
    about:
      'design({ detect: 10, power: 0.9, falseAborts: 1% }) for the service, with an error-share guard; played from its plan',
    release: designed('errorShare'),
  },
  {
    name: 'Cutover, design(), error rate',
    about: 'the same with an error-rate guard, which takes the usual rate for granted',
    release: designed('errorRate'),
  },
];
