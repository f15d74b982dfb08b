import type { Part } from '../read/resource';
import type { App } from './app';

/** A variable of a process's environment. */
export interface Variable {
  readonly name: string;
  readonly part: Part;
  /** Undefined where it comes from elsewhere: a secret, a reference. */
  readonly value: string | undefined;
}

const named = (list: Part, name: string, value: string): Variable[] =>
  list.items.flatMap((part) => {
    const key = part.at(name).text;
    return key === undefined ? [] : [{ name: key, part, value: part.at(value).text }];
  });

/** All variables that processes are given. */
export function variablesIn(app: App): Variable[] {
  const pods = [...app.workloads.flatMap((one) => (one.platform === 'kubernetes' ? one.containers : []))];
  const tasks = app
    .of('AWS::ECS::TaskDefinition')
    .flatMap((part) => part.at('Properties', 'ContainerDefinitions').items);
  const functions = app.of(['AWS::Lambda::Function', 'AWS::Serverless::Function']);
  return [
    ...pods.flatMap(({ part }) => named(part.at('env'), 'name', 'value')),
    ...tasks.flatMap((part) => [
      ...named(part.at('Environment'), 'Name', 'Value'),
      ...named(part.at('Secrets'), 'Name', 'Value'),
    ]),
    ...functions.flatMap((part) =>
      part
        .at('Properties', 'Environment', 'Variables')
        .entries.map(([name, variable]) => ({ name, part: variable, value: variable.text })),
    ),
  ];
}
