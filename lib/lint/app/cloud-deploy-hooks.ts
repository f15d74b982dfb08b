import type { Part } from '../read/resource';
import type { App } from './app';
import { calling, type Hook } from './hook';

const CLOUD_DEPLOY = /^deploy\.cloud\.google\.com$/;

/** What Google Cloud Deploy runs in a phase: `verify` and `postdeploy` after it. */
function phaseHooks(phase: Part, percentage: number | undefined): Hook[] {
  const when = percentage === 0 ? 'before' : percentage === 100 ? 'after' : 'between';
  const place = percentage === undefined ? '' : ` at ${percentage}%`;
  const [verify, after] = [phase.at('verify'), phase.at('postdeploy', 'actions')];
  return [
    ...(verify.isTrue ? [calling(when, verify, `the verification${place}`)] : []),
    ...(after.items.length > 0 ? [calling(when, after, `the action${place}`)] : []),
  ];
}

/** Hooks of the stages of a pipeline, and of the phases of its canaries. */
export function cloudDeployHooks(app: App): Hook[] {
  return app.of('DeliveryPipeline', CLOUD_DEPLOY).flatMap((pipeline) =>
    pipeline.at('serialPipeline', 'stages').items.flatMap((stage, at, { length }): Hook[] => {
      const strategy = stage.at('strategy');
      const canary = strategy.at('canary', 'canaryDeployment');
      const phases = strategy.at('canary', 'customCanaryDeployment', 'phaseConfigs').items;
      // A stage that is not the last one is tried before production gets the version.
      const standard = phaseHooks(strategy.at('standard'), 100).map(
        (hook): Hook =>
          at < length - 1 ? { ...hook, when: 'before', what: `${hook.what} in an earlier stage` } : hook,
      );
      // The last phase of a canary is always the one with everybody.
      return [
        ...standard,
        ...phaseHooks(canary, 100),
        ...phases.flatMap((phase) => phaseHooks(phase, phase.at('percentage').number)),
      ];
    }),
  );
}
