import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  /** Seconds. @default 60 */
  readonly within?: number;
  /** Milliseconds between two looks. @default 150 */
  readonly every?: number;
  /** What is said beside the last state when the time is up. */
  readonly explain?: () => string | Promise<string>;
}

/** Looks until what it sees will do, and gives it; fails with the last that it saw. A look that throws is taken again. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  will: (seen: T) => boolean,
  { within = 60, every = 150, explain }: UntilOptions = {},
): Promise<T> {
  const end = performance.now() + within * 1000;
  for (let last: unknown; ; await sleep(every)) {
    try {
      const seen = await look();
      if (will(seen)) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() < end) continue;
    throw new Error(
      [`${within} s passed before ${what}.`, `Last seen: ${text(last)}`, await explain?.()].filter(Boolean).join('\n'),
    );
  }
}

/** Of an object of the API, its status says what matters. */
function text(seen: unknown): string {
  if (seen instanceof Error) return seen.message;
  const { status } = (seen ?? {}) as { status?: unknown };
  return (JSON.stringify(status ?? seen, null, 1) ?? 'nothing').slice(0, 4000);
}
