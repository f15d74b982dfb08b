import { appendFileSync } from 'node:fs';
import type { ClauseKey } from '../../../lib/fidelity/clause';
import { builtVersion, engineOf, withAllBelow } from '../setup';

/**
 * A suite that runs on engines and what they run on. Where one of them is absent it fails in CI, and is skipped with a sentence elsewhere.
 *
 *     describeWith(['argo-rollouts'], 'Argo Rollouts, played', () => { … });
 */
export function describeWith(engines: readonly string[], title: string, suite: () => void): void {
  const absent = withAllBelow(engines).filter((name) => builtVersion(name) === undefined);
  const sentence = absent
    .map((name) => `${name} ${engineOf(name).version} is not built: run npm run engines:setup`)
    .join('; ');
  note({ suite: title, engines });
  if (absent.length === 0) {
    describe(title, suite);
  } else if (process.env.CI !== undefined) {
    describe(title, () => {
      test('has its engines', () => {
        throw new Error(sentence);
      });
    });
  } else {
    process.stderr.write(`skipped: ${title}: ${sentence}\n`);
    describe.skip(title, suite);
  }
}

/** Where something was seen: which target's output, on which engine. */
export interface Seen {
  /** A target's id, `argo-rollouts/istio`. */
  readonly target: string;
  /** An engine's name, `argo-rollouts`. */
  readonly engine: string;
  /**
   * `played` on the engine; `accepted` by what admits it on the platform; or valid by a published `schema` alone, where the platform admits it by
   * code of its own that does not run here. @default 'played'
   */
  readonly how?: 'played' | 'accepted' | 'schema';
}

/** Says that clauses, or something in words, were seen on an engine; call it after what proves it. It makes docs/verified.md. */
export function saw(where: Seen, ...what: readonly (ClauseKey | `${string} ${string}`)[]): void {
  for (const one of what) note({ how: 'played', ...where, what: one });
}

/** Adds a line to what this run tells the page. */
function note(line: object): void {
  const file = process.env.CUTOVER_SEEN;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}
