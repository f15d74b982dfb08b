import type { Labels, PodTemplate, ServicePort } from './manifest';

/** The pods of a release and the ports of their Services, in plain data. */
export interface PodsOptions {
  /** Labels of every object. */
  readonly labels?: Labels;
  /** Labels that the pods have. Default: `app.kubernetes.io/name`. */
  readonly selector?: Labels;
  /** The pods. Default: one container with the application's name and an image to fill in. */
  readonly template?: PodTemplate;
  /** The Services' ports; checks ask the first one. Default: `port` and `targetPort`. */
  readonly ports?: readonly ServicePort[];
  /** The Services' port. Default: 80. */
  readonly port?: number;
  /** The pods' port, a number or a name. Default: 8080. */
  readonly targetPort?: number | string;
}
