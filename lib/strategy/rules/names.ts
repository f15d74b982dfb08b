import { show } from '../../findings';
import type { Draft, DraftAudience, Some } from './draft';
import type { Report } from './report';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /(?!\t)\p{Cc}/u;

export function headerName(name: string, path: string, report: Report): void {
  if (TOKEN.test(name)) return;
  const near = name
    .trim()
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const fix = near === '' ? 'write a name such as `x-beta`' : `write \`${near.slice(0, 60)}\``;
  report.add('header-name', path, 'This is not a name that HTTP takes', {
    received: show(name),
    expected: 'letters, digits and signs such as `-` and `_`',
    fix,
  });
}

export function headerValue(value: string, path: string, report: Report): void {
  if (!CONTROL.test(value)) return;
  const near = value.replace(/\s+/g, ' ').trim();
  const fix = CONTROL.test(near) ? 'leave the control characters out' : `write ${show(near)}`;
  report.add('header-value', path, 'This value has control characters', {
    received: show(value),
    expected: 'one line of text',
    fix,
  });
}

/** What proxies (RE2) write differently: flags within the expression, and names of groups. */
const asJavaScript = (text: string): string =>
  text
    .replace(/\(\?[a-zA-Z-]+\)/g, '')
    .replace(/\(\?[a-zA-Z-]+:/g, '(?:')
    .replace(/\(\?P</g, '(?<');

function expression(text: string, path: string, report: Report): void {
  try {
    new RegExp(asJavaScript(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/: /s, '') : 'it does not compile';
    report.add('regular-expression', path, `This regular expression is wrong: ${reason}`, {
      received: show(text),
      fix: 'mend it, or write `equals` or `prefix`',
    });
  }
}

function audience(one: DraftAudience, path: string, report: Report): void {
  for (const place of ['header', 'cookie'] as const) {
    const match = one[place];
    if (match === undefined) continue;
    if (match.name !== undefined) headerName(match.name, `${path}.${place}.name`, report);
    if (match.matches !== undefined) expression(match.matches, `${path}.${place}.matches`, report);
    for (const how of ['equals', 'prefix'] as const) {
      const value = match[how];
      if (value !== undefined) headerValue(value, `${path}.${place}.${how}`, report);
    }
  }
  one.users?.forEach((user, at) => {
    if (user === undefined) return;
    if (user.trim() === '')
      report.add('empty-text', `${path}.users[${at}]`, 'This user has no name', {
        received: show(user),
        fix: 'leave the entry out',
      });
    headerValue(user, `${path}.users[${at}]`, report);
  });
  if (one.userHeader !== undefined) headerName(one.userHeader, `${path}.userHeader`, report);
}

/** A single audience has become a list of one; its findings stand where it was written. */
function audiences(list: Some<DraftAudience> | undefined, written: unknown, path: () => string, report: Report): void {
  if (list?.length === 0) {
    const fix = "write `{ header: { name: x-beta, equals: 'yes' } }`, or leave `audience` out";
    const detail = { received: 'an empty list', expected: 'at least one audience', fix };
    report.add('empty-audience', path(), 'Nobody is in this audience', detail);
  }
  list?.forEach((one, at) => {
    if (one !== undefined) audience(one, Array.isArray(written) ? `${path()}[${at}]` : path(), report);
  });
}

/** The names and values by which requests are told apart. */
export function nameRules(draft: Draft, value: Readonly<Record<string, unknown>>, report: Report): void {
  audiences(draft.audience, value.audience, () => 'audience', report);
  const written = Array.isArray(value.steps) ? value.steps : [];
  draft.steps?.forEach((step, at) => {
    const { audience: here } = (written[at] ?? {}) as { readonly audience?: unknown };
    audiences(step?.audience, here, () => `steps[${at}].audience`, report);
  });
  const { stickiness } = draft;
  if (stickiness !== undefined && 'name' in stickiness && stickiness.name !== undefined) {
    headerName(stickiness.name, 'stickiness.name', report);
  }
}
