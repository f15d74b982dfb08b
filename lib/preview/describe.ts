import { formatDuration } from '../strategy';
import type { PreviewModel } from './model';
import { type GuardLane, riseText } from './sight';
import type { StretchKind } from './stretch';

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

const HOW: Readonly<Partial<Record<StretchKind, string>>> = {
  exchange: ', copy by copy',
  gap: ', after a time in which nothing answers',
};

/** How long a release takes, in words. */
export function lengthText({ length, approvals, isOpen }: PreviewModel): string {
  if (!isOpen) return formatDuration(length);
  const waits =
    approvals === 0 ? '' : `, and waits for ${approvals === 1 ? 'a person once' : `people ${approvals} times`}`;
  return length === 0 && approvals === 0 ? 'as long as the copies take' : `${formatDuration(length)} at least${waits}`;
}

function guardText({ name, sights }: GuardLane, { stretches }: PreviewModel): string {
  const weak = sights.filter(({ sight }) => sight === 'weak').map(({ stretch }) => stretches[stretch]?.name);
  const known = sights.filter(({ sight }) => sight !== 'unknown');
  if (known.length === 0) return `What guard ${name} sees is not known.`;
  const rises = known.flatMap(({ smallestRise }) => smallestRise ?? []);
  const best = known.find(({ smallestRise }) => smallestRise === Math.min(...rises));
  const sees = best === undefined ? 'sees nothing' : `sees ${riseText(best)} at best`;
  return `Guard ${name} ${sees}${weak.length === 0 ? '' : `; it is weak in ${[...new Set(weak)].join(', ')}`}.`;
}

/** A release in sentences, for people who cannot see the picture. */
export function describe(model: PreviewModel): string {
  const steps = model.stretches
    .filter(({ kind }) => kind !== 'approval' && kind !== 'after' && kind !== 'checks')
    .map(({ kind, name, weight, mirror, audience, from, to }) => {
      const parts = [
        `${percent(weight)} of requests`,
        ...(mirror > 0 ? [`a copy of ${percent(mirror)}`] : []),
        ...audience,
      ];
      return `${name}: ${parts.join(' and ')}${HOW[kind] ?? ` for ${formatDuration(to - from)}`}`;
    });
  const way = steps.length === 0 ? [] : [`${steps.join('; ')}.`];
  return [...way, `It takes ${lengthText(model)}.`, ...model.guards.map((guard) => guardText(guard, model))].join(' ');
}
