/** The rows of the board in the database. */
import { placesOf } from '../placesOf.ts';
import type { BoardDyad } from '../../models/contract/board.ts';
import type { SqlRow } from '../store/database.ts';
import type { Reader } from '../store/reading.ts';
import type { PublishedRow } from './rollup.ts';

/** What a run writes of a dyad; nulls for one that has no event any more. */
export interface DyadRow {
  readonly firstDay: number | null;
  /** JSON */
  readonly board: string | null;
}

interface Row extends SqlRow {
  dyad: string;
  first_day: number | null;
  board: string | null;
}

/** The rows of a run: the newest of each dyad up to it. Only those of the run that is served, and of the one before, are whole. */
const NEWEST = `select dyad, first_day, board from (
    select dyad, first_day, board, row_number() over (partition by dyad order by run_id desc) as age
    from published_dyad where model_hash = $1 and run_id <= $2`;

/** The rows of a run under a model, by id of the dyad; undefined for a dyad that has no event any more. */
export type BoardRows = ReadonlyMap<string, PublishedRow | undefined>;

/** Those that runs wrote after run `after`: of 0, all. One query, however many dyads there are. */
export async function readBoard(database: Reader, modelHash: string, runId: number, after: number): Promise<BoardRows> {
  const rows = await database.query<Row>(`${NEWEST} and run_id > $3) as row where age = 1 order by dyad collate "C"`, [
    modelHash,
    runId,
    after,
  ]);
  return new Map(
    rows.map((row) => [
      row.dyad,
      row.board === null
        ? undefined
        : { firstDay: row.first_day!, board: JSON.parse(row.board) as BoardDyad, json: row.board },
    ]),
  );
}

/** The rows of some dyads as they are stored. */
export async function readRowTexts(
  database: Reader,
  dyads: readonly string[],
  modelHash: string,
  runId: number,
): Promise<Map<string, string | null>> {
  if (dyads.length === 0) return new Map();
  const rows = await database.query<Row>(`${NEWEST} and dyad in (${placesOf(dyads, 3)})) as row where age = 1`, [
    modelHash,
    runId,
    ...dyads,
  ]);
  return new Map(rows.map((row) => [row.dyad, row.board]));
}

/** Whether a run has rows under each of some models. */
export async function hasRows(database: Reader, modelHashes: readonly string[], runId: number): Promise<boolean> {
  for (const hash of modelHashes) {
    const [row] = await database.query(
      'select run_id from published_dyad where model_hash = $1 and run_id <= $2 limit 1',
      [hash, runId],
    );
    if (!row) return false;
  }
  return true;
}
