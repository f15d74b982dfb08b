import type { Part } from '../read/resource';
import type { App } from './app';
import { calling, type Hook } from './hook';

/** When CodeDeploy calls which hook: of services, functions and machines. */
const EVENTS: Readonly<Record<string, Hook['when']>> = {
  BeforeInstall: 'between',
  AfterInstall: 'before',
  AfterAllowTestTraffic: 'before',
  BeforeAllowTraffic: 'before',
  AfterAllowTraffic: 'after',
};

/** Of a machine, which gets its users back after the last of its own hooks. */
const MACHINE: Readonly<Record<string, Hook['when']>> = { ValidateService: 'before', AfterAllowTraffic: 'after' };

const event = (name: string, part: Part, events = EVENTS): Hook[] => {
  const when = Object.hasOwn(events, name) ? events[name] : undefined;
  const isEmpty = part.text?.trim() === '';
  return when === undefined || !part.isThere || isEmpty ? [] : [calling(when, part, `the hook ${name}`)];
};

/** Hooks of an AppSpec, and of blue/green that CloudFormation runs by CodeDeploy. */
export const codeDeployHooks = (app: App): Hook[] => [
  ...app
    .of('appspec')
    .flatMap((part) => part.at('Hooks').items)
    .flatMap(({ entries }) => entries.flatMap(([name, part]) => event(name, part))),
  ...app
    .of('appspec')
    .flatMap((part) => part.at('hooks').entries)
    .flatMap(([name, part]) => (part.items.length === 0 ? [] : event(name, part, MACHINE))),
  ...app
    .of('AWS::CodeDeploy::BlueGreen')
    .flatMap((part) => part.at('Properties', 'LifecycleEventHooks').entries)
    .flatMap(([name, part]) => event(name, part)),
];
