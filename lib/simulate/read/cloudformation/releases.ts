import type { Release } from '../release';
import { dig } from '../value';
import { ecsRelease } from './ecs';
import { aliasRelease, hasPreference, samRelease } from './lambda';
import { type Template, templateOf } from './template';

/** What in a template is a release that can be played. */
export function templateReleases(value: unknown): Release[] {
  const template: Template = templateOf(value);
  return [...template.values()].flatMap((resource): Release[] => {
    const { id, type, properties, updatePolicy } = resource;
    const named = { name: id, title: `${type} ${id}` };
    if (type === 'AWS::ECS::Service' && properties.DeploymentConfiguration !== undefined)
      return [{ ...named, read: () => ecsRelease(resource, template) }];
    if (type === 'AWS::Lambda::Alias' && dig(updatePolicy, 'CodeDeployLambdaAliasUpdate') !== undefined)
      return [{ ...named, read: () => aliasRelease(resource, template) }];
    if (type === 'AWS::Serverless::Function' && hasPreference(resource))
      return [{ ...named, read: () => samRelease(resource, template) }];
    return [];
  });
}
