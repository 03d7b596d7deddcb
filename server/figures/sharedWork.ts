/** One piece of work for all who ask for the same; it is given up when the last of them has left. */
import { type Asker, AskerLeft } from '../turns.ts';

interface Shared {
  readonly result: Promise<Buffer>;
  readonly over: AbortController;
  askers: number;
}

export class SharedWork {
  readonly #underway = new Map<string, Shared>();

  /**
   * Joins the work of a key, or begins it.
   *
   * @param begin is given who asks: the first of them, who has left only when all have
   * @throws AskerLeft; whatever `begin` throws
   */
  async join(key: string, asker: Asker, begin: (all: Asker) => Promise<Buffer>): Promise<Buffer> {
    if (asker.signal.aborted) throw new AskerLeft();
    const shared = this.#underway.get(key) ?? this.#begun(key, asker, begin);
    shared.askers++;
    let leave = (): void => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => {
        if (--shared.askers === 0) {
          shared.over.abort();
          if (this.#underway.get(key) === shared) this.#underway.delete(key);
        }
        reject(new AskerLeft());
      };
    });
    asker.signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([shared.result, left]);
    } finally {
      asker.signal.removeEventListener('abort', leave);
    }
  }

  #begun(key: string, asker: Asker, begin: (all: Asker) => Promise<Buffer>): Shared {
    const over = new AbortController();
    const result = begin({ ...asker, signal: over.signal }).finally(() => {
      if (this.#underway.get(key) === shared) this.#underway.delete(key);
    });
    const shared: Shared = { result, over, askers: 0 };
    result.catch(() => undefined); // told to each who asked
    this.#underway.set(key, shared);
    return shared;
  }
}
