import type { Part } from '../read/resource';
import type { App } from './app';
import { type Container, containerOf } from './container';

/** When a job runs, seen from the release: as a hook before or after it, as a test, on a timetable, or nobody knows. */
export type When = 'before' | 'after' | 'test' | 'timetable' | 'init' | 'any time';

/** Something that runs once and ends. */
export interface Job {
  readonly part: Part;
  readonly title: string;
  readonly when: When;
  /** The part that says when. */
  readonly said: Part;
  readonly containers: readonly Container[];
}

const HELM = 'helm.sh/hook';
const ARGO = 'argocd.argoproj.io/hook';

/** The part of a release that a check of our own blue/green, rolling and recreate Deployments belongs to. */
const STAGE = 'cutover/stage';
const STAGES: ReadonlyMap<unknown, When> = new Map([
  ['before', 'before'],
  ['test', 'before'],
  ['full', 'after'],
]);

function whenOf(part: Part): { readonly when: When; readonly said: Part } {
  const annotations = part.at('metadata', 'annotations');
  const helm = annotations.at(HELM);
  const argo = annotations.at(ARGO);
  const hooks = (said: Part, pattern: RegExp) => pattern.test(said.text ?? '');
  if (hooks(helm, /\btest(?:-success)?\b/)) return { when: 'test', said: helm };
  if (hooks(helm, /\bpre-(?:install|upgrade)\b/)) return { when: 'before', said: helm };
  if (hooks(helm, /\bpost-(?:install|upgrade)\b/)) return { when: 'after', said: helm };
  if (hooks(argo, /\bPreSync\b/)) return { when: 'before', said: argo };
  if (hooks(argo, /\bPostSync\b/)) return { when: 'after', said: argo };
  const stage = part.at('metadata', 'labels', STAGE);
  const own = STAGES.get(stage.value);
  if (own !== undefined) return { when: own, said: stage };
  return { when: 'any time', said: annotations };
}

const podsIn = (spec: Part): Container[] => spec.at('containers').items.map(containerOf);

/** Jobs, pods that are hooks, and init containers of what runs for long. */
export function jobsIn(app: App): Job[] {
  const jobs = app.of('Job', /^batch$/).map((part): Job => {
    const containers = podsIn(part.at('spec', 'template', 'spec'));
    return { part, title: part.resource.title, containers, ...whenOf(part) };
  });
  const pods = app
    .of('Pod')
    .map((part): Job => ({ part, title: part.resource.title, containers: podsIn(part.at('spec')), ...whenOf(part) }))
    .filter(({ when }) => when !== 'any time');
  const timed = app.of('CronJob', /^batch$/).map((part): Job => {
    const containers = podsIn(part.at('spec', 'jobTemplate', 'spec', 'template', 'spec'));
    return { part, title: part.resource.title, containers, when: 'timetable', said: part.at('spec', 'schedule') };
  });
  const init = app.workloads.flatMap((workload): Job[] => {
    if (workload.platform !== 'kubernetes') return [];
    const said = workload.pod.at('initContainers');
    const containers = said.items.map(containerOf);
    return containers.length === 0
      ? []
      : [{ part: workload.part, title: `${workload.title} (init)`, when: 'init', said, containers }];
  });
  return [...jobs, ...pods, ...timed, ...init];
}
