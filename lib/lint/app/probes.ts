import type { Part } from '../read/resource';
import type { Container } from './container';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** The probes that a container has. */
export const probesOf = ({ part }: Container): readonly Part[] =>
  PROBES.map((name) => part.at(name)).filter(({ isThere }) => isThere);

const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;

const handlerOf = (probe: Part): string => JSON.stringify(HANDLERS.map((name) => probe.at(name).value ?? null));

/** What Kubernetes takes for a probe that does not say it. */
const DEFAULTS = { periodSeconds: 10, failureThreshold: 3 } as const;

/** Seconds of failures until a probe acts. */
export const patienceOf = (probe: Part): number =>
  (probe.at('periodSeconds').number ?? DEFAULTS.periodSeconds) *
  (probe.at('failureThreshold').number ?? DEFAULTS.failureThreshold);

/** Whether liveness asks just what readiness asks, and does not wait longer: then it restarts what should only get no requests. */
export const isImpatient = (liveness: Part, readiness: Part): boolean =>
  liveness.isThere &&
  readiness.isThere &&
  handlerOf(liveness) === handlerOf(readiness) &&
  patienceOf(liveness) <= patienceOf(readiness);

const NOTHING =
  /^(?:(?:\/bin\/)?(?:ba)?sh -c )?(?:\/(?:usr\/)?bin\/)?(?:true|exit 0|:|echo\b[^|&;]*|ls\b[^|&;]*|sleep \d+)$/;

/** A command that succeeds whatever the application does. */
export const checksNothing = (command: readonly Part[]): boolean =>
  command.length > 0 &&
  NOTHING.test(
    command
      .map(({ value }) => String(value))
      .join(' ')
      .replace(/^CMD(?:-SHELL)? /, '')
      .replace(/\s*\|\|\s*exit 1$/, '')
      .trim(),
  );
