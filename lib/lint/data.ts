import type { Checklist, Item } from './checklist';
import { counted } from './checklist';

function itemData({ rule, verdict, state, level, observations, note, answer }: Item): object {
  return {
    id: rule.id,
    kind: rule.kind,
    title: rule.title,
    verdict,
    state,
    level: level ?? null,
    observations: observations.map(({ outcome, about, message, level: own, evidence, fix, accepted }) => ({
      outcome,
      about,
      message,
      level: own ?? null,
      evidence,
      fix: fix ?? null,
      accepted: accepted ?? null,
    })),
    note: note ?? null,
    question: verdict === 'asked' ? rule.question : null,
    answer: answer ?? null,
    fix: rule.fix,
    source: rule.source,
  };
}

/** The checklist as one JSON object. */
export const checklistData = (checklist: Checklist): object => ({
  files: checklist.files,
  resources: checklist.resources,
  skipped: checklist.skipped,
  counts: counted(checklist),
  rules: checklist.items.map(itemData),
  findings: checklist.findings,
});
