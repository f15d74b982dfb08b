import type { Finding } from '../../findings';
import { checkLists, checkRules } from './checks';
import { explainComparisons } from './comparisons';
import type { Draft } from './draft';
import { guardRules } from './guards';
import { limitRules } from './limits';
import { nameRules } from './names';
import { plainRules } from './plain';
import { Report } from './report';
import { stepRules } from './steps';
import { windowRules } from './windows';

/** The findings about the shape, and those about the sense of what has a good shape. */
export function applyRules(value: Readonly<Record<string, unknown>>, draft: unknown, shape: Finding[]): Finding[] {
  const findings = explainComparisons(value, shape);
  if (draft === undefined) return findings;
  const report = new Report(findings);
  const read = draft as Draft;
  const checks = checkLists(read);
  stepRules(read, report);
  windowRules(read, report);
  limitRules(read, report);
  guardRules(read, report);
  checkRules(checks, report);
  nameRules(read, value, report);
  plainRules(read, checks, report);
  return findings;
}
