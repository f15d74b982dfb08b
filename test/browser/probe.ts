/** A piece of text of the picture, in pixels. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** An expression for the page: its texts in the picture, and the picture itself. */
export const WORDS = `(() => {
  const box = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect(); return { left, right, top, bottom }; };
  const picture = document.querySelector('svg');
  return { picture: box(picture), words: [...picture.querySelectorAll('text')].map((text) => ({ text: text.textContent, ...box(text) })) };
})()`;

/** What may be shared: the room above and below the letters of a line. */
const SLACK = 3;

const overlap = (a: Word, b: Word): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;

/** Pairs of texts that lie on each other. */
export const overlaps = (words: readonly Word[]): string[] =>
  words.flatMap((word, at) =>
    words
      .slice(at + 1)
      .filter((other) => overlap(word, other))
      .map((other) => `${word.text} / ${other.text}`),
  );

/** Texts that leave the picture. */
export const outside = (words: readonly Word[], picture: Omit<Word, 'text'>): string[] =>
  words
    .filter(
      ({ left, right, top, bottom }) =>
        left < picture.left || right > picture.right || top < picture.top || bottom > picture.bottom,
    )
    .map(({ text }) => text);

/** An expression for the page: the contrast of pairs of the picture's colours, by their names. */
export const CONTRASTS = `(() => {
  const style = getComputedStyle(document.querySelector('svg'));
  const light = (name) => {
    const hex = style.getPropertyValue('--' + name).trim();
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const pairs = [['ink', 'paper'], ['soft', 'paper'], ['weak', 'paper'], ['on', 'new'], ['on', 'sees'], ['ink', 'few'], ['ink', 'old']];
  return Object.fromEntries(pairs.map(([a, b]) => {
    const [bright, dim] = [light(a), light(b)].sort((x, y) => y - x);
    return [a + ' on ' + b, (bright + 0.05) / (dim + 0.05)];
  }));
})()`;
