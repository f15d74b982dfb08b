import { parseAllDocuments } from 'yaml';

/** What stands for lines, or for a part of a text, that are left out. */
const LEFT_OUT = '…';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function isLike(shown: string, whole: string): boolean {
  if (!shown.includes(LEFT_OUT)) return shown === whole;
  return new RegExp(`^${shown.split(LEFT_OUT).map(escaped).join('[^]*')}$`).test(whole);
}

/** Whether a value is a part of another one: fewer fields, fewer elements in the same order, texts with `…` in them. */
export function isPartOf(shown: unknown, whole: unknown): boolean {
  if (typeof shown === 'string') return typeof whole === 'string' && isLike(shown, whole);
  if (typeof shown !== 'object' || shown === null) return shown === whole;
  if (Array.isArray(shown)) {
    if (!Array.isArray(whole)) return false;
    let from = 0;
    return shown.every((element) => {
      const at = whole.findIndex((candidate, index) => index >= from && isPartOf(element, candidate));
      from = at + 1;
      return at >= 0;
    });
  }
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(shown).every(([key, value]) => isPartOf(value, (whole as Record<string, unknown>)[key]));
}

const valuesOf = (yaml: string): unknown[] => parseAllDocuments(yaml).map((document) => document.toJS());

/** The documents that a page shows and that are no part of any document that was printed. */
export function notPrinted(shown: string, printed: string): unknown[] {
  const documents = valuesOf(printed);
  return valuesOf(shown).filter((value) => !documents.some((document) => isPartOf(value, document)));
}

/** The lines of a page as they were printed: the same, or parts in this order around lines of `…`. */
export const isShown = (shown: string, printed: string): boolean =>
  isLike(
    shown
      .trim()
      .split('\n')
      .map((line) => (line.trim() === LEFT_OUT ? LEFT_OUT : line))
      .join('\n'),
    printed.trim(),
  );
