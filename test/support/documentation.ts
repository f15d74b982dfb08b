import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page. */
export interface Block {
  /** `docs/cli.md`. */
  readonly page: string;
  /** The line of the fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** The second word behind the fence: the block is a file of this name. */
  readonly file?: string;
  readonly text: string;
}

const FENCE = /^(?<indent> *)```(?<language>\w+)?(?: +(?<file>[\w./-]+))?\s*$/;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; indent: number; language: string; file?: string; lines: string[] } | undefined;
  markdown.split('\n').forEach((text, at) => {
    const fence = FENCE.exec(text)?.groups;
    if (open !== undefined && text.trim() === '```') {
      const { lines, indent: _, ...block } = open;
      blocks.push({ page, ...block, text: `${lines.join('\n')}\n` });
      open = undefined;
    } else if (open !== undefined) {
      open.lines.push(text.slice(open.indent));
    } else if (fence !== undefined) {
      const { indent = '', language = '', file } = fence;
      open = { line: at + 1, indent: indent.length, language, ...(file !== undefined && { file }), lines: [] };
    }
  });
  if (open !== undefined) throw new Error(`${page}:${open.line}: the block has no end`);
  return blocks;
}

/** The pages of the repository, with their blocks. */
export function documentation(root: string): Block[] {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'examples/README.md',
    ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  ];
  return pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      try {
        return blocksOf(page, readFileSync(join(root, page), 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}
