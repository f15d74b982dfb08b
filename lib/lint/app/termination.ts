import { KUBERNETES } from '../../drain';
import type { Part } from '../read/resource';
import type { Container } from './container';
import type { PodWorkload } from './workloads';

/** What the platforms take where nothing is said; seconds. */
export const TERMINATION = {
  stopTimeout: {
    default: 30,
    fargate: 120,
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-taskdefinition-containerdefinition.html',
  },
  deregistration: {
    default: 300,
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay',
  },
} as const;

/** Seconds in which a process can end its requests, at the least: less is no shutdown, just a short kill. */
export const LEAST_TO_END = 5;

/** The seconds of the grace period, and the part that says so. */
export function graceOf({ pod }: PodWorkload): { readonly seconds: number; readonly part: Part } {
  const part = pod.at('terminationGracePeriodSeconds');
  return { part, seconds: part.number ?? KUBERNETES.gracePeriod };
}

const SLEEP = /(?:^|[\s;&(])sleep\s+(\d+(?:\.\d+)?)(s|m)?\b/;

/** The wait of a preStop hook: undefined without a hook, and no seconds where the hook does something that nobody can time. */
export function preStopOf({
  part,
}: Container): { readonly part: Part; readonly seconds: number | undefined } | undefined {
  const hook = part.at('lifecycle', 'preStop');
  if (!hook.isThere) return undefined;
  const native = hook.at('sleep', 'seconds').number;
  if (native !== undefined) return { part: hook, seconds: native };
  const command = hook.at('exec', 'command').items.map(({ value }) => String(value));
  const match = SLEEP.exec(command.join(' '));
  return { part: hook, seconds: match === null ? undefined : Number(match[1]) * (match[2] === 'm' ? 60 : 1) };
}

/** The containers whose end users notice: those that get requests, or all of a pod that gets none. */
export const endingOf = ({ serving, containers }: PodWorkload): readonly Container[] =>
  serving.length > 0 ? serving : containers;
