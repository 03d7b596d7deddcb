import type { RowFault } from './ledger.ts';

/** How many entries of a list a report carries: enough to mend a file by, little enough to send. */
export const LIST_LIMIT = 10_000;

/** Faults or remarks of a file in its order: the first `LIST_LIMIT` in full, and a count of all. */
export class CappedList {
  readonly #entries: RowFault[] = [];
  #total = 0;
  /** `what` names the entries in the sentence that closes a cut list: faults, remarks */
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  get isFull(): boolean {
    return this.#entries.length >= LIST_LIMIT;
  }

  push(entry: RowFault): void {
    this.#total++;
    if (!this.isFull) this.#entries.push(entry);
  }

  /** Adds entries that stand anywhere in the file (in its order), of which only the first may be given: `total` counts them all. */
  merge(entries: readonly RowFault[], total: number): void {
    this.#entries.push(...entries);
    this.#entries.sort((a, b) => a.line - b.line);
    this.#entries.splice(LIST_LIMIT);
    this.#total += total;
  }

  /** The entries, closed by one that says how many are missing, if any are. */
  list(): RowFault[] {
    const missing = this.#total - this.#entries.length;
    if (missing === 0) return this.#entries;
    const last = this.#entries.at(-1)?.line ?? 1;
    const message = `${missing.toLocaleString('en')} more ${this.#what} from line ${last} on are not listed: mend these and import again.`;
    return [...this.#entries, { line: last, id: null, field: null, value: null, message }];
  }
}
