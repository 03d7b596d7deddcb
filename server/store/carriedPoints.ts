/** Carries published values over from a row a day to packed stretches, bit for bit. */
import type { Queryable, SqlRow } from './database.ts';
import { packedDays, stretchesOf } from './packedDays.ts';

/** Dyads whose points are read together. */
const DYADS_AT_ONCE = 16;

interface PointRow extends SqlRow {
  dyad: string;
  model_hash: string;
  run_id: number;
  epoch_day: number;
  tension: number;
  conflict: number;
  cooperation: number;
  sd: number;
}

export const STRETCH_COLUMNS = [
  'dyad',
  'model_hash',
  'run_id',
  'first_day',
  'days',
  'base',
  'packed',
  'first_runs',
  'first_tension',
] as const;

/** One pass over the dyads; then the table of points is gone. */
export async function carryPoints(tx: Queryable): Promise<void> {
  const models = await tx.query<{ model_hash: string; definition: string }>(
    'select model_hash, definition from rollup_model',
  );
  const bases = new Map(models.map((row) => [row.model_hash, Number(JSON.parse(row.definition).base)]));
  const dyads = await tx.query<{ dyad: string }>('select distinct dyad from published_point order by dyad');
  for (let begin = 0; begin < dyads.length; begin += DYADS_AT_ONCE) {
    const some = dyads.slice(begin, begin + DYADS_AT_ONCE).map(({ dyad }) => dyad);
    const points = await tx.query<PointRow>(
      `select dyad, model_hash, run_id, day - date '1970-01-01' as epoch_day, tension, conflict, cooperation, sd
       from published_point where dyad in (${some.map((_, i) => `$${i + 1}`).join(', ')}) order by dyad, model_hash, run_id, day`,
      some,
    );
    await tx.insert('published_stretch', STRETCH_COLUMNS, [...stretchRows(points, bases)]);
  }
  await tx.query('drop table published_point');
}

function* stretchRows(points: readonly PointRow[], bases: ReadonlyMap<string, number>) {
  for (let begin = 0, end: number; begin < points.length; begin = end) {
    const { dyad, model_hash, run_id } = points[begin]!;
    const isSame = (row: PointRow | undefined): boolean =>
      row?.dyad === dyad && row.model_hash === model_hash && row.run_id === run_id;
    end = begin + 1;
    while (isSame(points[end])) end++;
    let at = begin;
    for (const { from, to } of stretchesOf(points.slice(begin, end).map((row) => row.epoch_day))) {
      const rows = points.slice(at, (at += to - from + 1));
      const column = (name: 'tension' | 'conflict' | 'cooperation' | 'sd') =>
        Float64Array.from(rows, (row) => row[name]);
      const { base, bytes } = packedDays(
        {
          tension: column('tension'),
          conflict: column('conflict'),
          cooperation: column('cooperation'),
          sd: column('sd'),
        },
        bases.get(model_hash) ?? Number.NaN,
      );
      yield [dyad, model_hash, run_id, from, rows.length, base, bytes, null, null];
    }
  }
}
