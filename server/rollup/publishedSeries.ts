/** Reading what runs have published, as any of them served it. */
import { toIsoDate } from '../../models/calendar.ts';
import { byDyad } from '../byDyad.ts';
import { gathered } from '../gathered.ts';
import { placesOf } from '../placesOf.ts';
import type { SqlRow } from '../store/database.ts';
import type { Reader, Reading } from '../store/reading.ts';
import { DoublesDamaged } from '../store/codedDoubles.ts';
import { type DayValues, STRETCH_DAYS, unpackedDays } from '../store/packedDays.ts';
import type { FirstPublished, PublishedSeries, PublishedValue } from './rollup.ts';

interface StretchRow extends SqlRow {
  dyad: string;
  run_id: number;
  first_day: number;
  days: number;
  base: number | null;
  packed: Uint8Array;
}

export interface FirstsRow extends StretchRow {
  first_runs: string | null;
  first_tension: Uint8Array | null;
}

const STRETCH = 'dyad, run_id, first_day, days, base, packed';
export const STRETCH_WITH_FIRSTS = `${STRETCH}, first_runs, first_tension`;

/**
 * The series of some dyads as run `runId` published them: of each day the value of the newest run up to that one. A dyad without any is left out.
 *
 * @param which `with gaps`: a day without a value inside a series is NaN, for a run, which writes it anew; otherwise it is a fault
 */
export async function readSeriesOf(
  database: Reader,
  dyads: readonly string[],
  modelHash: string,
  runId: number,
  which: 'whole' | 'with gaps' = 'whole',
): Promise<Map<string, PublishedSeries>> {
  if (dyads.length === 0) return new Map();
  const rows = await database.query<StretchRow>(
    `select ${STRETCH} from published_stretch
     where dyad in (${placesOf(dyads, 3)}) and model_hash = $1 and run_id <= $2 order by run_id, first_day`,
    [modelHash, runId, ...dyads],
  );
  const series = new Map<string, PublishedSeries>();
  for (const [dyad, stretches] of byDyad(rows)) {
    const found = seriesOf(dyad, modelHash, stretches, which);
    if (found) series.set(dyad, found);
  }
  return series;
}

/** Reads the series of a dyad; those that are asked for at the same time are read together. */
export const seriesReader = (reading: Reading) =>
  gathered<{ readonly dyad: string; readonly modelHash: string; readonly runId: number }, PublishedSeries | undefined>(
    async (asked) => {
      const keyOf = ({ modelHash, runId }: { modelHash: string; runId: number }): string => `${runId} ${modelHash}`;
      const read = new Map<string, Map<string, PublishedSeries>>();
      for (const one of asked) {
        const key = keyOf(one);
        if (read.has(key)) continue;
        const dyads = [...new Set(asked.filter((other) => keyOf(other) === key).map(({ dyad }) => dyad))];
        const { modelHash, runId } = one;
        read.set(key, await reading.published((reader) => readSeriesOf(reader, dyads, modelHash, runId)));
      }
      return asked.map((one) => read.get(keyOf(one))!.get(one.dyad));
    },
  );

/** The days of stretches, the later over the earlier, without withdrawn ones at the ends. @throws Error for a gap in one that must be whole */
function seriesOf(
  dyad: string,
  modelHash: string,
  stretches: readonly StretchRow[],
  which: 'whole' | 'with gaps',
): PublishedSeries | undefined {
  const { firstDay, values } = overlaid(stretches, which);
  const { tension } = values;
  const from = tension.findIndex((value) => !Number.isNaN(value));
  const to = tension.findLastIndex((value) => !Number.isNaN(value));
  if (from < 0) return undefined;
  if (which === 'whole' && tension.subarray(from, to + 1).includes(Number.NaN))
    throw new Error(
      `The published series of ${dyad} under model ${modelHash} has a gap between ${toIsoDate(firstDay + from)} and ${toIsoDate(firstDay + to)}: stop the server and have it written anew: npm run -s tension -- rollup --afresh`,
    );
  const cut = (column: Float64Array): Float64Array => column.slice(from, to + 1);
  return {
    dyad,
    modelHash,
    firstDay: firstDay + from,
    tension: cut(tension),
    conflict: cut(values.conflict),
    cooperation: cut(values.cooperation),
    sd: cut(values.sd),
  };
}

/**
 * Stretches of a dyad laid over one another in their order; NaN where none has a value. O(days of all).
 *
 * @param which `with gaps`: days that are damaged, and that no later stretch has, are NaN too; otherwise they are a fault
 */
