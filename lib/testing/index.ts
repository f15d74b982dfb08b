export type { Finding } from '../findings';
export { CutoverError } from '../findings';
export type { Happening, Outcome, Playable, Result } from '../simulate';
export { Fault, type ParsedFault, parseFault } from './fault';
export { type CutoverMatchers, cutoverMatchers, type Hit, type MatcherResult } from './matchers';
export { sentenceOf, timelineText } from './report';
export { type Simulation, simulate } from './simulation';
export type { Simulated } from './source';
export { Traffic, type Usual } from './traffic';
