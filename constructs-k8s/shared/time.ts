const UNITS = { h: 3600, m: 60, s: 1 } as const;

/** Seconds as Go writes a duration: `26h`, `1h30m`, `0s`. Go has no days. */
export function goDuration(seconds: number): string {
  let rest = Math.round(seconds);
  let text = '';
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

const PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;

/** Seconds of a Go duration, or of a bare number of seconds; undefined when the text is neither. */
export function goSeconds(duration: string | number): number | undefined {
  if (typeof duration === 'number') return duration;
  if (/^\d+$/.test(duration)) return Number(duration);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(duration)) return undefined;
  return [...duration.matchAll(PART)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unit === 'ms' ? 0.001 : UNITS[unit as keyof typeof UNITS]),
    0,
  );
}
