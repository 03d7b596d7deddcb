/** Many short stretches of a dyad become a few long ones: with the values of now, and with what each day was when it was first published. */
import { STRETCH_COLUMNS } from '../store/carriedPoints.ts';
import type { Queryable, SqlValue } from '../store/database.ts';
import { DoublesDamaged } from '../store/codedDoubles.ts';
import { packedDays, STRETCH_DAYS } from '../store/packedDays.ts';
import { type FirstsRow, firstValues, overlaid, STRETCH_WITH_FIRSTS } from './publishedSeries.ts';

/** Stretches of a dyad under a model, beyond those of a full series, before they are put together. */
const MAX_SHORT = 64;
/** Series that one run puts together: those that are published day by day come due together, and a run is not to wait for all. */
const SERIES_A_RUN = 50;

/**
 * Puts together what the longest lists of stretches of the staged dyads say, up to run `throughRun`: of each day its value as that run serves it, the first
 * value it ever had, and the run that published that. What runs in between had is forgotten; nobody can ask for it any more.
 */
export async function compactLongest(tx: Queryable, throughRun: number): Promise<void> {
  const long = await tx.query<{ dyad: string; model_hash: string }>(
    `select dyad, model_hash from published_stretch where run_id <= $1 and dyad in (select dyad from staged_stretch)
     group by dyad, model_hash
     having count(*) > ${MAX_SHORT} + (max(first_day) - min(first_day)) / ${STRETCH_DAYS} order by count(*) desc limit ${SERIES_A_RUN}`,
    [throughRun],
  );
  for (const { dyad, model_hash } of long) {
    const rows = await tx.query<FirstsRow>(
      `select ${STRETCH_WITH_FIRSTS} from published_stretch where dyad = $1 and model_hash = $2 and run_id <= $3 order by run_id, first_day`,
      [dyad, model_hash, throughRun],
    );
    const compacted = compactedOf(rows);
    if (!compacted) continue;
    await tx.query('delete from published_stretch where dyad = $1 and model_hash = $2 and run_id <= $3', [
      dyad,
      model_hash,
      throughRun,
    ]);
    await tx.insert(
      'published_stretch',
      STRETCH_COLUMNS,
      compacted.map((row) => [dyad, model_hash, throughRun, ...row]),
    );
  }
}

/** Undefined where a stretch is damaged: it stays for whoever has a backup, and so do those beside it. */
function compactedOf(rows: readonly FirstsRow[]): SqlValue[][] | undefined {
  try {
    return [...compactedRows(rows)];
  } catch (error) {
    if (error instanceof DoublesDamaged) return undefined;
    throw error;
  }
}

/** The columns of stretches from `first_day` on. */
function* compactedRows(rows: readonly FirstsRow[]): Generator<SqlValue[]> {
  const firsts = firstValues(rows);
  const { firstDay, values } = overlaid(rows);
  const base = rows.find((row) => row.base !== null)?.base ?? Number.NaN;
  for (let begin = 0; begin < values.tension.length; begin += STRETCH_DAYS) {
    const cut = (column: Float64Array): Float64Array => column.subarray(begin, begin + STRETCH_DAYS);
    const tension = cut(values.tension);
    const packed = packedDays(
      { tension, conflict: cut(values.conflict), cooperation: cut(values.cooperation), sd: cut(values.sd) },
      base,
    );
    const first = Array.from(tension, (_, i) => firsts.get(firstDay + begin + i));
    const runs: [number, number][] = [];
    for (const one of first) {
      const runId = one?.runId ?? 0; // 0: never published, a gap between stretches
      const last = runs.at(-1);
      if (last?.[1] === runId) last[0]++;
      else runs.push([1, runId]);
    }
    const isUnrevised = first.every((one, i) => Object.is(one?.tension ?? Number.NaN, tension[i]));
    const firstTension = isUnrevised
      ? null
      : new Uint8Array(Float64Array.from(first, (one) => one?.tension ?? Number.NaN).buffer);
    yield [firstDay + begin, tension.length, packed.base, packed.bytes, JSON.stringify(runs), firstTension];
  }
}
