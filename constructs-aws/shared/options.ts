import { OptionReader } from '../../lib/strategy';

const reader = new OptionReader(() => (require('./shapes.generated') as typeof import('./shapes.generated')).SHAPES);

/** {@link OptionReader.checkedProps} for the constructs of this folder. */
export const checkedProps: OptionReader['checkedProps'] = (...of) => reader.checkedProps(...of);

/** {@link OptionReader.checkOptions} for the emitters of this folder. */
export const optionsOf =
  (type: string) =>
  (subject: string, options: unknown): void =>
    reader.checkOptions(type, subject, options);
