/** How many views are kept for readers who did not sign in: so many a day, of one address, and in all. */
import { statfs } from 'node:fs/promises';
import type { Queryable } from '../store/database.ts';

export interface OpenPinLimits {
  /** views a day (UTC), of all readers together; one address may have a tenth of them */
  readonly perDay: number;
  readonly inAll: number;
  /** bytes that must stay free where the views are kept */
  readonly freeBytes: number;
}

export const STANDARD_OPEN_PINS: OpenPinLimits = { perDay: 2000, inAll: 100_000, freeBytes: 1024 ** 3 };

const SHARE_OF_ADDRESS = 0.1;
/** Other servers of the same database pin as well: counts are read again after so long. */
const COUNTED_FOR_MS = 60_000;

/** No view is kept any more; the message says why and what to do. */
export class NoRoomForViews extends Error {
  override name = 'NoRoomForViews';
}

export class OpenPins {
  readonly #database: Queryable;
  readonly #limits: OpenPinLimits;
  readonly #now: () => Date;
  readonly #freeBytes: () => Promise<number>;
  #count: { readonly day: string; readonly at: number; today: number; all: number } | undefined;
  #byAddress = { day: '', counts: new Map<string, number>() };

  constructor(database: Queryable, limits: OpenPinLimits, now: () => Date, freeBytes: () => Promise<number>) {
    this.#database = database;
    this.#limits = limits;
    this.#now = now;
    this.#freeBytes = freeBytes;
  }

  /** Takes a place for a view. @throws NoRoomForViews */
  async take(address: string): Promise<void> {
    const { perDay, inAll, freeBytes } = this.#limits;
    const day = this.#now().toISOString().slice(0, 10);
    if (this.#byAddress.day !== day) this.#byAddress = { day, counts: new Map() };
    const { counts } = this.#byAddress;
    const ofAddress = counts.get(address) ?? 0;
    const count = await this.#counted(day);
    const signIn = 'Sign in, or open the address with the token, to keep this one.';
    if (ofAddress >= Math.max(1, perDay * SHARE_OF_ADDRESS))
      throw new NoRoomForViews(`Your address has kept ${ofAddress} views today, as many as one address may. ${signIn}`);
    if (count.today >= perDay)
      throw new NoRoomForViews(
        `${perDay} views were kept today for readers who did not sign in, as many as a day has. ${signIn}`,
      );
    if (count.all >= inAll)
      throw new NoRoomForViews(
        `This server keeps no more than ${inAll} views for readers who do not sign in. ${signIn}`,
      );
    if ((await this.#freeBytes()) < freeBytes)
      throw new NoRoomForViews(
        `Less than ${Math.round(freeBytes / 1024 ** 2)} MiB are free where views are kept. Ask whoever runs the server to make room.`,
      );
    counts.set(address, ofAddress + 1);
    count.today++;
    count.all++;
  }

  /** How many are kept, and how many may be. */
  async used(): Promise<Pick<OpenPinLimits, 'perDay' | 'inAll'> & { readonly today: number; readonly all: number }> {
    const { perDay, inAll } = this.#limits;
    const { today, all } = await this.#counted(this.#now().toISOString().slice(0, 10));
    return { perDay, inAll, today, all };
  }

  async #counted(day: string) {
    const now = this.#now().getTime();
    if (this.#count?.day !== day || now - this.#count.at >= COUNTED_FOR_MS) {
      const [row] = await this.#database.query<{ today: number; all_days: number }>(
        `select count(case when created_at >= $1 then 1 end) as today, count(*) as all_days from pinned_view where pinned_by = ''`,
        [new Date(`${day}T00:00:00Z`)],
      );
      this.#count = { day, at: now, today: row?.today ?? 0, all: row?.all_days ?? 0 };
    }
    return this.#count;
  }
}

/** Bytes that are free on the disk of a folder. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
