import { millisecondsIn, type Time } from '../shared/milliseconds';

/** A time as Istio writes it: `1.5s`. */
export const istioTime = (time: Time): string => `${millisecondsIn(time) / 1000}s`;
