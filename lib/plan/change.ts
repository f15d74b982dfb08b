/** One thing that is different between two plans. */
export interface Change {
  /** The field of the strategy. */
  readonly path: string;
  /** What changed, in words: `guard latency-p99 is gone`. */
  readonly message: string;
  /** Whether a faulty release is caught less surely, or reaches more users, than before. */
  readonly effect: 'weaker' | 'safer' | 'neutral';
  readonly before?: string;
  readonly after?: string;
}

export type Effect = Change['effect'];

/** More of it is safer, or more of it is weaker. */
export const byOrder = (before: number, after: number, more: 'safer' | 'weaker'): Effect => {
  if (before === after) return 'neutral';
  const less = more === 'safer' ? 'weaker' : 'safer';
  return after > before ? more : less;
};

/** One change where the texts differ. */
export const moved = (path: string, what: string, before: string, after: string, effect: Effect): Change[] =>
  before === after ? [] : [{ path, message: `${what} is ${after}, was ${before}`, effect, before, after }];

/** What is in one list and not in the other, by name. */
export function comings(path: string, noun: string, before: readonly string[], after: readonly string[]): Change[] {
  const gone = before.filter((name) => !after.includes(name));
  const fresh = after.filter((name) => !before.includes(name));
  return [
    ...gone.map((name): Change => ({ path, message: `${noun} ${name} is gone`, effect: 'weaker', before: name })),
    ...fresh.map((name): Change => ({ path, message: `${noun} ${name} is new`, effect: 'safer', after: name })),
  ];
}
