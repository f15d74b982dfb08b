import { isFields } from '../../simulate/read/value';
import type { Place } from '../../strategy/text/place';

export type Key = string | number;

/** A manifest, a resource of a template, or a pipeline's definition. */
export interface Resource {
  /** As it was given; empty for a value that came from no file. */
  readonly file: string;
  /** Tells documents of one file apart: references stay within one. */
  readonly scope: string;
  readonly platform: 'kubernetes' | 'aws' | 'pipeline';
  /** `Deployment`, `AWS::ECS::Service`, `workflow`. */
  readonly kind: string;
  /** The API group of a manifest without its version; empty for the core group and for everything else. */
  readonly group: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** For messages: `Deployment shop/web`. */
  readonly title: string;
  /** Where it stands in its document. */
  readonly prefix: readonly Key[];
  readonly value: unknown;
  /** Where a path of its document stands in the text; of the innermost part that is there. */
  placeOf(path: readonly Key[]): Place | undefined;
}

/** What a statement rests on. */
export interface Evidence {
  readonly resource: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The path within the document: `spec.template.spec.containers[0].readinessProbe`. */
  readonly path: string;
  /** The value there, printed short; absent: there is none. */
  readonly value?: string;
}

const PLAIN = /^[A-Za-z_$][\w$-]*$/;

export const pathText = (keys: readonly Key[]): string =>
  keys
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!PLAIN.test(key)) return `[${JSON.stringify(key)}]`;
      return at === 0 ? key : `.${key}`;
    })
    .join('');

const LONGEST = 80;

/** The user and the password in an address are nobody's evidence. */
const CREDENTIALS = /(\w:\/\/)[^\s/@]+@/g;

const cut = (long: string): string => {
  const text = long.replace(CREDENTIALS, '$1…@');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};

/** A value as text; of a large one its fields, or how many items it has. */
function valueText(value: unknown): string {
  if (typeof value === 'string')
    return cut(
      value
        .slice(0, 4 * LONGEST)
        .replace(/\s+/g, ' ')
        .trim(),
    );
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= LONGEST) return cut(text);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isFields(value) ? cut(`{ ${Object.keys(value).join(', ')} }`) : cut(text);
}

const FUNCTION = /^(?:Ref|Condition|Fn::\w+)$/;
const IF = 'Fn::If';

const onlyKey = (value: unknown): string | undefined => {
  const names = isFields(value) ? Object.keys(value) : [];
  return names.length === 1 ? names[0] : undefined;
};

/** What CloudFormation takes as if nothing were written. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (isFields(value) && value.Ref === 'AWS::NoValue');

/** The most conditions within conditions that are looked through. */
const MOST_CHOICES = 16;

/** A part of a resource that knows where it stands. */
export class Part {
  constructor(
    readonly resource: Resource,
    readonly keys: readonly Key[],
    readonly value: unknown,
  ) {}

  static of(resource: Resource): Part {
    return new Part(resource, [], resource.value);
  }

  /** A part of this one; one without a value where there is none. What a condition chooses is looked at as if it had been chosen. */
  at(...keys: readonly Key[]): Part {
    let part: Part = this;
    for (const key of keys) {
      const { resource, keys: before, value } = key === IF ? part : part.chosen;
      const holder = Array.isArray(value) || isFields(value) ? (value as Readonly<Record<Key, unknown>>) : undefined;
      const found = holder !== undefined && Object.hasOwn(holder, key) ? holder[key] : undefined;
      part = new Part(resource, [...before, key], found);
    }
    return part;
  }

  get isThere(): boolean {
    return !isNothing(this.chosen.value);
  }

  /** Of `Fn::If` the first choice that is something, otherwise this part. */
  get chosen(): Part {
    let part: Part = this;
    for (let depth = 0; depth < MOST_CHOICES && onlyKey(part.value) === IF; depth += 1) {
      const choice = part.at(IF);
      if (!Array.isArray(choice.value)) return part;
      const yes = choice.at(1);
      part = isNothing(yes.value) ? choice.at(2) : yes;
    }
    return part;
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  /** A number, also when it is written as text. */
  get number(): number | undefined {
    const { value } = this;
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
  }

  get isTrue(): boolean {
    return this.value === true || this.value === 'true';
  }

  get isFalse(): boolean {
    return this.value === false || this.value === 'false';
  }

  /** An intrinsic function of CloudFormation, whose value nobody knows before the deploy. */
  get isFunction(): boolean {
    return FUNCTION.test(onlyKey(this.value) ?? '');
  }

  get items(): readonly Part[] {
    const { value } = this.chosen;
    return Array.isArray(value) ? value.map((_, at) => this.at(at)) : [];
  }

  get entries(): ReadonlyArray<readonly [string, Part]> {
    const { value } = this.chosen;
    return isFields(value) ? Object.keys(value).map((key) => [key, this.at(key)] as const) : [];
  }

  get evidence(): Evidence {
    const { resource, keys, value } = this;
    if (keys.length === 0) return this.#whole;
    const path = [...resource.prefix, ...keys];
    return {
      resource: resource.title,
      file: resource.file,
      ...resource.placeOf(path),
      path: pathText(path),
      ...(this.isThere ? { value: valueText(value) } : {}),
    };
  }

  /** The same place, without its value: it may be a secret. */
  get unshown(): Part {
    return new Part(this.resource, this.keys, '(not shown)');
  }

  /** A whole resource is shown by its kind. */
  get #whole(): Evidence {
    const key = this.resource.platform === 'aws' ? 'Type' : this.resource.platform === 'kubernetes' ? 'kind' : 'name';
    return this.at(key).evidence;
  }
}

/** The most parts of a value that are looked through. */
const MOST_PARTS = 50_000;

/** All texts in a part, however deep. */
export function textsIn(part: Part): Part[] {
  const texts: Part[] = [];
  const left: Part[] = [part];
  for (let seen = 0; left.length > 0 && seen < MOST_PARTS; seen += 1) {
    const next = left.pop() as Part;
    if (next.text !== undefined) texts.push(next);
    else left.push(...[...next.items, ...next.entries.map(([, entry]) => entry)].reverse());
  }
  return texts;
}
