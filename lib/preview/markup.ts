const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML cannot hold, and what would turn the direction of the text around it. */
const UNFIT = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Text that is safe between tags and in attributes. */
export const escaped = (text: string): string =>
  text
    .replace(/\s/g, ' ')
    .replace(UNFIT, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; text children must be escaped before. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}
