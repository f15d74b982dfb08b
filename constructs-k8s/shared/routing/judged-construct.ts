import type { Construct } from 'constructs';
import type { Finding } from '../../../lib/findings';
import { announce } from '../announce';
import { type JudgedRouting, judgeRouting, type ReleaseRoutingProps, type Router } from './judged';

/**
 * Plans and judges the release that a construct of cdk8s routes, and tells its warnings.
 * @throws CutoverError with everything that is wrong.
 */
export function judgedRouting(construct: Construct, props: ReleaseRoutingProps, router: Router): JudgedRouting {
  const judged = judgeRouting(construct.node.path, props, router);
  const accepted = new Set(judged.plan.accept.map(({ id }) => id));
  const isTaken = ({ id }: Finding): boolean => accepted.has(id);
  announce(
    construct,
    judged.findings.filter((one) => !isTaken(one)),
  );
  for (const { id, message } of judged.findings.filter(isTaken)) construct.node.addMetadata(`cutover:${id}`, message);
  return judged;
}
