import type { Finding } from './finding';

/** A finding as indented lines: where and what, then what was received, what is allowed, and what to write. */
export function findingText(finding: Finding): string {
  const detail: ReadonlyArray<readonly [string, string | undefined]> = [
    ['received', finding.received],
    ['allowed', finding.expected],
    ['fix', finding.fix],
    ['see', finding.source],
  ];
  const head = `  ${finding.path === '' ? '' : `${finding.path}: `}${finding.message} [${finding.id}]`;
  const lines = detail.filter(([, text]) => text !== undefined).map(([label, text]) => `    ${label}: ${text}`);
  return [head, ...lines].join('\n');
}

/** Findings as lines; advice that was given just now is not repeated. */
export function findingsText(findings: readonly Finding[]): string {
  const given = new Set<string>();
  return findings
    .map((finding) => {
      const { fix } = finding;
      if (fix === undefined || fix.length < 60) return findingText(finding);
      const text = findingText(given.has(fix) ? { ...finding, fix: 'as above' } : finding);
      given.add(fix);
      return text;
    })
    .join('\n');
}

/** A value printed short enough for a message, whatever its size. */
export function show(value: unknown, limit = 60): string {
  if (typeof value === 'string') return JSON.stringify(value.length > limit ? `${value.slice(0, limit)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
    return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}
