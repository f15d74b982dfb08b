/** How many requests come, as a function of the seconds since the release began. */
export type TrafficModel =
  | { readonly kind: 'constant'; readonly requestsPerSecond: number }
  /** A day's wave around the mean: `swing` (0–1) up and down; the release starts at this hour of the day. */
  | {
      readonly kind: 'daily';
      readonly requestsPerSecond: number;
      readonly swing: number;
      readonly startsAtHour: number;
    }
  /** The usual traffic, and `times` as much for `lasts` seconds of each `every` seconds. */
  | {
      readonly kind: 'bursty';
      readonly requestsPerSecond: number;
      readonly times: number;
      readonly lasts: number;
      readonly every: number;
    };

const DAY = 86_400;
/** The hour of the day with the most traffic. */
const BUSIEST = 20;

/** Requests per second at a time. */
export function requestsPerSecond(model: TrafficModel, at: number): number {
  switch (model.kind) {
    case 'constant':
      return model.requestsPerSecond;
    case 'daily': {
      const hour = model.startsAtHour + (at % DAY) / 3600;
      return model.requestsPerSecond * (1 + model.swing * Math.cos(((hour - BUSIEST) / 24) * 2 * Math.PI));
    }
    case 'bursty':
      return model.requestsPerSecond * (at % model.every < model.lasts ? model.times : 1);
  }
}

/** The next time after `now` at which the traffic jumps. */
export const nextJump = (model: TrafficModel, now: number): number => {
  if (model.kind !== 'bursty') return Number.POSITIVE_INFINITY;
  const start = Math.floor(now / model.every) * model.every;
  return now < start + model.lasts ? start + model.lasts : start + model.every;
};

/** Traffic, as it is written in TypeScript. Times are seconds here; {@link simulate} takes them with their units. */
export const Traffic = {
  constant: (requestsPerSecond: number): TrafficModel => ({ kind: 'constant', requestsPerSecond }),
  daily: (requestsPerSecond: number, { swing = 0.6, startsAtHour = 10 } = {}): TrafficModel => ({
    kind: 'daily',
    requestsPerSecond,
    swing,
    startsAtHour,
  }),
  bursty: (requestsPerSecond: number, { times = 10, lasts = 60, every = 600 } = {}): TrafficModel => ({
    kind: 'bursty',
    requestsPerSecond,
    times,
    lasts,
    every,
  }),
  /** A service that hardly anybody calls: six requests a minute unless said otherwise. */
  low: (requestsPerSecond = 0.1): TrafficModel => ({ kind: 'constant', requestsPerSecond }),
} as const;
