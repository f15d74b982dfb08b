import { type Plan, shares } from '../../lib/plan';

/** What CodeDeploy is told about the shift, as `AWS::CodeDeploy::DeploymentConfig` has it. */
export type TrafficRoutingConfig =
  | { readonly Type: 'AllAtOnce' }
  | {
      readonly Type: 'TimeBasedCanary';
      readonly TimeBasedCanary: { readonly CanaryPercentage: number; readonly CanaryInterval: number };
    }
  | {
      readonly Type: 'TimeBasedLinear';
      readonly TimeBasedLinear: { readonly LinearPercentage: number; readonly LinearInterval: number };
    };

const canary = (percent: number, minutes: number): TrafficRoutingConfig => ({
  Type: 'TimeBasedCanary',
  TimeBasedCanary: { CanaryPercentage: percent, CanaryInterval: minutes },
});

const linear = (percent: number, minutes: number): TrafficRoutingConfig => ({
  Type: 'TimeBasedLinear',
  TimeBasedLinear: { LinearPercentage: percent, LinearInterval: minutes },
});

export const routing = { atOnce: { Type: 'AllAtOnce' } as TrafficRoutingConfig, canary, linear } as const;

/** The configurations that CodeDeploy has for Lambda, by the name that SAM gives them. */
const PREDEFINED: Readonly<Record<string, TrafficRoutingConfig>> = {
  AllAtOnce: routing.atOnce,
  Canary10Percent5Minutes: canary(10, 5),
  Canary10Percent10Minutes: canary(10, 10),
  Canary10Percent15Minutes: canary(10, 15),
  Canary10Percent30Minutes: canary(10, 30),
  Linear10PercentEvery1Minute: linear(10, 1),
  Linear10PercentEvery2Minutes: linear(10, 2),
  Linear10PercentEvery3Minutes: linear(10, 3),
  Linear10PercentEvery10Minutes: linear(10, 10),
};

/** What CodeDeploy puts before the names. */
const PREFIX = 'CodeDeployDefault.Lambda';

const same = (a: TrafficRoutingConfig, b: TrafficRoutingConfig): boolean => JSON.stringify(a) === JSON.stringify(b);

/** SAM's name of a configuration that CodeDeploy has; undefined when one must be made. */
export const predefinedType = (wanted: TrafficRoutingConfig): string | undefined =>
  Object.keys(PREDEFINED).find((name) => same(PREDEFINED[name] as TrafficRoutingConfig, wanted));

/** CodeDeploy's full name of a predefined configuration. */
export const predefinedName = (type: string): string => `${PREFIX}${type}`;

/** The configuration behind a predefined name, with or without CodeDeploy's prefix. */
export const predefinedRouting = (name: string): TrafficRoutingConfig | undefined =>
  PREDEFINED[name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name];

/** A share of the requests, and how long it lasts. Seconds. */
export interface Stair {
  readonly weight: number;
  readonly seconds: number;
}

/** The shares below 100 % in order; phases of one weight are one stair, and a stair that nobody stays on is none. */
export function stairsOf(plan: Plan, settle: (hold: number) => number): Stair[] {
  const stairs = new Map<number, number>();
  for (const { weight, hold } of shares(plan)) {
    if (weight > 0 && hold > 0) stairs.set(weight, (stairs.get(weight) ?? 0) + settle(hold));
  }
  return [...stairs].map(([weight, seconds]) => ({ weight, seconds }));
}
