import { judge, type Target } from '../../../lib/fidelity';
import { CutoverError, type Finding } from '../../../lib/findings';
import { type Phase, type Plan, plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { type Driver, driverProblems, phaseOf, routedClauses } from './driver';
import type { Voice } from './findings';

/** What the routing of a release is made of, on every router. */
export interface ReleaseRoutingProps {
  /** The release whose phases give the weights, the mirror, the audiences and the stickiness. */
  readonly strategy: Strategy;
  /**
   * The phase whose traffic is routed: a name of the plan, such as `step 2`, `full` or `bake`. Only when people drive the release.
   * @default - the first phase
   */
  readonly phase?: string;
  /**
   * Who moves the release from phase to phase. `argo-rollouts` starts with everything on the stable version and leaves weights, mirrors and
   * audiences to the controller. `people` apply one phase after the other: nothing then runs the strategy's guards, checks and bake, which is an
   * error until the strategy accepts the `…-nobody-watches` finding of the router.
   * @default people
   */
  readonly drivenBy?: Driver;
}

/** A router as its construct knows it. */
export interface Router extends Voice {
  readonly target: Pick<Target, 'id' | 'title' | 'limits'>;
  /** What is wrong besides the clauses, the driver and the phase. */
  readonly problems: (plan: Plan, byController: boolean) => readonly Finding[];
}

/** The release that a routing construct routes. */
export interface JudgedRouting {
  readonly plan: Plan;
  /** The phase that is routed; undefined when Argo Rollouts sets the weights. */
  readonly phase: Phase | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Plans and judges the release that a router routes.
 * @throws CutoverError with everything that is wrong, in the name of who asks.
 */
export function judgeRouting(at: string, props: ReleaseRoutingProps, router: Router): JudgedRouting {
  const { strategy, phase, drivenBy = 'people' } = props;
  const planned = plan(Strategy.parse(strategy));
  const byController = drivenBy === 'argo-rollouts';
  const accepted = new Set(planned.accept.map(({ id }) => id));
  const driving = driverProblems(planned, byController, phase, router);
  const own = router
    .problems(planned, byController)
    .filter(({ id, severity }) => severity !== 'warning' || !accepted.has(id));
  const findings = [...judge(planned, router.target, routedClauses(drivenBy)).findings, ...driving, ...own];
  CutoverError.throwIfAny(at, findings);
  return { plan: planned, phase: byController ? undefined : phaseOf(planned, phase), findings };
}
