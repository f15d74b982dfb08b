import { show } from '../../../lib/findings';
import { audienceText, type Phase, type Plan } from '../../../lib/plan';
import type { Audience } from '../../../lib/strategy';
import { headersOf } from './matches';
import { cookieProblem, re2Problem } from './regex';

/** An audience where a plan first has it. */
export interface PlacedAudience {
  readonly audience: Audience;
  /** The field of the strategy. */
  readonly path: string;
  /** Whether the plan has had the same one before. */
  readonly repeated: boolean;
  /** Whether some of its requests have fitted one before, so that a router never tries that match here. */
  readonly overlaps: boolean;
}

/** The audiences that a phase adds to those of the phase before. */
const added = (phase: Phase, before: Phase | undefined): readonly Audience[] =>
  phase.audience.slice(before?.audience.length ?? 0);

/** The audiences of a plan, in order. */
export function audiencesOf({ phases }: Plan): PlacedAudience[] {
  const known = new Set<string>();
  const tried = new Set<string>();
  return phases.flatMap((phase, at) =>
    added(phase, phases[at - 1]).map((audience) => {
      const path = phase.path.startsWith('steps[') ? `${phase.path}.audience` : phase.path;
      const text = audienceText(audience);
      const repeated = known.has(text);
      known.add(text);
      const matches = headersOf(audience).map(({ name, value }) => JSON.stringify([name.toLowerCase(), value]));
      const overlaps = matches.some((match) => tried.has(match));
      for (const match of matches) tried.add(match);
      return { audience, path, repeated, overlaps };
    }),
  );
}

/** What routers cannot do with a regular expression. */
export interface RegexProblem {
  readonly id: 'regex' | 'cookie-regex';
  readonly message: string;
  readonly received: string;
}

/** Why the regular expression of an audience would not work in a router with RE2; undefined when nothing is known against it. */
export function regexProblem(audience: Audience): RegexProblem | undefined {
  const field = 'header' in audience ? audience.header : 'cookie' in audience ? audience.cookie : undefined;
  if (field?.matches === undefined) return undefined;
  const received = show(field.matches);
  const unknown = re2Problem(field.matches);
  if (unknown !== undefined) return { id: 'regex', message: `RE2 has no ${unknown}`, received };
  const part = 'cookie' in audience ? cookieProblem(field.matches) : undefined;
  return part === undefined
    ? undefined
    : { id: 'cookie-regex', message: `\`${part}\` cannot be kept within the cookie`, received };
}
