import { type EvidenceFinding, finding } from '../findings';
import { beforeAfter, noGuard, unknowableGuards } from './absent';
import type { Case } from './case';
import { lateGuards } from './late-guard';
import { nervousGuards } from './nervous-guard';
import { weakGuards } from './weak-guard';

export { type Case, caseOf, riseFor } from './case';
export { weakPhases } from './weak-phase';

const noUsualErrors = ({ traffic }: Case): EvidenceFinding[] =>
  traffic.errorRate > 0
    ? []
    : [
        finding('no-usual-errors', {
          path: 'traffic.errorRate',
          message: 'The usual error rate is zero, so that no rise can be computed',
          received: '0%',
          expected: 'above 0',
          fix: 'write the error rate of a usual week, such as `0.01%`',
        }),
      ];

/** Everything that is weak about the guards of a plan whose traffic is known. */
export function weaknesses(case_: Case): EvidenceFinding[] {
  const errors = case_.traffic.errorRate > 0;
  return [
    ...noUsualErrors(case_),
    ...noGuard(case_),
    ...beforeAfter(case_),
    ...unknowableGuards(case_),
    ...lateGuards(case_),
    ...(errors ? weakGuards(case_) : []),
    ...nervousGuards(case_),
  ];
}
