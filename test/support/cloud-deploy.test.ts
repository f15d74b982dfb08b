import { deployProblems } from './cloud-deploy';

const target = {
  apiVersion: 'deploy.cloud.google.com/v1',
  kind: 'Target',
  metadata: { name: 'production', labels: { team: 'shop' } },
  requireApproval: true,
  run: { location: 'projects/shop/locations/europe-west1' },
  executionConfigs: [{ usages: ['RENDER', 'DEPLOY'], executionTimeout: '3600s' }],
};

const automation = {
  apiVersion: 'deploy.cloud.google.com/v1',
  kind: 'Automation',
  metadata: { name: 'web/release' },
  serviceAccount: 'a@b',
  selector: { targets: [{ id: 'production' }] },
  rules: [
    { advanceRolloutRule: { id: 'advance', sourcePhases: ['step-1'], wait: '10m' } },
    { repairRolloutRule: { id: 'repair', repairPhases: [{ rollback: {} }] } },
  ],
};

const pipeline = (strategy: object) => ({
  apiVersion: 'deploy.cloud.google.com/v1',
  kind: 'DeliveryPipeline',
  metadata: { name: 'web' },
  serialPipeline: { stages: [{ targetId: 'production', strategy }] },
});

describe('the messages of Cloud Deploy', () => {
  test('take what is right', () => {
    const canary = { canaryDeployment: { percentages: [10, 50], verify: true } };
    expect([target, automation, pipeline({ canary }), pipeline({ standard: {} })].flatMap(deployProblems)).toEqual([]);
  });

  test.each([
    [
      'an unknown field',
      pipeline({ canary: { canaryDeployment: { percents: [10] } } }),
      '/serialPipeline/stages/0/strategy/canary/canaryDeployment/percents: unknown field',
    ],
    [
      'a wrong type',
      pipeline({ canary: { canaryDeployment: { percentages: ['10'] } } }),
      '/serialPipeline/stages/0/strategy/canary/canaryDeployment/percentages/0: must be int32',
    ],
    [
      'what is no list',
      pipeline({ standard: { predeploy: { actions: 'migrate' } } }),
      '/serialPipeline/stages/0/strategy/standard/predeploy/actions: must be a list',
    ],
    [
      'two strategies',
      pipeline({ canary: {}, standard: {} }),
      '/serialPipeline/stages/0/strategy: deploymentStrategy is one of standard, canary',
    ],
    [
      'an unknown enum',
      { ...target, executionConfigs: [{ usages: ['RUN'] }] },
      '/executionConfigs/0/usages/0: must be one of EXECUTION_ENVIRONMENT_USAGE_UNSPECIFIED, RENDER, DEPLOY, VERIFY, PREDEPLOY, POSTDEPLOY',
    ],
    [
      'a wait in seconds',
      { ...automation, rules: [{ advanceRolloutRule: { id: 'a', wait: '600s' } }] },
      '/rules/0/advanceRolloutRule/wait: must be a duration',
    ],
    [
      'a timeout in minutes',
      { ...target, executionConfigs: [{ usages: [], executionTimeout: '60m' }] },
      '/executionConfigs/0/executionTimeout: must be a duration',
    ],
    ['a name outside of metadata', { ...target, name: 'production' }, '/name: unknown field'],
    ['an Automation of no pipeline', { ...automation, metadata: { name: 'release' } }, '/metadata/name: is no id'],
    ['an unknown kind', { ...target, kind: 'Tarket' }, ': no message for deploy.cloud.google.com/v1 Tarket'],
  ])('refuse %s', (_, file, problem) => {
    expect(deployProblems(file)).toEqual([problem]);
  });
});
