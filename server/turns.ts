/** Turns among those who ask: a few at work at once, one person or address after the other, and a bound to how many of each wait. */

/** Somebody who waits for work to be done. */
export interface Asker {
  /** the person, key or address that shares turns and counts as one */
  readonly who: string;
  /** aborted when the asker has left: nobody needs the work any more */
  readonly signal: AbortSignal;
  /** runs work on the account of the asker */
  readonly measured: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The program itself, such as a command at the terminal. */
export const OWN: Asker = { who: 'own', signal: new AbortController().signal, measured: (work) => work() };

export interface TurnLimits {
  /** how many work at once */
  readonly atOnce: number;
  /** how many wait, of all askers together */
  readonly waiting: number;
  /** how many wait of one asker */
  readonly waitingEach: number;
}

/** The line is full; the message says how many wait. */
export class LineFull extends Error {
  override name = 'LineFull';
}

/** The asker left before the work was done. */
export class AskerLeft extends Error {
  override name = 'AskerLeft';
}

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
}

export class Turns {
  readonly #limits: TurnLimits;
  /** who waits, by asker; the first one has the next turn */
  readonly #lines = new Map<string, Waiting[]>();
  #waiting = 0;
  #working = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /**
   * Does the work when its turn has come.
   *
   * @throws LineFull at once; AskerLeft when the asker leaves while it waits; whatever `work` throws
   */
  async take<Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> {
    if (asker.signal.aborted) throw new AskerLeft();
    if (this.#working < this.#limits.atOnce) this.#working++;
    else await this.#turnOf(asker);
    try {
      return await asker.measured(work);
    } finally {
      this.#working--;
      this.#next();
    }
  }

  /** Refuses everybody who waits. */
  refuseAll(error: Error): void {
    const all = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#waiting = 0;
    for (const { refuse } of all) refuse(error);
  }

  #turnOf({ who, signal }: Asker): Promise<void> {
    const { atOnce, waiting, waitingEach } = this.#limits;
    const line = this.#lines.get(who) ?? [];
    if (this.#waiting >= waiting || line.length >= waitingEach)
      return Promise.reject(
        new LineFull(
          `${atOnce === 1 ? 'One is' : `${atOnce} are`} at work and ${this.#waiting} wait, ${line.length} of them for you or your address, which is as many as this server takes (${waiting}, ${waitingEach} for one person or address): ask again in a few seconds.`,
        ),
      );
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#leave(who, entry);
        reject(new AskerLeft());
      };
      const entry: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
        refuse: (error) => {
          signal.removeEventListener('abort', leave);
          reject(error);
        },
      };
      line.push(entry);
      this.#lines.set(who, line);
      this.#waiting++;
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #leave(who: string, entry: Waiting): void {
    const line = this.#lines.get(who);
    const at = line?.indexOf(entry) ?? -1;
    if (!line || at < 0) return;
    line.splice(at, 1);
    this.#waiting--;
    if (line.length === 0) this.#lines.delete(who);
  }

  #next(): void {
    const [first] = this.#lines;
    if (!first || this.#working >= this.#limits.atOnce) return;
    const [who, line] = first;
    this.#lines.delete(who);
    const entry = line.shift()!;
    if (line.length > 0) this.#lines.set(who, line); // behind everybody else
    this.#waiting--;
    this.#working++;
    entry.start();
  }
}
