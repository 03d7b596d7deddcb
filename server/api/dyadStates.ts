/** Which state each dyad was in at a moment: what was read of one state need not be read again because another dyad changed. */
import type { Ledger } from '../ledger/ledger.ts';

export class DyadStates {
  readonly #ledger: Pick<Ledger, 'changeMoments'>;
  readonly #lineage: () => string;
  #read: Promise<Moments>;

  /** @param lineage names the history of the ledger: another one after a copy was restored */
  constructor(ledger: Pick<Ledger, 'changeMoments'>, lineage: () => string) {
    this.#ledger = ledger;
    this.#lineage = lineage;
    this.#read = Promise.resolve(nothingOf(lineage()));
  }

  /** Names the state of each dyad at a moment: the same name, the same events and declared stretches. One reading of what is new. */
  async at(asOf: Date): Promise<(dyad: string) => string> {
    const before = this.#read;
    const read = before.then(
      (moments) => this.#readUntil(moments, asOf),
      () => this.#readUntil(nothingOf(this.#lineage()), asOf),
    );
    this.#read = read;
    const { lineage, byDyad } = await read;
    const until = asOf.getTime();
    return (dyad) => `${lineage} ${lastUpTo(byDyad.get(dyad) ?? [], until) ?? 'never'}`;
  }

  async #readUntil(known: Moments, asOf: Date): Promise<Moments> {
    const moments = known.lineage === this.#lineage() ? known : nothingOf(this.#lineage());
    if (moments.through !== null && asOf <= moments.through) return moments;
    for (const { dyad, at } of await this.#ledger.changeMoments(moments.through, asOf)) {
      const ofDyad = moments.byDyad.get(dyad);
      if (ofDyad) ofDyad.push(at.getTime());
      else moments.byDyad.set(dyad, [at.getTime()]);
      // Only what was seen: whatever is being written now has a later moment than all that is there.
      moments.through = at;
    }
    return moments;
  }
}

/** What is known of the moments at which dyads changed; grows. */
interface Moments {
  readonly lineage: string;
  /** the last moment that was read; null before the first */
  through: Date | null;
  /** milliseconds, ascending */
  readonly byDyad: Map<string, number[]>;
}

const nothingOf = (lineage: string): Moments => ({ lineage, through: null, byDyad: new Map() });

/** The last of ascending numbers that is not above a limit. O(log n). */
function lastUpTo(ascending: readonly number[], limit: number): number | undefined {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1];
}
