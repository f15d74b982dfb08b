import type { Counting, PlayableGuard, Reader, Reading, Verdict } from './playable';
import type { Seen } from './seen';

/** What the engine makes of a reading. */
export interface Look {
  readonly reading: Reading;
  /** It gives the release up, or waits for a person. */
  readonly action?: 'fails' | 'waits';
}

/** One guard on the virtual clock: when it is read, and how the engine counts. */
export class Watch {
  readonly guard: PlayableGuard;
  /** Seconds; infinite while it is not watched. */
  due = Number.POSITIVE_INFINITY;
  readonly #read: Reader;
  readonly #recent: Verdict[] = [];
  #bad = 0;
  #unclear = 0;
  #errors = 0;
  #readings = 0;

  constructor(guard: PlayableGuard) {
    this.guard = guard;
    this.#read = guard.open();
  }

  /** Whether the segments that begin now watch it. */
  watched(is: boolean, first: number): void {
    if (!is) this.due = Number.POSITIVE_INFINITY;
    else if (this.due === Number.POSITIVE_INFINITY && this.#readings < (this.guard.count ?? 1 / 0)) this.due = first;
  }

  /** Takes a reading, and says when the next one is due. */
  look(seen: Seen): Look {
    const { every, errors, count } = this.guard;
    const reading = this.#read(seen);
    const error = reading.verdict === 'error';
    if (!error) this.#readings += 1;
    this.due += error && errors !== undefined ? errors.retry : Math.max(every, 1);
    if (this.#readings >= (count ?? 1 / 0)) this.due = Number.POSITIVE_INFINITY;
    const action = this.#action(reading);
    return action === undefined ? { reading } : { reading, action };
  }

  #action({ verdict }: Reading): Look['action'] {
    const { counting, unclear, errors } = this.guard;
    this.#errors = verdict === 'error' ? this.#errors + 1 : 0;
    if (verdict === 'error') return this.#errors > (errors?.tolerated ?? 1 / 0) ? 'fails' : undefined;
    if (verdict === 'unclear') {
      this.#unclear += 1;
      return this.#unclear > unclear ? 'waits' : undefined;
    }
    if (counting.rule === 'window') return this.#window(verdict, counting) ? 'fails' : undefined;
    if (verdict === 'bad') this.#bad += 1;
    return this.#bad > counting.tolerated ? 'fails' : undefined;
  }

  /**
   * M of the last N, as CloudWatch counts: with nothing good among them and something missing, it is enough that the oldest bad one is M old.
   */
  #window(verdict: Verdict, { bad, of, stride }: Extract<Counting, { rule: 'window' }>): boolean {
    const recent = this.#recent;
    recent.push(verdict);
    if (recent.length > of * stride) recent.shift();
    let [count, good, oldest] = [0, 0, 0];
    for (let age = 1; age <= of; age += 1) {
      const at = recent[recent.length - 1 - (age - 1) * stride];
      if (at === 'bad') [count, oldest] = [count + 1, age];
      else if (at === 'good') good += 1;
    }
    return count >= bad || (good === 0 && count > 0 && oldest >= bad);
  }
}
