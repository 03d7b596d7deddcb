/** Reads from a standby what the served run saw or published, where the standby has that run; everything else, and whenever it fails, from the primary. */
import type { Database, SqlValue } from '../store/database.ts';
import type { ColumnReader, Reading } from '../store/reading.ts';
import type { Standby } from '../store/standby.ts';
import type { RunRecord } from './rollup.ts';

/** Who answered since the start. */
export interface StandbyReads {
  readonly standby: number;
  /** the primary, because the standby did not have yet what was asked for */
  readonly behind: number;
  /** the primary, because the standby was away or gave the work up */
  readonly away: number;
}

export interface StandbyReading extends Reading {
  reads(): StandbyReads;
}

/** What the standby must have: a row that was committed with it, or after it. */
interface Needed {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** A standby that lags is not asked at each read. */
const ASK_AGAIN_MS = 200;

/** @param served the run that is served: no reader gets anything older */
export function standbyReading(
  database: Database,
  standby: Pick<Standby, 'read' | 'outage'>,
  served: () => RunRecord | null,
): StandbyReading {
  const counts = { standby: 0, behind: 0, away: 0 };
  /** what it did not have, with when it was asked, by the clock that nobody sets */
  const lacked = new Map<string, number>();

  async function read<Result>(needed: Needed, work: (reader: ColumnReader) => Promise<Result>): Promise<Result> {
    const key = JSON.stringify(needed);
    const isJustAsked = performance.now() - (lacked.get(key) ?? -Infinity) < ASK_AGAIN_MS;
    if (!isJustAsked && !standby.outage())
      try {
        // In one transaction: behind one address may stand several standbys.
        const found = await standby.read(async (reader) =>
          (await reader.query(needed.sql, needed.parameters)).length > 0 ? { result: await work(reader) } : undefined,
        );
        lacked.clear();
        if (found) {
          counts.standby++;
          return found.result;
        }
        lacked.set(key, performance.now());
      } catch {
        counts.away++; // an outage is told by the standby, and a fault of the work by the primary
        return work(database);
      }
    counts[standby.outage() ? 'away' : 'behind']++;
    return work(database);
  }

  return {
    reads: () => ({ ...counts }),
    published(work) {
      const run = served();
      return run ? read(neededBy(run), work) : work(database);
    },
    upTo(moment, work) {
      const run = served();
      // Later changes have later moments, so that nothing is added any more up to what the run has seen.
      return moment && run?.asOf && moment <= run.asOf ? read(neededBy(run), work) : work(database);
    },
    taken({ takeId, takenAt }, work) {
      if (takenAt === null) return work(database);
      const sql = 'select take_id from feed_take where take_id = $1 and taken_at = $2';
      return read({ sql, parameters: [takeId, takenAt] }, work);
    },
  };
}

/** What a run saw was committed before it. */
const neededBy = ({ id, name }: RunRecord): Needed => ({
  sql: "select id from rollup_run where id = $1 and status = 'complete' and (name = $2 or name is null)",
  parameters: [id, name],
});
