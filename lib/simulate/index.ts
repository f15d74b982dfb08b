export { type Effect, effectOf, type Fault, type FaultKind } from './fault';
export { IDEAL_ENGINE, playable } from './of-plan';
export type { Happening, Outcome, Result } from './outcome';
export { play } from './play';
export type { Counting, Engine, Playable, PlayableGuard, Reader, Reading, Unplayed, Verdict } from './playable';
export { type Scenario, scenario } from './scenario';
export { Seen, type Version } from './seen';
export { Traffic, type TrafficModel } from './traffic';
