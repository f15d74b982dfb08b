import { dig, type Fields, fieldsOf, isFields, listOf } from './value';

const typed = (type: string, properties: unknown, rest: Fields = {}) => ({
  Type: type,
  Properties: properties,
  ...rest,
});

const alarms = (value: unknown): Fields =>
  Object.fromEntries(
    (Array.isArray(value) ? value : Object.values(fieldsOf(value))).map((alarm, at) => [
      `Alarm${at + 1}`,
      typed('AWS::CloudWatch::Alarm', alarm),
    ]),
  );

const hooks = (value: unknown): Fields =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([event, hook]) => [`${event}Hook`, typed('AWS::Lambda::Function', hook)]),
  );

function ecs(fragment: Fields): Fields {
  const groups = Object.keys(fieldsOf(fragment.targetGroups));
  const [stable, canary] = groups.map((id) => ({ Ref: id }));
  const balancer = {
    TargetGroupArn: stable,
    ...(canary && { AdvancedConfiguration: { AlternateTargetGroupArn: canary } }),
  };
  return {
    Service: typed('AWS::ECS::Service', { ...fieldsOf(fragment.service), LoadBalancers: [balancer] }),
    ...alarms(fragment.alarms),
  };
}

function lambda(fragment: Fields): Fields {
  const config = fieldsOf(fragment.deploymentConfig);
  const own = config.DeploymentConfigName === undefined;
  const name = own ? { Ref: 'DeploymentConfig' } : config.DeploymentConfigName;
  const group = { ...fieldsOf(fragment.deploymentGroup), DeploymentConfigName: name };
  return {
    ...(own && { DeploymentConfig: typed('AWS::CodeDeploy::DeploymentConfig', config) }),
    DeploymentGroup: typed('AWS::CodeDeploy::DeploymentGroup', group),
    Alias: typed('AWS::Lambda::Alias', {}, { UpdatePolicy: dig(fragment, 'alias', 'UpdatePolicy') }),
    ...alarms(fragment.alarms),
    ...hooks(fragment.hooks),
  };
}

const sam = (fragment: Fields): Fields => ({
  ...(fragment.deploymentConfig !== undefined && {
    DeploymentConfig: typed('AWS::CodeDeploy::DeploymentConfig', fragment.deploymentConfig),
  }),
  Function: typed('AWS::Serverless::Function', fragment.function),
  ...alarms(fragment.alarms),
  ...hooks(fragment.hooks),
});

/** What `cutover emit` makes for AWS, as the template that it stands for; undefined for anything else. */
export function templateOfFragment(value: unknown): Fields | undefined {
  if (!isFields(value)) return undefined;
  if (dig(value, 'service', 'DeploymentConfiguration') !== undefined) return { Resources: ecs(value) };
  if (dig(value, 'alias', 'UpdatePolicy') !== undefined) return { Resources: lambda(value) };
  if (dig(value, 'function', 'DeploymentPreference') !== undefined) return { Resources: sam(value) };
  return undefined;
}

/** The manifests in a value: a list, one manifest, or several of them together. */
export const manifestsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? listOf(value) : [value]);
