import { show } from '../../findings';
import { finding } from '../findings';
import type { Parsed } from '../parse';
import { INPUT_LIMITS } from '../plain';
import { parseJson } from './json';
import { parseYaml } from './yaml';

/** How a strategy is written in a file. */
export type TextFormat = 'yaml' | 'json';

const refused = (message: string, received: string, expected: string): Parsed => ({
  strategy: undefined,
  findings: [finding('too-large', undefined, message, { received, expected })],
});

/**
 * Reads a strategy from the text of a file. Never throws. Findings name line and column.
 * Without `format`, text that is JSON is read as such, and anything else as YAML. Text over 256 KiB is not read at all.
 */
export function parseStrategyText(text: string, options: { readonly format?: TextFormat } = {}): Parsed {
  if (typeof text !== 'string') {
    const detail = { received: show(text), expected: 'the text of a file' };
    return { strategy: undefined, findings: [finding('wrong-type', undefined, 'This takes text', detail)] };
  }
  if (text.length > INPUT_LIMITS.bytes || Buffer.byteLength(text) > INPUT_LIMITS.bytes) {
    return refused('This text is too large', `${text.length} characters`, `at most ${INPUT_LIMITS.bytes / 1024} KiB`);
  }
  const file = text.trim();
  if (/^[^\s:{}[\],#]+\.(ya?ml|json)$/i.test(file)) {
    const detail = { received: show(file), fix: `give its text: \`readFileSync('${file}', 'utf8')\`` };
    return {
      strategy: undefined,
      findings: [finding('wrong-type', undefined, 'This is the name of a file, not its text', detail)],
    };
  }
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const format = options?.format ?? (/^\s*[{[]/.test(source) && isJson(source) ? 'json' : 'yaml');
  return format === 'json' ? parseJson(source) : parseYaml(source);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
