import { KUBERNETES } from '../../drain';
import type { EcsWorkload } from '../app/aws';
import { type Container, isDatabase } from '../app/container';
import { endingOf, graceOf, LEAST_TO_END, preStopOf, TERMINATION } from '../app/termination';
import { ecsOf, type PodWorkload, podsOf } from '../app/workloads';
import { bad, good, type Observation, type Rule, unseen } from '../rule';

const COMPOUND = /(?:^|\/)(?:ba|da)?sh -\w*c .*(?:&&|;|\|)/s;
const EXEC = /(?:&&|;|\bdo\b|\bthen\b)\s*exec\s/;

/** A shell that runs several commands stands between SIGTERM and the process. */
const hidesSignals = ({ command }: Container): boolean => COMPOUND.test(command) && !EXEC.test(command);

const shells = (containers: readonly Container[], field: string): Observation[] =>
  containers.filter(hidesSignals).map(({ part, name }) => {
    const message = `container ${name} starts its process from a shell; whether the shell hands SIGTERM on cannot be seen: write exec before the last command`;
    return unseen([part.at(field), part.at('args')].find(({ isThere }) => isThere) ?? part, message);
  });

function pods(workload: PodWorkload): Observation[] {
  if (workload.part.resource.group === 'serving.knative.dev') return [];
  const grace = graceOf(workload);
  const ending = endingOf(workload);
  const waits = ending.map((container) => preStopOf(container)).filter((wait) => wait !== undefined);
  const longest = Math.max(0, ...waits.map(({ seconds = 0 }) => seconds));
  const left = grace.seconds - longest;
  const given = grace.part.isThere ? `${grace.seconds} s` : `${grace.seconds} s by default`;
  const unknown = waits.find(({ seconds }) => seconds === undefined);
  if (left > 0 && left < LEAST_TO_END) {
    const message = `of ${given} the preStop hook takes ${longest} s: its process has ${left} s to end requests`;
    const parts = waits.map(({ part }) => part);
    const fix = `write terminationGracePeriodSeconds: ${longest + 30}`;
    return [bad([grace.part, ...parts], message, fix, 'warning')];
  }
  if (left <= 0) return [];
  if (unknown !== undefined && ending.some(isDatabase) === false)
    return [
      unseen(
        unknown.part,
        `how long this hook takes cannot be seen; with what comes after it, ${given} are all there is`,
      ),
    ];
  const message = `its process has ${left} s between SIGTERM and the kill${grace.part.isThere ? '' : ', by default'}`;
  return [...shells(ending, 'command'), good(grace.part.isThere ? grace.part : workload.pod, message)];
}

function ecs({ properties, containers, task }: EcsWorkload): Observation[] {
  if (task === undefined)
    return [unseen(properties.at('TaskDefinition'), 'its task definition is not among these files')];
  const fargate =
    properties.at('LaunchType').text === 'FARGATE' ||
    task.at('Properties', 'RequiresCompatibilities').items.some(({ text }) => text === 'FARGATE');
  const observed = containers.flatMap(({ part, name }): Observation[] => {
    const timeout = part.at('StopTimeout');
    const seconds = timeout.number;
    if (timeout.isThere && seconds === undefined)
      return [unseen(timeout, 'the time to stop is not known before the deploy')];
    if (seconds === undefined)
      return [
        good(
          part,
          `container ${name} has ${TERMINATION.stopTimeout.default} s between SIGTERM and the kill, by default`,
        ),
      ];
    if (fargate && seconds > TERMINATION.stopTimeout.fargate) {
      const message = `Fargate refuses ${seconds} s: ${TERMINATION.stopTimeout.fargate} s are the most`;
      return [bad(timeout, message, `write StopTimeout: ${TERMINATION.stopTimeout.fargate}`)];
    }
    if (seconds > 1 && seconds < LEAST_TO_END) {
      const message = `container ${name} has ${seconds} s between SIGTERM and the kill`;
      return [bad(timeout, message, 'write StopTimeout: 30, or longer than the longest request', 'warning')];
    }
    return seconds <= 1 ? [] : [good(timeout, `container ${name} has ${seconds} s between SIGTERM and the kill`)];
  });
  return [...observed, ...shells(containers, 'Command')];
}

export const gracefulShutdown: Rule = {
  id: 'graceful-shutdown',
  title: 'Graceful shutdown',
  kind: 'practice',
  reads:
    '`terminationGracePeriodSeconds` less the wait of the preStop hook, `StopTimeout` of ECS containers, and commands that put a shell before the process.',
  fails: `Less than ${LEAST_TO_END} s are left to the process after its preStop hook, or ECS refuses the time.`,
  passes: 'The process has time between SIGTERM and the kill, by what is written or by default.',
  question: 'Does the process end the requests that it has when it gets SIGTERM, and within its time?',
  why: 'Each release stops every copy once. What a copy has not ended by then, its users get as an error.',
  fix: 'Give the process longer than its longest request, after the wait of the preStop hook; and let it get SIGTERM.',
  source: KUBERNETES.sources.termination,
  unless: { notApplicable: 'Nothing that a release would stop is among these files.' },
  look: (app) => [...podsOf(app).flatMap(pods), ...ecsOf(app).flatMap(ecs)],
};
