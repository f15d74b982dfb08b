import { OptionReader } from '../../lib/strategy';

const reader = new OptionReader(() => (require('./shapes.generated') as typeof import('./shapes.generated')).SHAPES);

/**
 * The arguments of a component, when each is what its type says, at any depth.
 * @throws CutoverError with everything that is missing, unknown or of another type.
 */
export const checkedArgs = <Args>(kind: string, id: string, args: Args): Args =>
  reader.check(`${kind}Args`, `${kind} ${id}`, args);
