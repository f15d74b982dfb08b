import { CutoverError } from '../findings';
import { expectPlan } from '../plan';
import { refusal } from '../strategy';
import type { EmitOptions, Target } from './target';

const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * A target whose functions refuse what they cannot take with an error of Cutover's, for programs that are not type-checked.
 * @param check throws where the options are not what their type says
 */
export const checkedTarget = <Fragment, Options extends EmitOptions>(
  target: Target<Fragment, Options>,
  check: (subject: string, options: Options) => void,
): Target<Fragment, Options> => ({
  ...target,
  emit(plan, options) {
    const subject = `${target.id}.emit`;
    expectPlan(subject, plan);
    check(subject, options);
    return target.emit(plan, options);
  },
  trace(fragment) {
    const subject = `${target.id}.trace`;
    if (!isFields(fragment)) throw refusal(subject, 'fragment', fragment, 'what `emit` gives');
    try {
      return target.trace(fragment);
    } catch (error) {
      if (error instanceof CutoverError) throw error;
      const why =
        error instanceof TypeError || !(error instanceof Error) ? 'something of it is not there' : error.message;
      throw refusal(subject, 'fragment', fragment, `what \`emit\` gives: ${why}`);
    }
  },
});
