/** All pairs that the feeds have anything of, kept in memory: only what came since is summed. */
import type { Database } from '../store/database.ts';
import type { Take } from '../store/reading.ts';
import { countedNow } from './countedTakes.ts';
import { unpackedDyad } from './packedDyad.ts';

/** What a feed has of a pair. */
export interface PairExtent {
  readonly dyad: string;
  readonly feed: string;
  readonly rows: number;
  /** epoch days */
  readonly firstDay: number;
  readonly lastDay: number;
}

export const isSameMark = (a: Take, b: Take): boolean =>
  a.takeId === b.takeId && a.takenAt?.getTime() === b.takenAt?.getTime();

export class FeedPairs {
  readonly #database: Database;
  #mark: Take = { takeId: 0, takenAt: null };
  #extents: ReadonlyMap<string, PairExtent> = new Map();
  #underway: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  async all(): Promise<readonly PairExtent[]> {
    this.#underway ??= this.#refresh().finally(() => (this.#underway = undefined));
    await this.#underway;
    return [...this.#extents.values()];
  }

  /** Adds what came since the last time; where a file was taken again or a feed removed, all is summed anew. */
  async #refresh(): Promise<void> {
    const mark = await this.#newest();
    if (isSameMark(mark, this.#mark)) return;
    const [again] = await this.#database.query<{ replaced: number }>(
      'select count(*) as replaced from feed_take where (replaces is not null or is_removal) and take_id > $1',
      [this.#mark.takeId],
    );
    const fresh = again!.replaced > 0 || !(await this.#isStillThere(this.#mark));
    const extents = new Map(fresh ? [] : this.#extents);
    const rows = await this.#database.query<{
      feed: string;
      dyad: number;
      row_count: number;
      first_day: number;
      last_day: number;
    }>(
      `select feed, dyad, sum(row_count) as row_count, min(day) - date '1970-01-01' as first_day, max(day) - date '1970-01-01' as last_day
       from feed_cell where take_id > $1 and take_id <= $2 and ${countedNow('feed_cell')} group by feed, dyad`,
      [fresh ? 0 : this.#mark.takeId, mark.takeId],
    );
    for (const row of rows) {
      const key = `${row.dyad} ${row.feed}`;
      const known = extents.get(key);
      extents.set(key, {
        dyad: known?.dyad ?? unpackedDyad(row.dyad),
        feed: row.feed,
        rows: (known?.rows ?? 0) + row.row_count,
        firstDay: Math.min(known?.firstDay ?? Infinity, row.first_day),
        lastDay: Math.max(known?.lastDay ?? -Infinity, row.last_day),
      });
    }
    this.#mark = mark;
    this.#extents = extents;
  }

  async #newest(): Promise<Take> {
    const [row] = await this.#database.query<{ take_id: number | null; taken_at: Date | null }>(
      'select max(take_id) as take_id, max(taken_at) as taken_at from feed_take',
    );
    return { takeId: row?.take_id ?? 0, takenAt: row?.taken_at ?? null };
  }

  /** False where a copy of the database was restored since: its takes count on from an earlier one. */
  async #isStillThere({ takeId, takenAt }: Take): Promise<boolean> {
    if (takeId === 0) return true;
    const [row] = await this.#database.query<{ taken_at: Date }>(
      'select max(taken_at) as taken_at from feed_take where take_id <= $1 having count(*) > 0',
      [takeId],
    );
    return row?.taken_at.getTime() === takenAt?.getTime();
  }
}
