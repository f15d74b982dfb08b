import fc from 'fast-check';
import { cloudRun } from '../../../constructs-k8s/cloud-run/target';
import { nearest } from '../../../lib/fidelity';
import { plan } from '../../../lib/plan';
import { Check, Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { clausesIn, plansOfEveryClause } from '../../support/every-clause';
import { describeWith, saw } from '../cluster';
import { changed } from './changed';
import { Published } from './judges';

const options = {
  name: 'web',
  targets: [
    { id: 'staging', location: 'projects/shop/locations/europe-west1', atOnce: true },
    {
      id: 'production',
      location: 'projects/shop/locations/europe-west1',
      requireApproval: true,
      executionServiceAccount: 'deploy@shop.iam.gserviceaccount.com',
    },
  ],
  description: 'The shop',
  labels: { team: 'shop' },
  ingress: 'internal',
  concurrency: 80,
  minInstances: 1,
  maxInstances: 20,
  serviceAccount: 'web@shop.iam.gserviceaccount.com',
} as const;

const release = cloudRun.emit(
  plan(
    Strategy.canary({
      checks: { beforeTraffic: [Check.http({ name: 'smoke', path: '/healthz' })] },
      steps: [{ weight: 10, hold: '15m' }],
      stickiness: { by: 'cookie', lasts: '30d' },
    }),
  ),
  options,
);

describeWith(['google-apis', 'skaffold'], 'What Google publishes of Cloud Run, Cloud Deploy and Skaffold', () => {
  let google: Published;
  beforeAll(() => {
    google = new Published();
  });

  test('takes what is emitted for every clause, and for any strategy', () => {
    const drawn = fc
      .sample(strategies(), { numRuns: 300, seed: 1 })
      .flatMap((written) => nearest(plan(Strategy.parse(written)), cloudRun.limits)?.plan ?? []);
    const plans = [...plansOfEveryClause(cloudRun.limits), ...drawn];
    const fragments = plans.flatMap((one) => [cloudRun.emit(one, { name: 'web' }), cloudRun.emit(one, options)]);
    expect(fragments.flatMap((one) => google.release(one))).toEqual([]);
    expect(drawn.length).toBeGreaterThan(100);
    const clauses = clausesIn(plans);
    saw({ target: 'cloud-run', engine: 'google-apis', how: 'schema' }, ...clauses);
    const run = [...clauses].filter((key) => /^(check\.|hold|preview\.hold)/.test(key));
    saw({ target: 'cloud-run', engine: 'skaffold', how: 'schema' }, ...run);
  });

  const { service, pipeline, targets, automation = {}, skaffold } = release;
  const phase = 'serialPipeline.stages.1.strategy.canary.customCanaryDeployment.phaseConfigs.0';
  const [, production = {}] = targets;
  const broken: readonly [title: string, problems: () => readonly string[], said: string][] = [
    [
      'an unknown field of a Service',
      () => google.service(changed(service, 'spec.template.spec.minScale', 1)),
      'Service /spec/template/spec: must NOT have additional properties minScale',
    ],
    [
      'a field of Knative that Cloud Run does not support',
      () => google.service(changed(service, 'spec.template.spec.containers.0.securityContext', {})),
      'Service /spec/template/spec/containers/0: must NOT have additional properties securityContext',
    ],
    [
      'concurrency in words',
      () => google.service(changed(service, 'spec.template.spec.containerConcurrency', 'many')),
      'Service /spec/template/spec/containerConcurrency: must be integer',
    ],
    [
      'an annotation in Knative’s new spelling',
      () =>
        google.service(
          changed(service, 'spec.template.metadata.annotations', { 'autoscaling.knative.dev/min-scale': '1' }),
        ),
      'Revision: autoscaling.knative.dev/min-scale is no annotation of Cloud Run',
    ],
    [
      'an annotation of the Service on its revisions',
      () =>
        google.service(changed(service, 'spec.template.metadata.annotations', { 'run.googleapis.com/ingress': 'all' })),
      'Revision: run.googleapis.com/ingress is no annotation of Cloud Run',
    ],
    [
      'an unknown field of a phase',
      () => google.deploy(changed(pipeline, `${phase}.percent`, 10)),
      `DeliveryPipeline /${phase.replaceAll('.', '/')}: must NOT have additional properties percent`,
    ],
    [
      'a phase whose id is in capital letters',
      () => google.deploy(changed(pipeline, `${phase}.phaseId`, 'Step-1')),
      `DeliveryPipeline /${phase.replaceAll('.', '/')}/phaseId: must match pattern "^([a-z]([a-z0-9-]{0,61}[a-z0-9])?)$"`,
    ],
    [
      'a phase without a share',
      () => google.deploy(changed(pipeline, `${phase}.percentage`, undefined)),
      `DeliveryPipeline /${phase.replaceAll('.', '/')}: must have required property 'percentage'`,
    ],
    [
      'a pipeline whose name begins with a digit',
      () => google.deploy(changed(pipeline, 'metadata.name', '1web')),
      'DeliveryPipeline /name: must match pattern "^([a-z]([a-z0-9-]{0,61}[a-z0-9])?)$"',
    ],
    [
      'a usage that does not exist',
      () => google.deploy(changed(production, 'executionConfigs.0.usages', ['RUN'])),
      'Target /executionConfigs/0/usages/0: must be equal to one of the allowed values',
    ],
    [
      'a target without a location',
      () => google.deploy(changed(production, 'run', {})),
      "Target /run: must have required property 'location'",
    ],
    [
      'a wait in hours',
      () => google.deploy(changed(automation, 'rules.0.advanceRolloutRule.wait', '1h')),
      'Automation /rules/0/advanceRolloutRule/wait: must match pattern "^\\d+(\\.\\d+)?s$"',
    ],
    [
      'an Automation without an account',
      () => google.deploy(changed(automation, 'serviceAccount', undefined)),
      "Automation : must have required property 'serviceAccount'",
    ],
    [
      'a container of Skaffold that mounts something',
      () => google.skaffold(changed(skaffold, 'profiles.0.verify.0.container.volumeMounts', [])),
      'skaffold.yaml /profiles/0/verify/0/container: must NOT have additional properties volumeMounts',
    ],
    [
      'a test of Skaffold without a container',
      () => google.skaffold(changed(skaffold, 'profiles.0.verify.0.container', undefined)),
      "skaffold.yaml /profiles/0/verify/0: must have required property 'container'",
    ],
  ];

  test.each(broken)('refuses %s', (_, problems, said) => {
    expect(problems()).toEqual([said]);
  });

  test('the page says so', () => {
    const sentence = `refuse ${broken.length} files that are broken in one place` as const;
    saw({ target: 'cloud-run', engine: 'google-apis', how: 'schema' }, sentence);
  });
});
