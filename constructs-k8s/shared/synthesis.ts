import { type ApiObject, App } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { Manifest } from './manifest';

/** The syntheses that are going on, by their apps. */
const running = new WeakMap<IConstruct, object>();
const watched = new WeakSet<IConstruct>();

const during =
  <Args extends unknown[], Result>(app: App, run: (...args: Args) => Result) =>
  (...args: Args): Result => {
    running.set(app, {});
    try {
      return run.apply(app, args);
    } finally {
      running.delete(app);
    }
  };

function watch(app: IConstruct): void {
  if (!(app instanceof App) || watched.has(app)) return;
  watched.add(app);
  app.synth = during(app, app.synth);
  app.synthYaml = during(app, app.synthYaml);
}

/**
 * Validates a construct. cdk8s asks every construct of the app again before each chart; from the first time to the last file nothing changes, so
 * that one answer stands for the whole synthesis. A chart that is rendered by itself is validated each time.
 */
export function validateOnce(construct: Construct, validate: () => string[]): void {
  const app = construct.node.root;
  watch(app);
  let answer: { readonly synthesis: object; readonly problems: string[] } | undefined;
  construct.node.addValidation({
    validate: () => {
      const synthesis = running.get(app);
      if (synthesis === undefined) return validate();
      if (answer?.synthesis !== synthesis) answer = { synthesis, problems: validate() };
      return answer.problems;
    },
  });
}

/** An object as it is written, patches included. In a synthesis of the app it is rendered once, and what was looked at is written. */
export function look(object: ApiObject): Manifest {
  const app = object.node.root;
  const synthesis = running.get(app);
  const manifest = object.toJson() as Manifest;
  if (synthesis === undefined) return manifest;
  const { toJson } = object;
  object.toJson = () => {
    object.toJson = toJson;
    return running.get(app) === synthesis ? manifest : object.toJson();
  };
  return manifest;
}
