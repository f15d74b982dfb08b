import type { PodTemplate } from './manifest';

/** Seconds that a pod goes on answering after it is told to stop, until every node has taken it out of its tables. */
export const ENDPOINT_DELAY = 5;

/**
 * A pod template whose pods have `drain` seconds to end requests in flight: a preStop sleep first, which counts inside the grace period.
 * A container with a lifecycle of its own keeps it.
 */
export function withDrain(template: PodTemplate, drain: number | undefined): PodTemplate {
  if (drain === undefined) return template;
  return {
    ...template,
    spec: {
      ...template.spec,
      terminationGracePeriodSeconds: drain + ENDPOINT_DELAY,
      containers: template.spec.containers.map((container) => ({
        ...container,
        lifecycle: container.lifecycle ?? { preStop: { sleep: { seconds: ENDPOINT_DELAY } } },
      })),
    },
  };
}
