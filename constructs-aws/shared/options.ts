import { CutoverError } from '../../lib/findings';
import { OptionReader } from '../../lib/strategy';

/** Reads what constructs and emitters of this folder are given. */
export const reader = new OptionReader(
  () => (require('./shapes.generated') as typeof import('./shapes.generated')).SHAPES,
);

/**
 * Looks at the options of an emitter; those of other targets are let pass.
 * @throws CutoverError with everything that is missing, or of another type.
 */
export const optionsOf =
  (type: string) =>
  (subject: string, options: unknown): void => {
    const problems = reader.problems(type, options);
    CutoverError.throwIfAny(
      subject,
      problems.filter(({ id }) => id !== 'unknown-field'),
    );
  };
