import { CutoverError, type Finding } from '../findings';
import { type Plan, plan } from '../plan';
import type { Strategy } from '../strategy';
import { refusal } from '../strategy';
import { type Judgement, judge } from './judge';
import type { EmitOptions, Target } from './target';

/** A strategy compiled for a target. */
export interface Compiled<Fragment> {
  readonly plan: Plan;
  readonly judgement: Judgement;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  readonly fragment: Fragment;
}

/**
 * Plans, judges and emits a strategy for a target.
 * @throws CutoverError with every refusal and every safety that is approximated and not accepted.
 */
export function compile<Fragment, Options extends EmitOptions>(
  strategy: Strategy,
  target: Target<Fragment, Options>,
  options: Options,
): Compiled<Fragment> {
  if (typeof target?.emit !== 'function')
    throw refusal('compile', 'target', target, 'a target', 'give a target, such as `ecsTarget`');
  if (typeof options !== 'object' || options === null)
    throw refusal('compile', 'options', options, 'the options of the target', "write `{ name: 'web' }`");
  const planned = plan(strategy);
  const judgement = judge(planned, target);
  CutoverError.throwIfAny(`${options.name} on ${target.title}`, judgement.findings);
  return { plan: planned, judgement, findings: judgement.findings, fragment: target.emit(planned, options) };
}
