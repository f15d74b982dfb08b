import type { Finding } from '../../findings';
import { finding } from '../findings';
import { type Parsed, parseStrategy } from '../parse';
import { join } from '../path';
import { type Place, placeAt, placed, placeText } from './place';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

interface Frame {
  readonly path: string;
  readonly isList: boolean;
  readonly keys: Set<string>;
  at: number;
  key: string | undefined;
}

/** Where each value of a valid JSON text stands, and which keys stand there twice. */
function survey(text: string): { readonly offsets: ReadonlyMap<string, number>; readonly twice: readonly Finding[] } {
  const offsets = new Map<string, number>();
  const twice: Finding[] = [];
  const frames: Frame[] = [];
  const valuePath = (frame: Frame | undefined): string => {
    if (frame === undefined) return '';
    return join(frame.path, frame.isList ? frame.at : (frame.key ?? ''));
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '}' || token === ']') frames.pop();
    else if (token === ',' && frame !== undefined) Object.assign(frame, { at: frame.at + 1, key: undefined });
    else if (token === ':' || token === ',') continue;
    else if (frame !== undefined && !frame.isList && frame.key === undefined) {
      frame.key = JSON.parse(token) as string;
      const path = valuePath(frame);
      offsets.set(path, index);
      if (frame.keys.has(frame.key)) {
        const message = `\`${frame.key.slice(0, 60)}\` is there twice (${placeText(placeAt(text, index))})`;
        twice.push(finding('duplicate-key', path, message, { fix: 'keep one of the two' }));
      }
      frame.keys.add(frame.key);
    } else {
      const path = valuePath(frame);
      if (!offsets.has(path)) offsets.set(path, index);
      if (token === '{' || token === '[')
        frames.push({
          path: frames.length > 40 ? '' : path,
          isList: token === '[',
          keys: new Set(),
          at: 0,
          key: undefined,
        });
    }
  }
  return { offsets, twice };
}

function syntaxError(text: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : 'it cannot be read';
  const [, position] = / at position (\d+)/.exec(reason) ?? [];
  const place = position === undefined ? placeAt(text, text.length) : placeAt(text, Number(position));
  const short = reason
    .replace(/ (in JSON )?at position.*$/s, '')
    .replace(/, \.*".*$/s, '')
    .replace(/ in JSON$/, '');
  return finding('json-syntax', undefined, `This is not JSON: ${short} (${placeText(place)})`);
}

/** Reads a strategy from JSON. */
export function parseJson(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { strategy: undefined, findings: [syntaxError(text, error)] };
  }
  const { strategy, findings } = parseStrategy(value);
  const { offsets, twice } = survey(text);
  if (findings.length === 0 && twice.length === 0) return { strategy, findings };
  const placeOf = (path: string): Place | undefined => {
    for (let at = path; at !== ''; at = at.replace(/(\.|\[)[^.[]*$/, (_) => '')) {
      const offset = offsets.get(at);
      if (offset !== undefined) return placeAt(text, offset);
      if (!/[.[]/.test(at)) break;
    }
    return placeAt(text, offsets.get('') ?? 0);
  };
  const all = [...twice.slice(0, 20), ...placed(findings, placeOf)];
  return { strategy: twice.length === 0 ? strategy : undefined, findings: all };
}
