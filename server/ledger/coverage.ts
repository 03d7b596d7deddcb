/** Which days somebody looked at: declared, kept as the events are, and never taken from the events themselves. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Density } from '../../models/stretch.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import type { DeclaredStretch, RecordedStretch } from './ledger.ts';
import { nextMoment } from './moment.ts';

interface StretchRow extends SqlRow {
  dyad: string;
  from_day: string;
  to_day: string;
  density: string;
  declared_by: string;
  sources: string;
  note: string;
  recorded_at: Date;
  recorded_by: string;
}

const COLUMNS = [
  'dyad',
  'from_day',
  'to_day',
  'density',
  'declared_by',
  'sources',
  'note',
  'recorded_at',
  'recorded_by',
] as const;

/** The stretches of a dyad that were recorded by a moment, in order of their days. */
export async function coverage(database: Queryable, dyad: string, asOf: Date | null): Promise<RecordedStretch[]> {
  const rows = await database.query<StretchRow>(
    `select ${COLUMNS.join(', ')} from coverage_stretch where dyad = $1${asOf ? ' and recorded_at <= $2' : ''} order by from_day, to_day, recorded_at`,
    asOf ? [dyad, asOf] : [dyad],
  );
  return rows.map((row) => ({
    dyad: row.dyad,
    from: epochDay(row.from_day),
    to: epochDay(row.to_day),
    density: row.density as Density,
    by: row.declared_by,
    sources: row.sources,
    note: row.note,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }));
}

/** Appends the stretches that are not there yet, all at one moment; returns how many were new. See `Ledger.declareCoverage`. */
export async function declareCoverage(
  database: Database,
  now: () => Date,
  stretches: readonly DeclaredStretch[],
  recordedBy: string,
): Promise<number> {
  return database.transaction(async (tx) => {
    const known = new Set<string>();
    for (const dyad of new Set(stretches.map(({ dyad }) => dyad)))
      for (const stretch of await coverage(tx, dyad, null)) known.add(keyOf(stretch));
    const unknown = stretches.filter((stretch) => {
      const key = keyOf(stretch);
      return !known.has(key) && known.add(key);
    });
    if (unknown.length === 0) return 0;
    const moment = await nextMoment(tx, now);
    await tx.insert(
      'coverage_stretch',
      COLUMNS,
      unknown.map(({ dyad, from, to, density, by, sources, note }) => [
        dyad,
        toIsoDate(from),
        toIsoDate(to),
        density,
        by,
        sources,
        note,
        moment,
        recordedBy,
      ]),
    );
    return unknown.length;
  });
}

const keyOf = ({ dyad, from, to, density, by, sources, note }: DeclaredStretch): string =>
  JSON.stringify([dyad, from, to, density, by, sources, note]);
