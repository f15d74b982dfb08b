import type { App } from '../app/app';
import { KINDS } from '../app/workloads';
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

/** The name of an environment ends with its stage, or with where that is: `shop-staging`, `staging-eu-west-1`. */
const isNamed = (folder: string, pattern: RegExp): boolean => {
  const name = folder.replace(/[-_.]?(?:\d+|(?:eu|us|ap|ca|sa|me|af)(?:-[\w-]+)?)$/, '');
  const match = pattern.exec(name);
  return match !== null && match.index + match[0].length === name.length;
};

/** The folders of environments among those of manifests: any other folder may be called so by chance. */
const environmentsOf = (file: string): readonly string[] => {
  const folders = file.replace(/\\/g, '/').split('/').slice(0, -1);
  return folders.filter((_, at) => at > 0 && OVERLAYS.test(folders[at - 1] ?? ''));
};

/** What an application consists of; anything else may be in a namespace of a tool. */
const RUNS = new Set<string>([...KINDS, 'Canary', 'Namespace']);

/** The first resource whose namespace or file says such an environment. */
function placed(app: App, pattern: RegExp): Part | undefined {
  for (const resource of app.resources) {
    const part = Part.of(resource);
    if (environmentsOf(resource.file).some((folder) => isNamed(folder, pattern))) return part;
    if (!RUNS.has(resource.kind)) continue;
    if (pattern.test(resource.namespace ?? '')) return part.at('metadata', 'namespace');
    if (resource.kind === 'Namespace' && pattern.test(resource.name)) return part.at('metadata', 'name');
  }
  return undefined;
}

export const productionOnlyTesting: Rule = {
  id: 'production-only-testing',
  title: 'Testing in production only',
  kind: 'pitfall',
  reads:
    'Stages of CodePipeline, Cloud Deploy and Kargo, environments of workflows, and names of namespaces of workloads and of folders such as `overlays/staging`.',
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
