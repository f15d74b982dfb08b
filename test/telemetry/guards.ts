import type { PlannedGuard } from '../../lib/plan';
import { plan } from '../../lib/plan';
import { type Guard, Strategy } from '../../lib/strategy';

/** A guard with its defaults settled. */
export function planned(guard: Guard): PlannedGuard {
  const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards: [guard] });
  return plan(strategy).guards[0] as PlannedGuard;
}

const web = { name: 'web', namespace: 'shop' };

/** Both versions of a front end. */
export const versions = { candidate: { ...web, version: 'abc' }, stable: { ...web, version: 'xyz' } };
