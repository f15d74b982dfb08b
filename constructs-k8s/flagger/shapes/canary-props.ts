import { anything, duration, fields, isRecord, type Shape, unfit } from '../../shared/shape';
import type { FlaggerCanaryProps } from '../flagger-canary';
import type { FlaggerSettings } from '../settings';
import { AUTOSCALER, OPTIONS, TARGET } from './options';
import { SETTINGS } from './settings';
import { label } from './text';

const isConstruct = (value: unknown): boolean => isRecord(value) && 'node' in value;

const construct: Shape = {
  says: 'a construct: a Deployment of cdk8s-plus, or an ApiObject',
  example: 'deployment',
  problems(value, path) {
    return isConstruct(value) ? [] : [unfit(this, value, path)];
  },
};

const autoscaler: Shape = {
  ...AUTOSCALER,
  says: `a construct, or ${AUTOSCALER.says}`,
  problems: (value, path) => (isConstruct(value) ? [] : AUTOSCALER.problems(value, path)),
};

const { service, port, targetPort, portName, alerts, webhooks, revertOnDeletion } = OPTIONS;

/** What the construct of cdk8s is made of; strategy and evidence are read by themselves. */
export const CANARY_PROPS: Shape = fields<FlaggerCanaryProps>({
  ...SETTINGS,
  strategy: anything,
  deployment: construct,
  targetRef: TARGET,
  autoscaler,
  progressDeadline: duration('10m'),
  namespace: label('shop'),
  evidence: anything,
  service,
  port,
  targetPort,
  portName,
  alerts,
  webhooks,
  revertOnDeletion,
});

/** The settings of the target among other properties. */
export const settingsIn = (props: FlaggerSettings): FlaggerSettings =>
  Object.fromEntries(Object.entries(props).filter(([name]) => Object.hasOwn(SETTINGS, name)));
