/** Advance widths of DejaVu Sans, the widest of the usual fonts, so that what fits there fits everywhere; parts of the font size. */
const GROUPS: Readonly<Record<string, number>> = {
  "'ijlIJ": 0.29,
  ' ,.·/:;\\|f-': 0.36,
  '()[]t!r"': 0.46,
  '*_`–sz?cL': 0.56,
  FkvxyPTYaoebd: 0.62,
  'ESghnpqu$0123456789{}': 0.64,
  KAVBRXZC: 0.7,
  'UHNDG&OQ': 0.79,
  'w#+<=>^~×≤✓M': 0.86,
  '%mW@…': 1,
};

const WIDTHS = new Map(
  Object.entries(GROUPS).flatMap(([letters, width]) => Array.from(letters, (one) => [one, width])),
);

/** Browsers that place letters on whole pixels make a text so much wider. */
const ROUNDING = 1.07;

/** Accented letters are at most this wide, and what is written in the squares of East Asia, as pictures are. */
const LETTER = 0.8;
const SQUARE = 1.3;

const widthOf = (letter: string): number =>
  ROUNDING * (WIDTHS.get(letter) ?? ((letter.codePointAt(0) ?? 0) < 0x2e80 ? LETTER : SQUARE));

/** The font size of the picture, in pixels. */
export const FONT = 12;
/** The size of what is said beside. */
export const SMALL = 10.5;
/** How much wider bold letters are. */
export const BOLD = 1.13;

/** How wide a text is at most, in pixels. */
export const widthOfText = (text: string, size = FONT): number =>
  Array.from(text).reduce((sum, letter) => sum + size * widthOf(letter), 0);

/** A text cut to a width; nothing where fewer than three letters would be left. */
export function cut(text: string, width: number, size = FONT): string {
  if (widthOfText(text, size) <= width) return text;
  const letters = Array.from(text);
  let room = width - size;
  const kept = letters.findIndex((letter) => {
    room -= size * widthOf(letter);
    return room < 0;
  });
  return kept < 3 ? '' : `${letters.slice(0, kept).join('').trimEnd()}…`;
}

/** The first of these texts that fits a width; nothing where none does. */
export const fitting = (texts: readonly string[], width: number, size = FONT): string =>
  texts.find((text) => widthOfText(text, size) <= width) ?? '';
