import { existsSync } from 'node:fs';

const MARKS = /[*?{]/;

/** Whether a path is a pattern that the shell has left to us: a file of that very name comes first. */
export const isGlob = (path: string): boolean => MARKS.test(path) && !existsSync(path);

/** The folder of a pattern below which everything is that it may mean. */
export function baseOf(pattern: string): string {
  const folders = pattern.split('/').slice(0, -1);
  const first = folders.findIndex((folder) => MARKS.test(folder));
  return folders.slice(0, first === -1 ? undefined : first).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

const translated = (pattern: string): string =>
  pattern.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (mark) => {
    if (mark === '**/') return '(?:[^/]+/)*';
    if (mark === '**') return '.*';
    if (mark === '*') return '[^/]*';
    if (mark === '?') return '[^/]';
    return mark.length > 1 ? `(?:${mark.slice(1, -1).split(',').map(translated).join('|')})` : `\\${mark}`;
  });

/** A pattern as an expression over whole paths: `*` and `?` stay in one folder, a double star goes through several, `{a,b}` is one of them. */
export const expressionOf = (pattern: string): RegExp => new RegExp(`^${translated(pattern.replace(/^\.\//, ''))}$`);
