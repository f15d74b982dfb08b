import type { Part } from '../read/resource';
import type { App } from './app';
import { type Variable, variablesIn } from './environment';

const VENDORS =
  /^(?:[A-Z0-9]+_)*(?:LAUNCHDARKLY|LAUNCH_DARKLY|LD_SDK|UNLEASH|FLAGSMITH|GROWTHBOOK|CONFIGCAT|OPTIMIZELY|FLIPT|FLAGD|STATSIG|SPLIT_IO|SPLITIO|DEVCYCLE|OPENFEATURE|OFREP)(?:_[A-Z0-9_]+)?$/;
const IMAGES =
  /(?:^|\/)(?:flagd|unleash-server|unleash-proxy|unleash-edge|flagsmith|flipt|growthbook|go-feature-flag|ld-relay)(?:[:@/]|$)/i;

/** What among the files says that features can be switched without a release. */
export function flagSystems(app: App): Part[] {
  const resources = app.of(
    ['FeatureFlag', 'FeatureFlagSource', 'FeatureFlagConfiguration', 'FlagSourceConfiguration', 'Flagd'],
    /^core\.openfeature\.dev$/,
  );
  const profiles = app
    .of('AWS::AppConfig::ConfigurationProfile')
    .map((part) => part.at('Properties', 'Type'))
    .filter(({ text }) => text === 'AWS.AppConfig.FeatureFlags');
  const vendors = variablesIn(app)
    .filter(({ name }) => VENDORS.test(name))
    .map(({ part }) => part.unshown);
  const workloads = app.workloads.flatMap((one) => {
    if (one.platform === 'lambda') return [];
    const images = one.containers.filter(({ image = '' }) => IMAGES.test(image)).map(({ part }) => part);
    const enabled =
      one.platform === 'kubernetes'
        ? one.part.at('spec', 'template', 'metadata', 'annotations', 'openfeature.dev/enabled')
        : undefined;
    return enabled?.isTrue === true ? [...images, enabled] : images;
  });
  return [...resources, ...profiles, ...vendors, ...workloads];
}

const SWITCH = /^(?:FEATURE(?:S|_FLAGS?)?|FF|FLAG)_[A-Z0-9_]+$|^[A-Z0-9_]+_FEATURE(?:_FLAG|_ENABLED)?$/;
const STATE = /^(?:true|false|on|off|enabled|disabled|yes|no|0|1)$/i;

/** Switches that are variables of the environment. */
export const bakedFlags = (app: App): readonly Variable[] =>
  variablesIn(app).filter(({ name, value }) => SWITCH.test(name) && value !== undefined && STATE.test(value));
