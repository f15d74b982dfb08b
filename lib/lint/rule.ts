import type { App } from './app/app';
import type { DrainFinding } from './app/drain';
import type { Evidence, Part } from './read/resource';

/** How serious it is where a rule is broken. */
export type Level = 'error' | 'warning';

/** One thing that a rule saw. */
export interface Observation {
  /** Right; wrong; cannot be seen in these files; or seen, which by itself proves nothing. */
  readonly outcome: 'good' | 'bad' | 'unseen' | 'seen';
  /** The resource that it is about: `Deployment shop/web`. */
  readonly about: string;
  readonly message: string;
  /** Of what is wrong. */
  readonly level?: Level;
  readonly evidence: readonly Evidence[];
  /** What to write instead, here. */
  readonly fix?: string;
}

/** One item of the checklist. */
export interface Rule {
  /** By which it is accepted and answered. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'practice' | 'pitfall';
  /** What it looks at, for the documentation. */
  readonly reads: string;
  /** When it fails, and when it passes, for the documentation. */
  readonly fails: string;
  readonly passes: string;
  /** What a person is asked where the files do not tell; “yes” is right. */
  readonly question: string;
  readonly why: string;
  readonly fix: string;
  readonly source: string;
  /** What it means that nothing was seen at all: a person is asked, or there is nothing to judge, and why. */
  readonly unless: { readonly asked: string } | { readonly notApplicable: string };
  look(app: App): readonly Observation[];
}

const evidenceOf = (parts: Part | readonly Part[]): readonly Evidence[] =>
  (Array.isArray(parts) ? (parts as readonly Part[]) : [parts as Part]).map(({ evidence }) => evidence);

const about = (parts: Part | readonly Part[]): string => {
  const [first] = Array.isArray(parts) ? (parts as readonly Part[]) : [parts as Part];
  return first?.resource.title ?? '';
};

type Parts = Part | readonly [Part, ...Part[]];

/** Right, by these parts. */
export const good = (parts: Parts, message: string): Observation => ({
  outcome: 'good',
  about: about(parts),
  message,
  evidence: evidenceOf(parts),
});

/** Wrong, by these parts. */
export const bad = (parts: Parts, message: string, fix: string, level: Level = 'error'): Observation => ({
  outcome: 'bad',
  about: about(parts),
  message,
  level,
  evidence: evidenceOf(parts),
  fix,
});

/** Wrong, by the arithmetic of leaving and arriving pods. */
export const mistaken = ({ finding, parts }: DrainFinding, advice?: string): Observation =>
  bad(parts, finding.message, [finding.fix, advice].filter((text) => text !== undefined).join(' '), 'warning');

/** These files do not tell. */
export const unseen = (parts: Parts, message: string): Observation => ({
  outcome: 'unseen',
  about: about(parts),
  message,
  evidence: evidenceOf(parts),
});

/** Worth knowing for whoever answers. */
export const seen = (parts: Parts, message: string): Observation => ({
  outcome: 'seen',
  about: about(parts),
  message,
  evidence: evidenceOf(parts),
});
