import type { Construct } from 'constructs';
import { announceOpen } from '../announce';
import { type JudgedRouting, judgeRouting, type ReleaseRoutingProps, type Router } from './judged';

/**
 * Plans and judges the release that a construct of cdk8s routes, and tells its warnings.
 * @throws CutoverError with everything that is wrong.
 */
export function judgedRouting(construct: Construct, props: ReleaseRoutingProps, router: Router): JudgedRouting {
  const judged = judgeRouting(construct.node.path, props, router);
  announceOpen(construct, judged.plan, judged.findings);
  return judged;
}
