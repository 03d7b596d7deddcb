/** Looking up sessions and keys: wrong ones cost the database little, however many are sent. */
import { LRUCache } from 'lru-cache';
import { LineFull, OWN, Turns } from '../turns.ts';
import type { Identity } from './identity.ts';
import { hashOf } from './secret.ts';

/** Different ones of an address that are looked up a minute. */
const WRONG_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_REMEMBERED = 10_000;
/** Wrong ones and the addresses that sent them; right ones come from nobody without a right. */
export const MAX_WRONG_BYTES = MAX_REMEMBERED * 2 * 300;
/** Those that were not right within the hour: so many at once, one address after the other. */
const LINE = { atOnce: 4, waiting: 2000, waitingEach: 500 };

/** Too many wrong ones came from the address; the message says what to do. */
export class TooManyWrong extends Error {
  override name = 'TooManyWrong';
}

export interface Lookup {
  readonly address: string;
  readonly secret: string;
  /** looks it up also where the address has sent too many wrong ones */
  readonly isAlways: boolean;
}

export function openLookups(now: () => Date) {
  const perf = { now: () => now().getTime() };
  /** hashes of what was right within the hour; it is looked up each time, so that an end holds at once */
  const right = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: HOUR_MS, perf });
  /** what was wrong within the minute stays so: no session and no key begins anew */
  const wrong = new LRUCache<string, Identity>({ max: MAX_REMEMBERED, ttl: MINUTE_MS, perf });
  const wrongOf = new LRUCache<string, { count: number }>({ max: MAX_REMEMBERED, ttl: MINUTE_MS, perf });
  const turns = new Turns(LINE);

  async function looked(hash: string, look: () => Promise<Identity>): Promise<Identity> {
    const identity = await look();
    if (identity.via === 'anonymous') {
      right.delete(hash);
      wrong.set(hash, identity);
    } else right.set(hash, true);
    return identity;
  }

  /** @throws TooManyWrong */
  async function unknown(
    { address, isAlways }: Lookup,
    hash: string,
    look: () => Promise<Identity>,
  ): Promise<Identity> {
    const held = wrong.get(hash);
    if (held) return held;
    if (right.has(hash)) return looked(hash, look);
    if ((wrongOf.get(address)?.count ?? 0) >= WRONG_PER_MINUTE && !isAlways)
      throw new TooManyWrong(
        `More than ${WRONG_PER_MINUTE} wrong sessions or keys came from your address within a minute: wait a minute, and send one that is right.`,
      );
    const identity = await looked(hash, look);
    if (identity.via === 'anonymous') {
      const sent = wrongOf.get(address);
      if (sent) sent.count++;
      else wrongOf.set(address, { count: 1 });
    }
    return identity;
  }

  return {
    /** What was made just now is right, wherever it comes from. */
    remember: (secret: string): void => void right.set(hashOf(secret), true),
    /**
     * Whose it is.
     *
     * @param look what asks the database
     * @throws TooManyWrong where it may not be looked up now
     */
    async find(lookup: Lookup, look: () => Promise<Identity>): Promise<Identity> {
      const hash = hashOf(lookup.secret);
      if (right.has(hash)) return looked(hash, look);
      try {
        return await turns.take({ ...OWN, who: lookup.address }, () => unknown(lookup, hash, look));
      } catch (error) {
        throw error instanceof LineFull ? new TooManyWrong(error.message) : error;
      }
    },
  };
}
