import { type Part, textsIn } from '../read/resource';
import type { App } from './app';
import { type Container, containerOf } from './container';
import type { When } from './jobs';
import { commandWith } from './pipelines';

/** A test that runs as a job, a hook's command or a step of a pipeline. */
export interface TestRun {
  readonly part: Part;
  readonly when: When | 'release' | 'pipeline';
}

const LOAD_TOOLS =
  /(?:^|[\s/"'=_-])(?:k6|locust|loadgen\w*|gatling|jmeter|artillery|vegeta|fortio|wrk2?|oha|ghz|bombardier|hey\s+-|loadtest(?:er)?|load-test\w*|autocannon|ab\s+-[nc])/i;
const SMOKE_TOOLS =
  /(?:^|[\s/"'=_:-])(?:smoke[\w-]*|e2e[\w-]*|acceptance[\w-]*|newman|playwright|cypress|bats|post-deploy[\w-]*|helm\s+test)/i;

/** The most of a command that is looked at. */
const LONGEST = 20_000;

const FAILS = /^(?:--fail(?:-with-body)?|-\w*f\w*)$/;

/** Where an answer goes when it is fetched to be kept or run, instead of being asked for. */
const isKept = (word: string, at: number, words: readonly string[]): boolean => {
  const next = words[at + 1];
  if (/^(?:-\w*o|--output|>>?)$/.test(word)) return next !== '/dev/null';
  return (word === '|' && next !== 'grep') || /^(?:-\w*O\w*|--remote-name|>>?[^&/].*)$/.test(word);
};

/** Whether a command makes a request that fails on an error. */
const asks = (text: string): boolean =>
  text
    .slice(0, LONGEST)
    .replace(/\\\n/g, ' ')
    .split('\n')
    .some((line) => {
      const words = line.trim().split(/\s+/);
      const at = words.findIndex((word) => /^["'`]?curl$/.test(word));
      const rest = at === -1 ? [] : words.slice(at + 1);
      return rest.some((word) => FAILS.test(word)) && !rest.some(isKept);
    });

const isSmoke = (text: string): boolean => SMOKE_TOOLS.test(text) || asks(text);
/** In a pipeline integration tests are run against the code; as a job beside the application, against what was deployed. */
const isSmokeJob = (text: string): boolean => isSmoke(text) || /integration-?tests?/i.test(text);
const isLoad = (text: string): boolean => LOAD_TOOLS.test(text);

/** The label of the Jobs that our own Deployments have for their checks. */
const CHECK = 'cutover/check';

/** Jobs that an analysis of Argo Rollouts runs. */
const analysisJobs = (app: App): ReadonlyArray<{ readonly part: Part; readonly containers: readonly Container[] }> =>
  app
    .of(['AnalysisTemplate', 'ClusterAnalysisTemplate'], /^argoproj\.io$/)
    .flatMap((part) => part.at('spec', 'metrics').items)
    .map((metric) => metric.at('provider', 'job', 'spec', 'template', 'spec', 'containers'))
    .flatMap((part) => (part.isThere ? [{ part, containers: part.items.map(containerOf) }] : []));

/** Jobs, webhooks and steps that say this. */
function runs(app: App, says: (text: string) => boolean, stepSays = says): TestRun[] {
  const jobs = app.jobs.flatMap(({ part, when, said, containers }): TestRun[] => {
    if (when === 'timetable' || when === 'init') return [];
    const found = containers.find(({ name, image = '', command }) =>
      says([part.resource.name, name, image, command].join(' ')),
    );
    return found === undefined ? [] : [{ part: said.isThere && when !== 'any time' ? said : found.part, when }];
  });
  const webhooks = app
    .of('Canary', /^flagger\.app$/)
    .flatMap((canary) => canary.at('spec', 'analysis', 'webhooks').items)
    .flatMap((webhook) => textsIn(webhook.at('metadata')))
    .filter(({ text = '' }) => says(` ${text}`))
    .map((part): TestRun => ({ part, when: 'release' }));
  const analyses = analysisJobs(app).flatMap(({ part, containers }): TestRun[] =>
    containers.some(({ name, image = '', command }) => says([part.resource.name, name, image, command].join(' ')))
      ? [{ part, when: 'release' }]
      : [],
  );
  const step = commandWith(app, stepSays);
  return [
    ...jobs,
    ...webhooks,
    ...analyses,
    ...(step === undefined ? [] : [{ part: step, when: 'pipeline' } as const]),
  ];
}

/** Workloads that make traffic all the time. */
const generators = (app: App): TestRun[] =>
  app.workloads.flatMap((one): TestRun[] => {
    if (one.platform !== 'kubernetes' || one.servers.length > 0) return [];
    const found = one.containers.find(({ name, image = '', command }) =>
      LOAD_TOOLS.test(` ${name} ${image} ${command}`),
    );
    return found === undefined ? [] : [{ part: found.part.at('image'), when: 'release' }];
  });

export const loadTests = (app: App): readonly TestRun[] => [
  ...app.of(['TestRun', 'K6', 'PrivateLoadZone'], /^k6\.io$/).map((part): TestRun => ({ part, when: 'any time' })),
  ...app.of('LocustTest', /^locust\.io$/).map((part): TestRun => ({ part, when: 'any time' })),
  ...generators(app),
  ...runs(app, isLoad),
];

export function smokeTests(app: App): readonly TestRun[] {
  const own = app.jobs.filter(({ part }) => part.at('metadata', 'labels', CHECK).isThere);
  const resources = new Set(own.map(({ part }) => part.resource));
  return [
    ...own.map(({ said, when }): TestRun => ({ part: said, when })),
    ...runs(app, isSmokeJob, isSmoke).filter(({ part }) => !resources.has(part.resource)),
  ];
}
