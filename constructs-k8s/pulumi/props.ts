import { CutoverError } from '../../lib/findings';
import { OptionReader } from '../../lib/strategy';
import { lateProblems } from './late-problems';

const reader = new OptionReader(() => (require('./shapes.generated') as typeof import('./shapes.generated')).SHAPES);

/**
 * The arguments of a component, when each is what its type says, at any depth.
 * @throws CutoverError with everything that is missing, unknown, of another type, or known too late.
 */
export function checkedArgs<Args>(kind: string, id: string, args: Args): Args {
  const late = lateProblems(args as object);
  const isLate = (path: string): boolean => late.some((one) => path.startsWith(one.path));
  const others = reader.problems(`${kind}Args`, args).filter(({ path }) => !isLate(path));
  CutoverError.throwIfAny(`${kind} ${id}`, [...late, ...others]);
  return args;
}
