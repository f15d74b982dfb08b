import type { AlarmProperties, CfnText } from '../shared/alarm';
import type { ServiceProperties } from './fragment';
import type { TracedEcs } from './trace';

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
}

/**
 * The release of a service in a synthesised template, for {@link trace}: `traceEcs(ecsReleaseOf(Template.fromStack(stack).toJSON()))`.
 * @param logicalId of the service, when the template has several
 * @throws Error when the template has no such service, or several and you name none
 */
export function ecsReleaseOf(template: Template, logicalId?: string): TracedEcs {
  const resources = Object.entries(template.Resources ?? {});
  const services = resources.filter(([id, { Type }]) => Type === 'AWS::ECS::Service' && id === (logicalId ?? id));
  const [found] = services;
  if (found === undefined || services.length > 1) {
    throw new Error(`The template has ${services.length} services${logicalId === undefined ? '' : ` ${logicalId}`}`);
  }
  const alarms = resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
  return {
    service: found[1].Properties as ServiceProperties,
    alarms: Object.fromEntries(alarms.map(([id, { Properties }]) => [id, Properties as AlarmProperties<CfnText>])),
  };
}
