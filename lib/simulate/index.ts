export { type Effect, effectOf, type Fault, type FaultKind } from './fault';
export type { Happening, Outcome } from './outcome';
export { play } from './play';
export { type Counting, type Engine, IDEAL_ENGINE, type Playable, type PlayableGuard, playable } from './playable';
export { type Scenario, scenario } from './scenario';
export { Traffic, type TrafficModel } from './traffic';
