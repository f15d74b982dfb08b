import type { Document, LineCounter, ParsedNode, YAMLMap } from 'yaml';
import { errorsOf, type Finding } from '../../findings';
import { finding, type StrategyFindingId } from '../findings';
import { type Parsed, parseStrategy } from '../parse';
import { keysOf } from '../path';
import { INPUT_LIMITS } from '../plain';
import { type Place, placed, placeText } from './place';
import { excessOf, YAML_LIMITS } from './tokens';

/** YAML is read with the `yaml` package, which takes longer to load than all of Cutover: it is loaded with the first text. */
const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');

/** The most problems with the text itself that are given. */
const MOST = 20;

const PLAIN_TAGS = new Set(
  ['null', 'bool', 'int', 'float', 'str', 'seq', 'map'].map((tag) => `tag:yaml.org,2002:${tag}`),
);

const CODES: Readonly<Record<string, StrategyFindingId>> = { BAD_ALIAS: 'yaml-alias', MULTIPLE_DOCS: 'yaml-documents' };

const TOO_DEEP = `This text is nested deeper than ${INPUT_LIMITS.depth} levels`;

const refuse = (id: StrategyFindingId, message: string): Parsed => ({
  strategy: undefined,
  findings: [finding(id, undefined, message)],
});

const placeIn = (lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
};

/** The first line of the reader's message, without the excerpt of the text. */
const firstLine = (message: string): string => (message.split(/ at line \d|\n/)[0] ?? '').replace(/[.:]$/, '');

function messageOf(id: StrategyFindingId, message: string): string {
  if (id === 'yaml-documents') return 'There is more than one YAML document';
  return id === 'yaml-alias' ? firstLine(message) : `This is not YAML: ${firstLine(message)}`;
}

const aliasMessage = ({ message }: ReferenceError): string =>
  message.startsWith('Unresolved') ? firstLine(message) : 'Aliases of aliases make this text grow without bound';

/** What the reader itself found, and what it would let through: tags, and keys that are there twice. */
function problemsOf(document: Document.Parsed, lines: LineCounter): Finding[] {
  const found: Array<{ readonly finding: Finding; readonly offset: number }> = [];
  const add = (id: StrategyFindingId, message: string, offset: number, fix?: string): void => {
    const detail = fix === undefined ? {} : { fix };
    found.push({
      finding: finding(id, undefined, `${message} (${placeText(placeIn(lines, offset))})`, detail),
      offset,
    });
  };
  for (const { code, message, pos } of document.errors.slice(0, MOST)) {
    const id = CODES[code] ?? 'yaml-syntax';
    add(id, messageOf(id, message), pos[0]);
  }
  const { visit } = yaml();
  visit(document, {
    Value: (_, { tag, range }) => {
      if (tag === undefined || PLAIN_TAGS.has(tag)) return;
      add(
        'yaml-tag',
        `The tag \`${tag.slice(0, 60)}\` is not allowed`,
        range?.[0] ?? 0,
        'write the value without the tag',
      );
    },
    Map: (_, map) => {
      for (const { key, at } of twice(map as YAMLMap<ParsedNode>)) {
        add('duplicate-key', `\`${key}\` is there twice`, at, 'keep one of the two');
      }
    },
  });
  return found
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST)
    .map(({ finding }) => finding);
}

/** The keys of a map that are there already. */
function twice(map: YAMLMap<ParsedNode>): Array<{ key: string; at: number }> {
  const seen = new Set<string>();
  return map.items.flatMap(({ key: node }) => {
    const key = String(node).slice(0, 60);
    if (seen.has(String(node))) return [{ key, at: node.range[0] }];
    seen.add(String(node));
    return [];
  });
}

/** The offset of the value at a path, or of the innermost that is there. */
function offsetOf(document: Document.Parsed, path: string): number {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const key of keysOf(path)) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap<ParsedNode>(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq<ParsedNode>(node)) {
      const item = node.items[Number(key)];
      offset = item?.range[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

function read(text: string): Parsed {
  const { LineCounter: Lines, parseDocument } = yaml();
  const lines = new Lines();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'error',
  });
  const problems = problemsOf(document, lines);
  if (problems.length > 0) return { strategy: undefined, findings: problems };
  const { strategy, findings } = parseStrategy(document.toJS({ maxAliasCount: 100 }));
  if (findings.length === 0) return { strategy, findings };
  const all = placed(findings, (path) => placeIn(lines, offsetOf(document, path)));
  return { strategy: errorsOf(all).length === 0 ? strategy : undefined, findings: all };
}

/** Reads a strategy from YAML. */
export function parseYaml(text: string): Parsed {
  const excess = excessOf(new (yaml().Lexer)().lex(text));
  if (excess === 'too-deep') return refuse(excess, TOO_DEEP);
  if (excess === 'too-large') return refuse(excess, `This text has more than ${YAML_LIMITS.tokens} YAML tokens`);
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ReferenceError) return refuse('yaml-alias', aliasMessage(error));
    if (error instanceof RangeError) return refuse('too-deep', TOO_DEEP);
    return refuse(
      'yaml-syntax',
      `This is not YAML: ${error instanceof Error ? firstLine(error.message) : 'it cannot be read'}`,
    );
  }
}
