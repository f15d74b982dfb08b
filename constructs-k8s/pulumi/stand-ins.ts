import * as pulumi from '@pulumi/pulumi';
import { STAND_IN } from '../shared/stand-in';

type LateValue = pulumi.Output<unknown> | Promise<unknown>;

export const isLate = (value: unknown): value is LateValue =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Plain data in the place of inputs that are known late. An emitter is pure and takes plain data: each output stands in it as a text that is
 * a name, a host and a label as well, so that it goes where those go; the emitter passes it on or writes it into a longer one, and the output is put
 * back into what was emitted. So an output that is unknown in a preview, or secret, leaves everything around it known and readable.
 */
export class StandIns {
  readonly #texts = new Map<string, LateValue>();

  /** The same data with every output replaced; one output is replaced by one text wherever it stands. */
  plain<T>(value: T): pulumi.Unwrap<T> {
    return this.#plain(value) as pulumi.Unwrap<T>;
  }

  /** A URL that may be an output. */
  address(value: pulumi.Input<string>): string {
    return isLate(value) ? this.#textOf(value, 'http://') : value;
  }

  /** Lets a text that an emitter made of outputs, such as a hash, stand for one. */
  stand(text: string, value: pulumi.Output<string>): void {
    this.#texts.set(text, value);
  }

  /** Whether something of this is known late. */
  isLate(value: unknown): boolean {
    const written = JSON.stringify(value) ?? '';
    return [...this.#texts.keys()].some((text) => written.includes(text));
  }

  #plain(value: unknown): unknown {
    if (isLate(value)) return this.#textOf(value);
    if (Array.isArray(value)) return value.map((item) => this.#plain(item));
    if (!isFields(value) || 'toSeconds' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#plain(inner)]));
  }

  #textOf(value: LateValue, before = ''): string {
    const known = [...this.#texts].find(([text, late]) => late === value && text.startsWith(`${before}${STAND_IN}`));
    const text = known?.[0] ?? `${before}${STAND_IN}${this.#texts.size}-end`;
    this.#texts.set(text, value);
    return text;
  }

  /** The emitted data with the outputs back in their places. */
  restore<T>(value: T): pulumi.Inputs {
    return this.#restored(value) as pulumi.Inputs;
  }

  #restored(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.#restored(item));
    if (!isFields(value)) return value;
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(fields.map(([key, inner]) => [key, this.#restored(inner)]));
  }

  #text(text: string): unknown {
    if (this.#texts.size === 0) return text;
    // The longest first: a URL contains the text of the same output without the scheme.
    const known = [...this.#texts.keys()].sort((a, b) => b.length - a.length);
    const parts = text.split(new RegExp(`(${known.join('|')})`)).filter((part) => part !== '');
    const [first, ...others] = parts.map((part) => this.#texts.get(part) ?? part);
    return others.length === 0 ? (first ?? text) : pulumi.concat(...([first, ...others] as string[]));
  }
}
