import type { App } from '../app/app';
import { commandWith } from '../app/pipelines';
import { handMadeSplits } from '../app/splits';
import { Part } from '../read/resource';
import { bad, good, type Observation, type Rule, seen } from '../rule';

const DEPLOYS =
  /\bkubectl\s+(?:apply|set\s+image|rollout)|\bhelm\s+(?:upgrade|install)|\bcdk\s+deploy|\bpulumi\s+up|\bsam\s+deploy|\bterraform\s+apply|\baws\s+(?:ecs\s+update-service|cloudformation\s+deploy|deploy\s+create-deployment)|\bkustomize\s+build|\bgcloud\s+(?:run\s+deploy|deploy\s+releases)|amazon-ecs-deploy-task-definition|azure\/k8s-deploy/i;

const HANDS = /^kubectl-(?:edit|set|patch)$/;

/** What a live object says about whoever changed it last. */
function hands(app: App): Observation[] {
  return app.resources
    .filter(({ platform }) => platform === 'kubernetes')
    .flatMap((resource) => Part.of(resource).at('metadata', 'managedFields').items)
    .map((entry) => entry.at('manager'))
    .filter(({ text }) => HANDS.test(text ?? ''))
    .map((part) =>
      bad(
        part,
        'somebody changed this by hand in the cluster: the next release takes it back, or fails on it',
        'make the change in the files',
        'warning',
      ),
    );
}

function argo(app: App): Observation[] {
  return app.of('Application', /^argoproj\.io$/).map((part) => {
    const automated = part.at('spec', 'syncPolicy', 'automated');
    return automated.isThere
      ? good(automated, 'Argo CD brings what is in git')
      : seen(part.at('spec', 'syncPolicy'), 'Argo CD waits until somebody syncs');
  });
}

/** A workflow that runs only when somebody presses a button. */
const isPressed = (workflow: Part): boolean => {
  const on = workflow.at('on');
  const events = [on.text ?? [], on.items.map(({ text }) => text ?? ''), on.entries.map(([event]) => event)].flat();
  return events.length > 0 && events.every((event) => event === 'workflow_dispatch');
};

function workflows(app: App): Observation[] {
  const command = commandWith(app, (text) => DEPLOYS.test(text));
  if (command === undefined) return [];
  const workflow = Part.of(command.resource);
  return command.resource.kind === 'workflow' && isPressed(workflow)
    ? [seen(workflow.at('on'), 'a pipeline deploys when somebody presses a button')]
    : [good(command, 'a pipeline deploys')];
}

const pipelines = (app: App): Observation[] => [
  ...app.of('AWS::CodePipeline::Pipeline').map((part) => good(part, 'a pipeline deploys')),
  ...app
    .of(['Kustomization', 'HelmRelease'], /toolkit\.fluxcd\.io$/)
    .map((part) => good(part, 'Flux brings what is in git')),
  ...app
    .of('DeliveryPipeline', /^deploy\.cloud\.google\.com$/)
    .map((part) => good(part, 'Cloud Deploy takes a version from stage to stage')),
  ...app.of('Stage', /^kargo\.akuity\.io$/).map((part) => good(part, 'Kargo takes a version from stage to stage')),
  ...app.of('ApplicationSet', /^argoproj\.io$/).map((part) => good(part, 'Argo CD makes its applications from git')),
];

export const manualDeployment: Rule = {
  id: 'manual-deployment',
  title: 'Manual deployment',
  kind: 'pitfall',
  reads:
    'Applications of Argo CD, resources of Flux, Kargo and Cloud Deploy, CodePipeline, workflows that deploy, weights of routes that no engine moves, and `managedFields` of exported objects.',
  fails: 'An exported object was changed by hand in the cluster.',
  passes: 'A pipeline or a GitOps controller deploys.',
  question: 'Does a machine deploy every version in the same way, from what is in version control?',
  why: 'What hands do they do differently each time, and nobody can say later what is running.',
  fix: 'Let a pipeline or a GitOps controller deploy, and nobody else.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'Nothing that deploys can be seen in these files.' },
  look: (app) => [
    ...hands(app),
    ...handMadeSplits(app).map((part) => seen(part, 'no engine among these files moves these weights')),
    ...argo(app),
    ...workflows(app),
    ...pipelines(app),
  ],
};
