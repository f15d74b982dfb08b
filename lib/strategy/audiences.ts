import type { Audience } from './step';

const isList = (audience: Audience | readonly Audience[]): audience is readonly Audience[] => Array.isArray(audience);

/** One audience or several, as a list. A parsed strategy always holds a list. */
export function audiencesOf(audience: Audience | readonly Audience[] | undefined): readonly Audience[] {
  if (audience === undefined) return [];
  return isList(audience) ? audience : Object.freeze([audience]);
}
