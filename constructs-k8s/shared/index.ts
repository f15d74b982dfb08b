export type { IngressTls } from './ingress';
export type { Time } from './milliseconds';
export type { Driver } from './routing/driver';
export type { ReleaseRoutingProps } from './routing/judged';
export type { RoutedPhase } from './routing/phase';
export type { Routing } from './routing/trace';
