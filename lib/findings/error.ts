import { errorsOf, type Finding } from './finding';
import { findingsText } from './text';

/** The only error that Cutover throws. It carries every finding, not just the first. */
export class CutoverError extends Error {
  declare readonly findings: readonly Finding[];

  constructor(subject: string, findings: readonly Finding[]) {
    super(CutoverError.#message(subject, findings));
    Object.defineProperty(this, 'name', { value: 'CutoverError' });
    // Not enumerable: Node.js prints the fields of an uncaught error after its message, which says them all.
    Object.defineProperty(this, 'findings', { value: findings });
  }

  static #message(subject: string, findings: readonly Finding[]): string {
    const errors = errorsOf(findings);
    const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
    return `${subject}: ${count}\n${findingsText(errors)}`;
  }

  /** Throws when one of the findings is an error. */
  static throwIfAny(subject: string, findings: readonly Finding[]): void {
    if (errorsOf(findings).length > 0) throw new CutoverError(subject, findings);
  }
}
