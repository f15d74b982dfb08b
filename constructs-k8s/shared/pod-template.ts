import type { Labels, PodTemplate } from './manifest';

interface PodOptions {
  readonly name: string;
  readonly selector?: Labels;
  readonly targetPort?: number | string;
}

/** The labels of the pods when none are given. */
export const selectorOf = ({ name, selector }: PodOptions): Labels => selector ?? { 'app.kubernetes.io/name': name };

/** Pods to be filled in. */
export function placeholder(options: PodOptions): PodTemplate {
  const { name, targetPort = 8080 } = options;
  const port =
    typeof targetPort === 'number' ? [{ containerPort: targetPort }] : [{ name: targetPort, containerPort: 8080 }];
  return {
    metadata: { labels: selectorOf(options) },
    spec: { containers: [{ name, image: `${name}:latest`, ports: port }] },
  };
}
