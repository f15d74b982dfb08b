import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const FENCED = /^( *)```[\s\S]*?^\1```/gm;
const LINK = /\]\(([^)\s]+)\)/g;
const isElsewhere = (link: string) => /^[a-z]+:/.test(link);

/** The anchor that GitHub gives a heading: `## What it does` is `#what-it-does`. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');

/** The anchors of a page: its headings, of which the second of a name has `-1` after it, and what has an `id`. */
function anchorsOf(markdown: string): Set<string> {
  const text = markdown.replace(FENCED, '');
  const anchors = new Set(Array.from(text.matchAll(/<a id="([^"]+)">/g), ([, id = '']) => id));
  for (const [, heading = ''] of text.matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const anchor = anchorOf(heading);
    let name = anchor;
    for (let again = 1; anchors.has(name); again += 1) name = `${anchor}-${again}`;
    anchors.add(name);
  }
  return anchors;
}

/** The relative links of these pages that lead to no file below the root, or to no heading of one: `docs/ecs.md: ../x.md`. */
export function brokenLinks(root: string, pages: readonly string[]): string[] {
  const read = (page: string) => readFileSync(join(root, page), 'utf8');
  const leads = (page: string, link: string): boolean => {
    const [path = '', anchor] = link.split('#');
    const to = path === '' ? page : normalize(join(dirname(page), path));
    if (to.startsWith('..') || !existsSync(join(root, to))) return false;
    return anchor === undefined || (to.endsWith('.md') && anchorsOf(read(to)).has(anchor));
  };
  return pages.flatMap((page) =>
    [...read(page).replace(FENCED, '').matchAll(LINK)]
      .map(([, link = '']) => link)
      .filter((link) => !isElsewhere(link) && !leads(page, link))
      .map((link) => `${page}: ${link}`),
  );
}
