import type { App } from '../app/app';
import { Part } from '../read/resource';
import { good, type Rule, seen } from '../rule';

const STAGES =
  /(?:^|[^a-z])(staging|stage|stg|qa|uat|preprod|pre-prod|integration|test|testing|dev|development|sandbox|nonprod|beta|gamma)(?:[^a-z]|$)/i;
const PRODUCTION = /(?:^|[^a-z])(prod|production|live)(?:[^a-z]|$)/i;

/** Several environments that a version goes through, as pipelines say them. */
function pipelines(app: App): Part[] {
  const clouddeploy = app
    .of('DeliveryPipeline', /^deploy\.cloud\.google\.com$/)
    .map((part) => part.at('serialPipeline', 'stages'));
  const kargo = app.of('Stage', /^kargo\.akuity\.io$/);
  const stages = app.of('AWS::CodePipeline::Pipeline').map((part) => part.at('Properties', 'Stages'));
  const named = stages.filter(({ items }) => items.some((stage) => STAGES.test(stage.at('Name').text ?? '')));
  const jobs = app
    .of('workflow')
    .flatMap((part) => part.at('jobs').entries)
    .map(([, job]) => job.at('environment'))
    .filter((part) => STAGES.test(part.at('name').text ?? part.text ?? ''));
  return [
    ...clouddeploy.filter(({ items }) => items.length > 1),
    ...(kargo.length > 1 ? kargo.slice(0, 1) : []),
    ...named,
    ...jobs.slice(0, 1),
  ];
}

const OVERLAYS =
  /^(?:overlays|environments?|envs?|clusters|stages|k8s|kubernetes|manifests|kustomize|deploy(?:ments?)?|apps)$/;

/** The folders of environments among those of manifests: any other folder may be called so by chance. */
const environmentOf = (file: string): string => {
  const folders = file.replace(/\\/g, '/').split('/').slice(0, -1);
  return folders.filter((_, at) => at > 0 && OVERLAYS.test(folders[at - 1] ?? '')).join('/');
};

/** The first resource whose namespace or file says such an environment. */
function placed(app: App, pattern: RegExp): Part | undefined {
  for (const resource of app.resources) {
    if (pattern.test(resource.namespace ?? '')) return Part.of(resource).at('metadata', 'namespace');
    if (pattern.test(environmentOf(resource.file))) return Part.of(resource);
    if (resource.kind === 'Namespace' && pattern.test(resource.name)) return Part.of(resource).at('metadata', 'name');
  }
  return undefined;
}

export const productionOnlyTesting: Rule = {
  id: 'production-only-testing',
  title: 'Testing in production only',
  kind: 'pitfall',
  reads:
    'Stages of CodePipeline, Cloud Deploy and Kargo, environments of workflows, and names of namespaces and of folders such as `overlays/staging`.',
  fails: 'Never by files: what is not among them may be elsewhere.',
  passes: 'A version goes through another environment first, or the files of one are among these.',
  question: 'Does each version run on a system that resembles production before it comes to production?',
  why: 'A canary finds what only production shows. What any system would show, users should not find.',
  fix: 'Release with the same strategy to a system before production, with the same manifests.',
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
  unless: { asked: 'No environment but one can be seen in these files.' },
  look(app) {
    const before = placed(app, STAGES);
    const production = placed(app, PRODUCTION);
    return [
      ...pipelines(app).map((part) => good(part, 'a version goes through another environment first')),
      ...(before === undefined ? [] : [good(before, 'the files of an environment before production are here')]),
      ...(before === undefined && production !== undefined
        ? [seen(production, 'these are the files of production')]
        : []),
    ];
  },
};