export function overlaid(
  stretches: readonly StretchRow[],
  which: 'whole' | 'with gaps' = 'whole',
): { readonly firstDay: number; readonly values: DayValues } {
  const firstDay = stretches.reduce((least, row) => Math.min(least, row.first_day), Infinity);
  const days = stretches.reduce((most, row) => Math.max(most, row.first_day + row.days), -Infinity) - firstDay;
  const column = (): Float64Array => new Float64Array(days).fill(Number.NaN);
  const values = { tension: column(), conflict: column(), cooperation: column(), sd: column() };
  const damaged = new Set<number>();
  for (const row of stretches) {
    const begin = row.first_day - firstDay;
    const own = valuesOf(row);
    for (const name of ['tension', 'conflict', 'cooperation', 'sd'] as const)
      if (own) values[name].set(own[name], begin);
      else values[name].fill(Number.NaN, begin, begin + row.days);
    for (let day = begin; day < begin + row.days; day++)
      if (!own) damaged.add(day);
      else if (damaged.size > 0) damaged.delete(day);
  }
  if (which === 'whole' && damaged.size > 0)
    throw new Error(
      `The published days of ${stretches[0]!.dyad} from ${toIsoDate(firstDay + Math.min(...damaged))} to ${toIsoDate(firstDay + Math.max(...damaged))} are damaged: stop the server and have them written anew: npm run -s tension -- rollup --afresh`,
    );
  return { firstDay, values };
}

/** Undefined where they are damaged. */
function valuesOf({ base, packed, days }: StretchRow): DayValues | undefined {
  try {
    return unpackedDays({ base, bytes: packed }, days);
  } catch (error) {
    if (error instanceof DoublesDamaged) return undefined;
    throw error;
  }
}

/** Of each day the value of the oldest run up to `runId` that has one, in order of day. */
export async function readFirstPublished(
  database: Reader,
  dyad: string,
  modelHash: string,
  runId: number,
  from: number,
  to: number,
): Promise<FirstPublished[]> {
  const rows = await database.query<FirstsRow>(
    `select ${STRETCH_WITH_FIRSTS} from published_stretch
     where dyad = $1 and model_hash = $2 and run_id <= $3 and first_day <= $5 and first_day + days > $4 order by run_id`,
    [dyad, modelHash, runId, from, to],
  );
  const runs = await database.query<{ id: number; finished_at: Date | null; started_at: Date }>(
    'select id, finished_at, started_at from rollup_run where id <= $1',
    [runId],
  );
  const publishedAt = new Map(runs.map((run) => [run.id, run.finished_at ?? run.started_at]));
  const firsts = [...firstValues(rows)].filter(([day]) => day >= from && day <= to).sort(([a], [b]) => a - b);
  return firsts.map(([day, first]) => ({ day, ...first, publishedAt: publishedAt.get(first.runId)! }));
}

/** Of each day the first tension and the run that published it. A day is never withdrawn before it had a value. @throws DoublesDamaged */
export function firstValues(rows: readonly FirstsRow[]): Map<number, { tension: number; runId: number }> {
  const firsts = new Map<number, { tension: number; runId: number }>();
  for (const { run_id, first_day, days: length, base, packed, first_runs, first_tension } of rows) {
    const tension =
      first_tension === null
        ? unpackedDays({ base, bytes: packed }, length).tension
        : new Float64Array(new Uint8Array(first_tension).buffer);
    const runs = first_runs === null ? [[tension.length, run_id]] : (JSON.parse(first_runs) as [number, number][]);
    let i = 0;
    for (const [days, runId] of runs)
      for (const end = i + days!; i < end; i++)
        if (!firsts.has(first_day + i) && !Number.isNaN(tension[i]!))
          firsts.set(first_day + i, { tension: tension[i]!, runId: runId! });
  }
  return firsts;
}

/** The values of all dyads on some days as run `runId` published them, in no order. One scan, however many dyads there are. */
export async function readValues(
  database: Reader,
  modelHash: string,
  runId: number,
  days: readonly number[],
): Promise<PublishedValue[]> {
  const first = Math.min(...days);
  const rows = await database.query<StretchRow>(
    `select ${STRETCH} from published_stretch
     where model_hash = $1 and run_id <= $2 and first_day > $3 and first_day <= $4 and first_day + days > $5 order by run_id`,
    [modelHash, runId, first - STRETCH_DAYS, Math.max(...days), first],
  );
  const found: PublishedValue[] = [];
  for (const [dyad, stretches] of byDyad(rows)) {
    const { firstDay, values } = overlaid(stretches);
    for (const day of days) {
      const tension = values.tension[day - firstDay];
      if (tension !== undefined && !Number.isNaN(tension))
        found.push({ dyad, day, tension, sd: values.sd[day - firstDay]! });
    }
  }
  return found;
}
