import type { Finding } from '../../findings';
import { type Detail, finding, type StrategyFindingId } from '../findings';

/** Where the rules put what they find. */
export class Report {
  readonly #findings: Finding[];
  readonly #paths: readonly string[];

  constructor(findings: Finding[]) {
    this.#findings = findings;
    this.#paths = findings.map(({ path }) => path);
  }

  add(id: StrategyFindingId, path: string, message: string, detail?: Detail): void {
    this.#findings.push(finding(id, path, message, detail));
  }

  /** Whether nothing of this value was refused, so that a rule about what is missing makes sense. */
  intact(path: string): boolean {
    return !this.#paths.some(
      (refused) => refused === path || (refused.startsWith(path) && '.['.includes(refused[path.length] ?? ' ')),
    );
  }

  /** Whether nothing at all was refused. */
  get pristine(): boolean {
    return this.#paths.length === 0;
  }
}
