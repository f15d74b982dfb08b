import { firstId } from '../../simulate/read/cloudformation/template';
import { type Part, textsIn } from '../read/resource';
import type { App } from './app';

const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'] as const;

/** An alarm of CloudWatch, and who hears it. */
export interface Alarm {
  readonly part: Part;
  /** What calls people or systems; empty: nobody is called. */
  readonly actions: readonly Part[];
  readonly isOff: boolean;
  /** The part that names it elsewhere: a deployment, a composite alarm. */
  readonly named: Part | undefined;
}

const SCALES = /ScalingPolicy$/;

/** Where a deployment, a composite alarm or an environment names alarms. */
function namings(app: App): Part[] {
  return [
    ...app
      .of('AWS::ECS::Service')
      .map((part) => part.at('Properties', 'DeploymentConfiguration', 'Alarms', 'AlarmNames')),
    ...app.of('AWS::CodeDeploy::DeploymentGroup').map((part) => part.at('Properties', 'AlarmConfiguration')),
    ...app.of('AWS::Serverless::Function').map((part) => part.at('Properties', 'DeploymentPreference', 'Alarms')),
    ...app.of('AWS::CloudWatch::CompositeAlarm').map((part) => part.at('Properties', 'AlarmRule')),
    ...app.of('AWS::AppConfig::Environment').map((part) => part.at('Properties', 'Monitors')),
    ...app.of('AWS::AutoScaling::AutoScalingGroup').map((part) => part.at('UpdatePolicy')),
  ].filter(({ isThere }) => isThere);
}

function names(naming: Part, alarm: Part): boolean {
  if (naming.resource.scope !== alarm.resource.scope) return false;
  if (firstId(naming.value, new Set([alarm.resource.name])) !== undefined) return true;
  const name = alarm.at('Properties', 'AlarmName').text;
  return textsIn(naming).some(
    ({ text = '' }) => (name !== undefined && text.includes(name)) || text.includes(`\${${alarm.resource.name}`),
  );
}

export function alarmsIn(app: App): Alarm[] {
  const all = namings(app);
  return app.of(ALARMS).map((part) => {
    const properties = part.at('Properties');
    const actions = properties
      .at('AlarmActions')
      .items.filter((action) => !SCALES.test(app.referred(action)?.resource.kind ?? ''));
    const scales = properties.at('AlarmActions').items.length > actions.length;
    const named = all.find((naming) => naming.resource !== part.resource && names(naming, part));
    return {
      part,
      actions,
      isOff: properties.at('ActionsEnabled').isFalse,
      named: named ?? (scales ? properties.at('AlarmActions') : undefined),
    };
  });
}
