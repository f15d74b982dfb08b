import { type Item, type LintOptions, lint, type Observed } from '../../lib/lint';

/** What one rule makes of a text. */
export function judged(id: string, text: string | object, options: LintOptions = {}): Item {
  const { items } = lint(text, options);
  const item = items.find(({ rule }) => rule.id === id);
  if (item === undefined) throw new Error(`there is no rule ${id}`);
  return item;
}

/** The messages of an outcome, with the resource before each. */
export const said = ({ observations }: Item, outcome: Observed['outcome']): string[] =>
  observations.filter((one) => one.outcome === outcome).map(({ about, message }) => `${about}: ${message}`);

/** The places of an outcome's evidence: `path: value`. */
export const shown = ({ observations }: Item, outcome: Observed['outcome']): string[] =>
  observations
    .filter((one) => one.outcome === outcome)
    .flatMap(({ evidence }) => evidence)
    .map(({ path, value }) => (value === undefined ? path : `${path}: ${value}`));

interface Pod {
  readonly kind?: string;
  readonly name?: string;
  readonly spec?: object;
  readonly pod?: object;
  readonly container?: object;
  readonly metadata?: object;
  readonly template?: object;
}

const LABELS = { app: 'web' };

/** A Deployment as a team writes it, with everything right; parts of it may be other ones. */
export const deployment = ({
  kind = 'Deployment',
  name = 'web',
  spec,
  pod,
  container,
  metadata,
  template,
}: Pod = {}): object => ({
  apiVersion: kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1',
  kind,
  metadata: { name, namespace: 'shop', ...metadata },
  spec: {
    selector: { matchLabels: { ...LABELS, app: name } },
    template: {
      metadata: { labels: { ...LABELS, app: name }, ...template },
      spec: {
        containers: [
          {
            name,
            image: `registry.example.com/shop/${name}:1.4.2`,
            ports: [{ name: 'http', containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
            livenessProbe: { httpGet: { path: '/live', port: 'http' } },
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
            ...container,
          },
        ],
        terminationGracePeriodSeconds: 35,
        ...pod,
      },
    },
    ...spec,
  },
});

/** The Service of a deployment. */
export const service = (name = 'web'): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 'http' }] },
});

/** A worker: nothing sends requests to it. */
export const worker = (container: object = {}): object =>
  deployment({
    name: 'worker',
    container: { ports: undefined, readinessProbe: undefined, lifecycle: undefined, ...container },
  });

/** A template of CloudFormation with these resources. */
export const template = (resources: Readonly<Record<string, object>>): object => ({ Resources: resources });

/** An ECS service behind a load balancer, with its task and target group. */
export const ecs = (parts: { service?: object; group?: object; container?: object } = {}): object =>
  template({
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: {
        TaskDefinition: { Ref: 'Task' },
        LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: 'Group' } }],
        DeploymentConfiguration: {
          MinimumHealthyPercent: 100,
          MaximumPercent: 200,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        ...parts.service,
      },
    },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        RequiresCompatibilities: ['FARGATE'],
        ContainerDefinitions: [{ Name: 'app', Image: 'registry.example.com/app:1.0.0', ...parts.container }],
      },
    },
    Group: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { HealthCheckPath: '/health', ...parts.group },
    },
  });
