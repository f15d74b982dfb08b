import { judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Phase, type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { driverProblems, phaseOf } from '../shared/routing/driver';
import { carriedByService, type KnativeDriver, SERVICE } from './driver';
import { knativeWeight } from './knative/emit';
import { knative } from './knative/target';
import type { KnativeServiceManifest } from './manifest';
import { type ServiceOptions, type ServicePlatform, serviceOf } from './service';
import { serviceProblems } from './service-rules';

/** What a Service carries a release of, and where. */
export interface ServiceRelease {
  readonly strategy: Strategy;
  readonly drivenBy: KnativeDriver;
  readonly platform: ServicePlatform;
  readonly phase?: string;
}

/** The Service of a release, judged. */
export interface JudgedService {
  readonly plan: Plan;
  /** The phase whose traffic is divided; undefined behind Cloud Deploy. */
  readonly phase: Phase | undefined;
  readonly findings: readonly Finding[];
  readonly manifest: KnativeServiceManifest;
}

/**
 * Plans, judges and emits a Service.
 * @throws CutoverError with everything that is wrong, in the name of who asks.
 */
export function judgeService(at: string, release: ServiceRelease, options: ServiceOptions): JudgedService {
  const { strategy, drivenBy, platform, phase: name } = release;
  const planned = plan(Strategy.parse(strategy));
  const byPeople = drivenBy === 'people';
  const findings = [
    ...(byPeople ? judge(planned, knative, carriedByService).findings : []),
    ...driverProblems(planned, !byPeople, name, SERVICE),
    ...serviceProblems(options, platform, byPeople),
  ];
  CutoverError.throwIfAny(at, findings);
  const phase = byPeople ? phaseOf(planned, name) : undefined;
  const weight = phase && knativeWeight(phase.weight);
  return { plan: planned, phase, findings, manifest: serviceOf(planned, options, platform, weight) };
}
