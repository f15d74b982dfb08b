import type { Part } from '../read/resource';
import type { App } from './app';

/** Commands that pipelines among the files run. */
export function commandsIn(app: App): readonly Part[] {
  const workflows = app
    .of('workflow')
    .flatMap((part) => part.at('jobs').entries)
    .flatMap(([, job]) => job.at('steps').items)
    .flatMap((step) => [step.at('run'), step.at('uses')])
    .filter(({ text }) => text !== undefined);
  const scripts = app
    .of('pipeline')
    .flatMap((part) => part.entries)
    .flatMap(([, job]) => job.at('script').items)
    .filter(({ text }) => text !== undefined);
  return [...workflows, ...scripts];
}

/** The first command of a pipeline that says this. */
export const commandWith = (app: App, says: (text: string) => boolean): Part | undefined =>
  commandsIn(app).find(({ text }) => says(text ?? ''));
