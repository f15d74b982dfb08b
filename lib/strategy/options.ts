import { CutoverError, errorsOf, type Finding } from '../findings';
import { isDurationLike } from './duration';
import { finding } from './findings';
import { parseStrategy } from './parse';
import { join, pathOf } from './path';
import { Compiler, SPELLED } from './schema/compile';
import type { Shapes } from './schema/json-schema';
import type { Node } from './schema/node';

/** A length of time, which may also be a Duration of a construct library. */
const length = (node: Node): Node => ({
  ...node,
  accepts: isDurationLike,
  read(value, at, out) {
    if (!isDurationLike(value)) return node.read(value, at, out);
    try {
      const seconds = value.toSeconds();
      if (Number.isFinite(seconds) && seconds >= 0) return value;
    } catch {
      // A token, or a part of a second: it cannot be read as seconds.
      if (Number.isFinite(value.toMilliseconds?.())) return value;
    }
    const detail = { expected: 'a Duration whose value is known now', fix: 'write text such as `10m`' };
    out.push(finding('not-plain-data', at, 'The value of this Duration cannot be read', detail));
    return undefined;
  },
});

const strategy: Node = {
  types: ['object'],
  says: 'a strategy',
  example: "Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] })",
  read(value, at, out) {
    const parsed = parseStrategy(value);
    // A field of the strategy is called as in its file; what is no strategy at all is called by its place.
    const placeOf = (path: string): string => (path === '' || path === 'kind' ? join(pathOf(at), path) : path);
    out.push(...errorsOf(parsed.findings).map((one) => ({ ...one, path: placeOf(one.path) })));
    return parsed.strategy;
  },
};

const spelled = new Map(SPELLED);
const duration = length(spelled.get('Duration') as Node);
const latency = length(spelled.get('Latency') as Node);

/** A length of time to the millisecond, whose text every router looks at itself. */
const time: Node = {
  ...latency,
  read: (value, at, out) => (typeof value === 'string' ? value : latency.read(value, at, out)),
};

const NAMED = [
  ...SPELLED,
  ['Duration', duration],
  ['Latency', latency],
  ['Time', time],
  ['Strategy', strategy],
] as const;

/** Where a construct of a library is made. */
interface Scope {
  readonly node: { readonly path: string };
}

/** Reads what constructs and functions are given, by shapes that are made from their types. */
export class OptionReader {
  readonly #compiler: Compiler;
  readonly #nodes = new Map<string, Node>();

  /** @param shapes the shapes, which are loaded with the first value that is read */
  constructor(shapes: () => Shapes) {
    this.#compiler = new Compiler(shapes, NAMED);
  }

  /** Everything that is wrong with a value: fields that are missing, unknown, or of another type, at any depth. */
  problems(name: string, value: unknown): readonly Finding[] {
    let node = this.#nodes.get(name);
    if (node === undefined) {
      node = this.#compiler.compile({ $ref: `#/definitions/${name}` });
      this.#nodes.set(name, node);
    }
    const out: Finding[] = [];
    node.read(value, undefined, out);
    return out;
  }

  /**
   * The properties of a construct, when each is what its type says, at any depth.
   * @throws CutoverError with everything that is missing, unknown or of another type.
   */
  checkedProps<Props>(type: string, scope: Scope, id: string, props: Props): Props {
    CutoverError.throwIfAny([scope.node.path, id].filter(Boolean).join('/'), this.problems(type, props));
    return props;
  }

  /**
   * Looks at the options of an emitter; those of other targets are let pass.
   * @throws CutoverError with everything that is missing, or of another type.
   */
  checkOptions(type: string, subject: string, options: unknown): void {
    const problems = this.problems(type, options);
    CutoverError.throwIfAny(
      subject,
      problems.filter(({ id }) => id !== 'unknown-field'),
    );
  }
}
