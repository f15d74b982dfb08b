/** An escape, a class, the start of a group, a repetition or a single character. */
const PART =
  /\\(?:u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>)|\{\d+(?:,\d*)?\}|[\s\S]/gu;

/** The longest repetition that RE2 counts. */
const MOST_REPEATS = 1000;

const partsOf = (regex: string): string[] => regex.match(PART) ?? [];

/** What RE2, the engine of Istio and Envoy, does not know about a part that ECMAScript takes. */
function unknownToRe2(part: string): string | undefined {
  if (/^\(\?<?[=!]/.test(part)) return `look-around \`${part}…)\``;
  if (/^\\([1-9]|k<)/.test(part)) return `back reference \`${part}\``;
  if (/^\\[uc]/.test(part)) return `escape \`${part}\``;
  if (/^\\[pP]\{.*=/.test(part)) return `property \`${part}\``;
  if (part === '[]' || part === '[^]') return `empty class \`${part}\``;
  if (part.startsWith('[')) return /\\[buc]/.test(part) ? `escape in the class \`${part}\`` : undefined;
  if (!part.startsWith('{')) return undefined;
  const most = Math.max(...(part.match(/\d+/g) ?? []).map(Number));
  return most > MOST_REPEATS ? `repetition \`${part}\` above ${MOST_REPEATS}` : undefined;
}

/** Why RE2 would not compile an expression that ECMAScript compiles; undefined when nothing is known against it. */
export function re2Problem(regex: string): string | undefined {
  for (const part of partsOf(regex)) {
    const unknown = unknownToRe2(part);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** Parts that take a semicolon, and what takes the same without it. */
const WITHOUT_SEMICOLON: ReadonlyMap<string, string> = new Map([
  ['.', '[^;]'],
  ['\\D', '[^;\\d]'],
  ['\\W', '[^;\\w]'],
  ['\\S', '[^;\\s]'],
]);

/** An anchor at the edge of the expression says what holds anyway: the whole value must fit. */
const START = '(?:)';
const END = '()';

function within(part: string, at: number, all: readonly string[]): string {
  if (part === '^' && at === 0) return START;
  if (part === '$' && at === all.length - 1) return END;
  return WITHOUT_SEMICOLON.get(part) ?? (part.startsWith('[^') ? `${part.slice(0, -1)};]` : part);
}

function without(part: string): string {
  for (const [semicolon, replaced] of WITHOUT_SEMICOLON) if (part === replaced) return semicolon;
  return part.startsWith('[^') ? `${part.slice(0, -2)}]` : part;
}

/** An expression for the value of a cookie, changed so that it cannot run over the cookie's end into the next one. */
export const withinCookie = (regex: string): string => partsOf(regex).map(within).join('');

/** The expression that {@link withinCookie} was given. */
export function outOfCookie(regex: string): string {
  const begins = regex.startsWith(START);
  const ends = regex.endsWith(END) && !regex.endsWith(`\\${END}`);
  const middle = regex.slice(begins ? START.length : 0, ends ? -END.length : undefined);
  return `${begins ? '^' : ''}${partsOf(middle).map(without).join('')}${ends ? '$' : ''}`;
}

function fitsSemicolon(part: string): boolean {
  if (/^[()|*+?{]/.test(part) || part === '\\b' || part === '\\B') return false;
  return new RegExp(`^(?:${part})$`, 'u').test(';');
}

/** The part of an expression that cannot be kept within one cookie; undefined when there is none. */
export function cookieProblem(regex: string): string | undefined {
  return partsOf(regex).find((part, at, all) => {
    const kept = within(part, at, all);
    return kept === '^' || kept === '$' || fitsSemicolon(kept);
  });
}
