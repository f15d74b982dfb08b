import { nearest } from '../lib/strategy/nearest';

/** The command line was used in a way that it does not know: exit code 2. */
export class Misuse extends Error {}

/** For a name that is not known: the one that was probably meant, or all there are. */
export function unknown(what: string, name: string, names: readonly string[]): Misuse {
  const meant = nearest(name, names);
  const advice = meant === undefined ? `there are: ${names.join(', ')}` : `did you mean ${meant}?`;
  return new Misuse(`unknown ${what} ${JSON.stringify(name)}; ${advice}`);
}
