import * as pulumi from '@pulumi/pulumi';

/** What stands for an output: a text that is a name, a host and a label as well, so that it goes where those go; or a URL. */
const MARK = /(?:pulumi-output|http:\/\/pulumi-address)-(\d+)-end/;

const isLate = (value: unknown): value is pulumi.Output<unknown> | Promise<unknown> =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Plain data in the place of inputs that are known late. An emitter is pure and takes plain data: each output stands in it as a text, which
 * the emitter passes on or writes into a longer one, and is put back into what was emitted. So an output that is unknown in a preview, or
 * secret, leaves everything around it known and readable.
 */
export class StandIns {
  readonly #late: (pulumi.Output<unknown> | Promise<unknown>)[] = [];

  /** The same data with every output replaced; one output is replaced by one text wherever it stands. */
  plain<T>(value: T): pulumi.Unwrap<T> {
    return this.#plain(value) as pulumi.Unwrap<T>;
  }

  /** A URL that may be an output. */
  address(value: pulumi.Input<string>): string {
    return isLate(value) ? `http://pulumi-address-${this.#numberOf(value)}-end` : value;
  }

  #plain(value: unknown): unknown {
    if (isLate(value)) return `pulumi-output-${this.#numberOf(value)}-end`;
    if (Array.isArray(value)) return value.map((item) => this.#plain(item));
    if (!isFields(value) || 'toSeconds' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#plain(inner)]));
  }

  #numberOf(value: pulumi.Output<unknown> | Promise<unknown>): number {
    const before = this.#late.indexOf(value);
    return before >= 0 ? before : this.#late.push(value) - 1;
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
    const parts = text.split(MARK).map((part, at) => (at % 2 === 0 ? part : this.#late[Number(part)]));
    if (parts.length === 1) return text;
    const [before, whole, after] = parts;
    return parts.length === 3 && before === '' && after === '' ? whole : pulumi.concat(...(parts as string[]));
  }
}
