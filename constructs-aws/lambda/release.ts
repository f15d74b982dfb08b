import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type EvidenceOptions, weaknessesOf } from '../../lib/evidence';
import { type Judged, judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { annotate } from '../shared/annotate';
import type { CheckFunction } from './check-function';
import type { DeploymentTrigger } from './trigger';
import { wiringFindings } from './wiring';

/** What the constructs of both ways to CodeDeploy take. */
export interface LambdaReleaseProps {
  /** How a new version gets its traffic: `canary` with one step, `linear`, or `blueGreen` for all at once. */
  readonly strategy: Strategy;
  /**
   * What is said about guards that can see too little, or stop healthy releases too often: thresholds and severities, or `'off'`.
   * @default - warnings by the default thresholds; one note when the strategy has no `traffic`
   */
  readonly evidence?: EvidenceOptions | 'off';
  /**
   * The name of the alias that callers use.
   * @default 'live'
   */
  readonly aliasName?: string;
  /**
   * What the names in the function checks of the strategy mean: a function of yours, or `CheckFunction.newVersion({ … })`.
   * @default - the checks name functions by ARN
   */
  readonly functions?: Readonly<Record<string, CheckFunction>>;
  /**
   * Alarms of yours that also abort the release; ten together with the guards.
   * @default - the guards of the strategy
   */
  readonly extraAlarms?: readonly IAlarm[];
  /**
   * Topics that hear of deployments; at most ten.
   * @default - none
   */
  readonly triggers?: readonly DeploymentTrigger[];
}

/** A strategy that a target takes, with what is to be said about it. */
export interface Released {
  readonly plan: Plan;
  /** Warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
}

/**
 * Plans and judges a strategy, looks at the wiring, and annotates the construct with the warnings.
 * @throws CutoverError with every problem of all three
 */
export function release(
  scope: Construct,
  target: Judged,
  props: LambdaReleaseProps,
  more: readonly Finding[] = [],
): Released {
  const asked = plan(Strategy.parse(props.strategy));
  const mistakes = [...judge(asked, target).findings, ...wiringFindings(asked, props), ...more];
  CutoverError.throwIfAny(`${scope.node.path} on ${target.title}`, mistakes);
  const weak = weaknessesOf(asked, props.evidence);
  const findings = [...mistakes, ...weak];
  CutoverError.throwIfAny(`${scope.node.path} on ${target.title}`, weak);
  annotate(scope, findings);
  return { plan: asked, findings };
}
