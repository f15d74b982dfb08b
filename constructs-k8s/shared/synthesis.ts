import { type ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from './manifest';

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

/** Lets {@link synthesisOf} know when the app of a construct is synthesised. */
export function watchSynthesis(construct: IConstruct): void {
  const app = construct.node.root;
  if (!(app instanceof App) || watched.has(app)) return;
  watched.add(app);
  app.synth = during(app, app.synth);
  app.synthYaml = during(app, app.synthYaml);
}

/**
 * The synthesis of the whole app that is going on. cdk8s validates every construct of the app again before each chart; from the first validation to
 * the last file nothing changes, so that what was found once stands. Undefined outside of one, and while a single chart is rendered.
 */
export const synthesisOf = (construct: IConstruct): object | undefined => running.get(construct.node.root);

/** An object as it will be written, patches included. In a synthesis of the whole app it is rendered once: just this is written. */
export function look(object: ApiObject): Manifest {
  const synthesis = synthesisOf(object);
  const manifest = object.toJson() as Manifest;
  if (synthesis === undefined) return manifest;
  const { toJson } = object;
  object.toJson = () => {
    object.toJson = toJson;
    return synthesisOf(object) === synthesis ? manifest : object.toJson();
  };
  return manifest;
}
