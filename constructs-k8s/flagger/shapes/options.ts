import {
  type Fields,
  fields,
  flag,
  isRecord,
  listOf,
  recordOf,
  required,
  type Shape,
  text,
  url,
  whole,
  word,
} from '../../shared/shape';
import type { ObjectReference, Webhook, WebhookType } from '../manifest';
import type { Alert, AlertChannel, Autoscaler, FlaggerEmitOptions } from '../settings';
import { copiedName, label, manifestPart, objectName, podPort, port, shortTime } from './text';

const texts = recordOf(text({ says: 'text', example: 'shop', is: () => true }), "{ team: 'shop' }");

const channel = fields<AlertChannel>({
  type: required(word(['slack', 'msteams', 'discord', 'rocket', 'gchat'])),
  secret: objectName('slack'),
  address: url('https://hooks.slack.com/services/…'),
  channel: text({ example: 'releases' }),
  username: text({ example: 'flagger' }),
});

const reference = fields<Exclude<Alert['provider'], AlertChannel>>({
  name: required(objectName('slack')),
  namespace: label('flagger-system'),
});

/** An AlertProvider to make, or one that exists: with a name, and without a type. */
const provider: Shape = {
  ...channel,
  says: `${channel.says}, or the \`name\` of an AlertProvider`,
  problems: (value, path) =>
    isRecord(value) && 'name' in value && !('type' in value)
      ? reference.problems(value, path)
      : channel.problems(value, path),
};

const alertOf = (name: Shape) =>
  fields<Alert>({
    name: required(name),
    severity: word(['info', 'warn', 'error']),
    provider: required(provider),
  });
const told = alertOf(text({ example: 'team' }));
const made = alertOf(label('team'));

/** An alert; the name of a channel that is made is that of an object. */
const alert: Shape = {
  ...told,
  problems: (value, path) =>
    (isRecord(value) && isRecord(value.provider) && 'type' in value.provider ? made : told).problems(value, path),
};

const HOOKS: ReadonlyArray<WebhookType> = [
  'rollout',
  'pre-rollout',
  'post-rollout',
  'confirm-rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'rollback',
  'event',
];

export const TARGET = fields<ObjectReference>({
  apiVersion: required(text({ example: 'apps/v1' })),
  kind: required(word(['Deployment', 'DaemonSet', 'Service'])),
  name: required(objectName('web')),
});

export const AUTOSCALER = fields<Autoscaler>({
  name: required(objectName('web')),
  kind: word(['HorizontalPodAutoscaler', 'ScaledObject']),
});

/** What is emitted, besides the plan. */
export const OPTIONS: Fields<FlaggerEmitOptions> = {
  name: required(copiedName('web')),
  namespace: label('shop'),
  labels: texts,
  target: TARGET,
  template: manifestPart,
  replicas: whole(0),
  service: copiedName('web'),
  port,
  targetPort: podPort,
  portName: text({ example: 'http' }),
  portDiscovery: flag,
  autoscaler: AUTOSCALER,
  progressDeadline: whole(1, Number.POSITIVE_INFINITY, 600),
  alerts: listOf(alert),
  webhooks: listOf(
    fields<Webhook>({
      name: required(text({ example: 'load-test' })),
      type: word(HOOKS),
      url: required(url('http://flagger-loadtester.flagger-system')),
      timeout: shortTime,
      retries: whole(0),
      muteAlert: flag,
      disableTLS: flag,
      metadata: texts,
    }),
  ),
  revertOnDeletion: flag,
};
