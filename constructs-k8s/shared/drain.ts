import { gracePeriodFor, isSince, KUBERNETES, readPod, type Surroundings, shutdownFor } from '../../lib/drain';
import type { PodTemplate } from './manifest';

type Lifecycle = Readonly<Record<string, unknown>>;

/** A hook that waits: the native action, or a command, which the image must have, on a cluster that does not know it yet. */
const sleepFor = (seconds: number, { kubernetes }: Surroundings): Lifecycle =>
  isSince(kubernetes, KUBERNETES.since.sleep) ? { sleep: { seconds } } : { exec: { command: ['sleep', `${seconds}`] } };

/**
 * A pod template whose pods have `drain` seconds to end requests in flight, once nobody sends them new ones: a sleep before the process is told
 * to stop, and a grace period of both. All containers sleep, since one that serves may need the others. A preStop hook of the container's own
 * stays, and the grace period makes room for it. Without a drain the template stays as it is.
 */
export function withDrain(
  template: PodTemplate,
  drain: number | undefined,
  surroundings: Surroundings = {},
): PodTemplate {
  if (drain === undefined) return template;
  const { preStop } = shutdownFor(drain, surroundings);
  const containers = template.spec.containers.map((container) => {
    const lifecycle = (container.lifecycle ?? {}) as Lifecycle;
    return { ...container, lifecycle: { preStop: sleepFor(preStop, surroundings), ...lifecycle } };
  });
  const { containers: read, gracePeriod } = readPod({ spec: { ...template.spec, containers } });
  const longest = Math.max(...read.map(({ preStop: hook }) => hook?.seconds ?? 0));
  const needed = gracePeriodFor(longest, drain);
  // How long a hook of another kind takes nobody knows: a longer grace period may be for it.
  const isKnown = read.every(({ preStop: hook }) => hook?.seconds !== undefined);
  return {
    ...template,
    spec: {
      ...template.spec,
      terminationGracePeriodSeconds: isKnown ? needed : Math.max(needed, gracePeriod),
      containers,
    },
  };
}
