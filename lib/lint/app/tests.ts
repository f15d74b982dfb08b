import { type Part, textsIn } from '../read/resource';
import type { App } from './app';
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
  /(?:^|[\s/"'=_:-])(?:smoke[\w-]*|e2e[\w-]*|acceptance[\w-]*|integration-?tests?|newman|playwright|cypress|bats|curl\s+[^\n]*-\w*f|post-deploy[\w-]*|helm\s+test)/i;

/** Jobs, webhooks and steps that say this. */
function runs(app: App, pattern: RegExp): TestRun[] {
  const jobs = app.jobs.flatMap(({ part, when, said, containers }): TestRun[] => {
    if (when === 'timetable' || when === 'init') return [];
    const found = containers.find(({ name, image = '', command }) =>
      pattern.test([part.resource.name, name, image, command].join(' ')),
    );
    return found === undefined ? [] : [{ part: said.isThere && when !== 'any time' ? said : found.part, when }];
  });
  const webhooks = app
    .of('Canary', /^flagger\.app$/)
    .flatMap((canary) => canary.at('spec', 'analysis', 'webhooks').items)
    .flatMap((webhook) => textsIn(webhook.at('metadata')))
    .filter(({ text = '' }) => pattern.test(` ${text}`))
    .map((part): TestRun => ({ part, when: 'release' }));
  const step = commandWith(app, pattern);
  return [...jobs, ...webhooks, ...(step === undefined ? [] : [{ part: step, when: 'pipeline' } as const])];
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
  ...runs(app, LOAD_TOOLS),
];

export const smokeTests = (app: App): readonly TestRun[] => runs(app, SMOKE_TOOLS);
