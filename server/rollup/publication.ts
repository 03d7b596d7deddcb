/** What a run publishes: staged while it scores, then written in one transaction. */
import type { LoadedModel } from '../../models/model.ts';
import type { Score } from '../../models/score.ts';
import { STRETCH_COLUMNS } from '../store/carriedPoints.ts';
import type { Queryable, Session, SqlValue } from '../store/database.ts';
import { packedDays, stretchesOf } from '../store/packedDays.ts';
import type { ChangedPoints } from './changedPoints.ts';
import { compactLongest } from './compaction.ts';
import type { DyadRow } from './dyadRow.ts';
import type { RunRecord, RunWatch } from './rollup.ts';
import { type Fence, readPublished, updateRun } from './runs.ts';

const DYAD_COLUMNS = ['dyad', 'model_hash', 'run_id', 'first_day', 'board'] as const;

/** Bytes that are written to the database at once: a statement for every dyad would cost more than the rows of a quiet day. */
const BYTES_AT_ONCE = 8_000_000;
/** Unchanged days between changed ones that are written again: shorter than a row of their own. */
const MAX_GAP = 32;

/** Where the points and rows of a run wait until all are there. */
export interface Stage {
  /**
   * Adds the new values of one dyad under one model. A withdrawn day is written as NaN: it has no value from this run on, which is
   * neither zero nor a deletion, because earlier runs still serve theirs.
   */
  addPoints(dyad: string, model: LoadedModel, score: Score | undefined, points: ChangedPoints): Promise<void>;
  /** Adds a row of the board that is not as before. */
  addRow(dyad: string, modelHash: string, row: DyadRow): Promise<void>;
  /** Writes what is still held in memory. */
  flush(): Promise<void>;
}

/**
 * A stage is two temporary tables of its session: so memory stays flat however many points there are, and other writers wait only
 * for the publication, not for the scoring.
 */
export async function openStage(session: Session, run: RunRecord): Promise<Stage> {
  for (const table of ['stretch', 'dyad'])
    await session.query(`create temporary table staged_${table} as select * from published_${table} limit 0`);
  let stretches: SqlValue[][] = [];
  let rows: SqlValue[][] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const full = { stretches, rows };
    [stretches, rows, bytes] = [[], [], 0];
    await session.insert('staged_stretch', STRETCH_COLUMNS, full.stretches);
    await session.insert('staged_dyad', DYAD_COLUMNS, full.rows);
  };
  return {
    async addPoints(dyad, { definition, hash }, score, { changed, withdrawn }) {
      for (const { from, to } of stretchesOf(withdrawn)) {
        const days = to - from + 1;
        const gone = new Uint8Array(new Float64Array(3 * days).fill(Number.NaN).buffer);
        stretches.push([dyad, hash, run.id, from, days, definition.base, gone, null, null]);
        bytes += gone.length;
      }
      for (const { from, to } of stretchesOf(changed, MAX_GAP)) {
        const days = to - from + 1;
        const cut = (values: Float64Array): Float64Array => values.subarray(from, to + 1);
        const { tension, conflict, cooperation, sd } = score!;
        const packed = packedDays(
          { tension: cut(tension), conflict: cut(conflict), cooperation: cut(cooperation), sd: cut(sd) },
          definition.base,
        );
        stretches.push([dyad, hash, run.id, score!.firstDay + from, days, packed.base, packed.bytes, null, null]);
        bytes += packed.bytes.length;
      }
      if (bytes >= BYTES_AT_ONCE) await flush();
    },
    async addRow(dyad, hash, { firstDay, board }) {
      rows.push([dyad, hash, run.id, firstDay, board]);
      bytes += board?.length ?? 0;
      if (bytes >= BYTES_AT_ONCE) await flush();
    },
    flush,
  };
}

/** Another process published while this run was scoring; what it compared with is no longer what is served. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/**
 * Publishes a run: its points, its rows of the board, its models, its row in the log and the pointer to it, all in one transaction,
 * so that readers see the whole run or nothing of it.
 *
 * @param previous the run that the points were compared with
 * @param watch what else is written with it
 * @throws LeaseLost of the fence; Overtaken when another run was published since
 */
export async function publish(
  session: Session,
  fence: Fence,
  run: RunRecord,
  models: readonly LoadedModel[],
  previous: RunRecord | null,
  watch?: RunWatch,
): Promise<void> {
  await session.transaction(async (tx) => {
    await fence(tx);
    const served = await readPublished(tx);
    if (served?.name !== previous?.name)
      throw new Overtaken(
        `Run ${served?.id} was published by another process meanwhile; the next run goes on from there.`,
      );
    if (previous) {
      await compactLongest(tx, previous.id);
      await dropOvertakenRows(tx, previous);
    }
    for (const [table, columns] of [
      ['stretch', STRETCH_COLUMNS.join(', ')],
      ['dyad', DYAD_COLUMNS.join(', ')],
    ])
      await tx.query(`insert into published_${table} (${columns}) select ${columns} from staged_${table}`);
    for (const { definition, hash } of models)
      await tx.query(
        'insert into rollup_model (model_hash, name, version, definition, first_run) values ($1, $2, $3, $4, $5) on conflict (model_hash) do nothing',
        [hash, definition.name, definition.version, JSON.stringify(definition), run.id],
      );
    await watch?.write(tx);
    await updateRun(tx, run);
    await tx.query(
      'insert into published_run (id, run_id) values (1, $1) on conflict (id) do update set run_id = excluded.run_id',
      [run.id],
    );
  });
}

/** Rows of the board that neither this run nor the one before shows. Readers may still be at that one. */
async function dropOvertakenRows(tx: Queryable, previous: RunRecord): Promise<void> {
  await tx.query(
    `delete from published_dyad where run_id < $1 and dyad in (select dyad from staged_dyad) and exists (
       select 1 from published_dyad as newer
       where newer.model_hash = published_dyad.model_hash and newer.dyad = published_dyad.dyad
         and newer.run_id > published_dyad.run_id and newer.run_id <= $1)`,
    [previous.id],
  );
}
