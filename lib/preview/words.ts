import type { PreviewModel } from './model';
import { type GuardSight, riseText } from './sight';
import type { Stretch } from './stretch';

export const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

/** What a guard sees in a stretch, in words. */
export function sightText(sight: GuardSight | undefined): string {
  if (sight === undefined) return '';
  if (sight.sight === 'unknown') return 'not known';
  return `${sight.sight === 'weak' ? 'weak: ' : ''}${riseText(sight)}`;
}

const NAMES: Readonly<Partial<Record<Stretch['kind'], string>>> = {
  approval: 'a person approves',
  exchange: 'copies change',
  gap: 'nothing answers',
};

/** What a stretch is called in a list. */
export const nameOf = ({ kind, name }: Stretch): string => NAMES[kind] ?? name;

/** What guard number `guard` sees in stretch number `at`, in words. */
export const seenIn = ({ guards }: PreviewModel, guard: number, at: number): string =>
  sightText(guards[guard]?.sights.find(({ stretch }) => stretch === at));
