import type { MetadataArgs } from '../pulumi/args';
import { anything, duration, fields, required, type Shape, text } from '../shared/shape';
import type { FlaggerCanaryArgs } from './pulumi';
import { OPTIONS } from './shapes/options';
import { SETTINGS } from './shapes/settings';
import { manifestPart } from './shapes/text';

const { namespace, labels, service, port, targetPort, portName, autoscaler, alerts, webhooks, revertOnDeletion } =
  OPTIONS;

/** What the component of Pulumi is made of; strategy, evidence, waiting and the pods are read by themselves. */
export const CANARY_ARGS: Shape = fields<FlaggerCanaryArgs>({
  ...SETTINGS,
  strategy: anything,
  metadata: fields<MetadataArgs>({ name: text({ example: 'web' }), namespace, labels }),
  template: required(manifestPart),
  replicas: anything,
  progressDeadline: duration('10m'),
  evidence: anything,
  wait: anything,
  service,
  port,
  targetPort,
  portName,
  autoscaler,
  alerts,
  webhooks,
  revertOnDeletion,
});
