import type { Finding } from '../../lib/findings';
import type { Plan, PlannedCheck } from '../../lib/plan';
import { ECS_FINDINGS, type EcsFindingId } from './findings';

type Detail = Partial<Pick<Finding, 'received' | 'expected' | 'fix' | 'source'>>;

/** A finding of this folder, with the fix of its documentation unless a better one is known; an id without documentation does not compile. */
export const say = (
  id: EcsFindingId,
  path: string,
  message: string,
  detail: Detail = {},
  severity: Finding['severity'] = 'error',
): Finding => ({ id, severity, path, message, fix: ECS_FINDINGS[id].fix, ...detail });

/** The checks of a plan, in order. */
export const checksOf = (plan: Plan): PlannedCheck[] => plan.phases.flatMap(({ checks }) => checks);
