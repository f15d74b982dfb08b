import { CutoverError } from '../../lib/findings';

type Key = string | number;

/** A value with one mistake in it. */
interface Mistake {
  readonly path: readonly Key[];
  readonly what: string;
  readonly value: unknown;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What somebody may write in the place of anything. */
const WRONG: ReadonlyArray<readonly [string, unknown]> = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['a negative number', -1.5],
  ['no number', Number.NaN],
  ['a boolean', true],
  ['text', 'Not_A name'],
  ['empty text', ''],
  ['long text', 'x'.repeat(300)],
  ['an empty list', []],
  ['a list of nothing', [undefined]],
  ['an object of something else', { unknownKey: 1 }],
  ['an empty object', {}],
  ['a date', new Date(0)],
];

/** A name whose last letters have changed places, or one with a letter too many. */
function typo(key: string): string {
  const swapped = `${key.slice(0, -2)}${key.at(-1)}${key.at(-2)}`;
  return key.length < 3 || swapped === key ? `${key}z` : swapped;
}

/** A value in which something at a path is another one. */
function changed(value: unknown, [key, ...rest]: readonly Key[], change: (owner: never, key: Key) => void): unknown {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<Key, unknown>;
  if (key === undefined) return copy;
  if (rest.length === 0) change(copy as never, key);
  else copy[key] = changed(copy[key], rest, change);
  return copy;
}

function* pathsOf(value: unknown, path: readonly Key[] = []): Generator<readonly Key[]> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* pathsOf(item, [...path, at]);
  else if (isPlain(value)) for (const [key, item] of Object.entries(value)) yield* pathsOf(item, [...path, key]);
}

/** Every mistake at every depth of what is plain in a value. */
function* mistakesIn(good: unknown): Generator<Mistake> {
  for (const path of pathsOf(good)) {
    const key = path.at(-1) as Key;
    const mistake = (what: string, change: (owner: Record<Key, unknown>, key: Key) => void): Mistake => ({
      path,
      what,
      value: changed(good, path, change as never),
    });
    if (typeof key === 'string') {
      yield mistake('left out', (owner) => delete owner[key]);
      yield mistake('misspelt', (owner) => {
        owner[typo(key)] = owner[key];
        delete owner[key];
      });
    }
    for (const [what, wrong] of WRONG) {
      yield mistake(what, (owner) => {
        owner[key] = wrong;
      });
    }
  }
}

/** Fields with programs, which have words of their own. */
const CODE = ['ZipFile'];

const SPOILT = /\bNaN\b|\bundefined\b|\[object \w+\]/;

/** Whether a text that is no data got into what is made. */
function spoilt(made: unknown, path = ''): string | undefined {
  if (typeof made === 'string') return SPOILT.test(made) ? `${path}: ${made.slice(0, 80)}` : undefined;
  if (typeof made === 'number') return Number.isFinite(made) ? undefined : `${path}: ${made}`;
  if (typeof made !== 'object' || made === null) return undefined;
  for (const [key, inner] of Object.entries(made)) {
    if (CODE.includes(key)) continue;
    const found = spoilt(key, `${path} (a name)`) ?? spoilt(inner, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What cdk8s throws at a synthesis: our findings as text, one a line. */
const isValidation = ({ message }: Error): boolean =>
  message.startsWith('Validation failed') && /\[[a-z][a-z0-9]*(-[a-z0-9]+)+\]/.test(message);

const says = (error: CutoverError, { path, what }: Mistake): boolean => {
  const keys = path.filter((key) => typeof key === 'string').flatMap((key) => [key, typo(key)]);
  if (what === 'misspelt')
    return error.message.includes(typo(String(path.at(-1)))) || error.message.includes(String(path.at(-1)));
  return keys.some((key) => error.message.includes(key));
};

const short = (message: string): string => message.replace(/\s+/g, ' ').slice(0, 300);

/** Makes something of a value; what it gives is what goes to the platform. */
type Make<Value> = (value: Value) => unknown;

/** What the platform would refuse of what is made. */
type Refused = (made: never) => readonly string[];

/** What is wrong with the way in which a mistake is taken: undefined when it is made of, or refused in one error that names the place. */
async function verdictOn(mistake: Mistake, make: Make<never>, refused: Refused): Promise<string | undefined> {
  const at = `${mistake.path.join('.')} ${mistake.what}`;
  try {
    const made = await make(mistake.value as never);
    const [found] = [spoilt(made), ...refused(made as never)].filter((one) => one !== undefined);
    return found === undefined ? undefined : `${at}: makes ${short(found)}`;
  } catch (error) {
    if (error instanceof CutoverError)
      return says(error, mistake) ? undefined : `${at}: does not say where: ${short(error.message)}`;
    const { name, message } = error as Error;
    return isValidation(error as Error) ? undefined : `${at}: ${name}: ${short(message)}`;
  }
}

/**
 * Makes something of a good value, then of the same with each mistake at each place, and tells which mistakes were not taken well: another error
 * than Cutover's, one that does not name the place, or something made that is spoilt, or that the platform refuses.
 */
export async function sweep<Value>(
  good: Value,
  make: Make<Value>,
  refused: Refused = () => [],
): Promise<readonly string[]> {
  const made = await make(good);
  const found = refused(made as never).map((one) => `as it is: makes ${short(one)}`);
  for (const mistake of mistakesIn(good)) {
    const verdict = await verdictOn(mistake, make as never, refused);
    if (verdict !== undefined) found.push(verdict);
  }
  return found;
}
