/** Which days somebody looked at: declared, kept as the events are, and never taken from the events themselves. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Density } from '../../models/stretch.ts';
import { byDyad } from '../byDyad.ts';
import { placesOf } from '../placesOf.ts';
import type { Database, Queryable, SqlRow } from '../store/database.ts';
import type { Reader } from '../store/reading.ts';
import { appendAudit } from './audit.ts';
import {
  type CoverageWithdrawal,
  type DeclaredStretch,
  type RecordedStretch,
  WithdrawalRefused,
  type WithdrawnStretch,
} from './ledger.ts';
import { nextMoment } from './moment.ts';
import { NOW } from './query.ts';

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
  operation: string;
  reason: string;
}

/** What makes a stretch: of rows that agree in all of it the newest says whether it holds. */
const STRETCH = 'dyad, from_day, to_day, density, declared_by, sources, note';

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
  'operation',
  'reason',
] as const;

/** The newest row of each stretch of some dyads, in order of days. */
async function stretches(
  database: Reader,
  dyads: readonly string[],
  asOf: Date | null,
  operation: 'declare' | 'withdraw',
): Promise<StretchRow[]> {
  return database.query<StretchRow>(
    `select ${COLUMNS.join(', ')} from (
       select ${COLUMNS.join(', ')}, row_number() over (partition by ${STRETCH} order by recorded_at desc) as age
       from coverage_stretch where dyad in (${placesOf(dyads, 3)}) and recorded_at <= $1) as stretch
     where age = 1 and operation = $2 order by from_day, to_day, recorded_at`,
    [asOf ?? NOW, operation, ...dyads],
  );
}

const recordedStretch = (row: StretchRow): RecordedStretch => ({
  dyad: row.dyad,
  from: epochDay(row.from_day),
  to: epochDay(row.to_day),
  density: row.density as Density,
  by: row.declared_by,
  sources: row.sources,
  note: row.note,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
});

/** The stretches of some dyads that held at a moment, each in order of their days; a dyad without any is left out. */
export async function coverageOf(
  database: Reader,
  dyads: readonly string[],
  asOf: Date | null,
): Promise<Map<string, RecordedStretch[]>> {
  if (dyads.length === 0) return new Map();
  return byDyad((await stretches(database, dyads, asOf, 'declare')).map(recordedStretch));
}

/** The stretches of a dyad that had been taken back by a moment, in order of their days. */
export async function withdrawnCoverage(
  database: Reader,
  dyad: string,
  asOf: Date | null,
): Promise<WithdrawnStretch[]> {
  const rows = await stretches(database, [dyad], asOf, 'withdraw');
  return rows.map((row) => ({ ...recordedStretch(row), reason: row.reason }));
}

/** Appends the stretches that do not hold yet, all at one moment; returns how many were new. See `Ledger.declareCoverage`. */
export async function declareCoverage(
  database: Database,
  now: () => Date,
  declared: readonly DeclaredStretch[],
  recordedBy: string,
): Promise<number> {
  return database.transaction(async (tx) => {
    const known = new Set<string>();
    const dyads = [...new Set(declared.map(({ dyad }) => dyad))];
    for (const held of (await coverageOf(tx, dyads, null)).values())
      for (const stretch of held) known.add(keyOf(stretch));
    const unknown = declared.filter((stretch) => {
      const key = keyOf(stretch);
      return !known.has(key) && known.add(key);
    });
    await append(tx, now, unknown, { recordedBy, operation: 'declare', reason: '' });
    return unknown.length;
  });
}

/** What tells apart stretches of the same days. */
const MARKS = ['density', 'by', 'sources', 'note'] as const;

/** Appends a withdrawal for the stretch that each names; returns how many there were. See `Ledger.withdrawCoverage`. */
export async function withdrawCoverage(
  database: Database,
  now: () => Date,
  withdrawals: readonly CoverageWithdrawal[],
  reason: string,
  recordedBy: string,
): Promise<number> {
  if (reason.trim() === '') throw new WithdrawalRefused('Nothing was taken back: say why, in one sentence.');
  return database.transaction(async (tx) => {
    const found = new Map<string, DeclaredStretch>();
    for (const withdrawal of withdrawals) {
      const held = (await coverageOf(tx, [withdrawal.dyad], null)).get(withdrawal.dyad) ?? [];
      const sameDays = held.filter(({ from, to }) => from === withdrawal.from && to === withdrawal.to);
      if (sameDays.length === 0) throw new WithdrawalRefused(notDeclared(withdrawal, held));
      const meant = sameDays.filter((stretch) =>
        MARKS.every((mark) => withdrawal[mark] === undefined || withdrawal[mark] === stretch[mark]),
      );
      if (meant.length !== 1) throw new WithdrawalRefused(notOne(withdrawal, meant.length === 0 ? sameDays : meant));
      found.set(keyOf(meant[0]!), meant[0]!);
    }
    await append(tx, now, [...found.values()], { recordedBy, operation: 'withdraw', reason: reason.trim() });
    return found.size;
  });
}

async function append(
  tx: Queryable,
  now: () => Date,
  appended: readonly DeclaredStretch[],
  { recordedBy, operation, reason }: { recordedBy: string; operation: string; reason: string },
): Promise<void> {
  if (appended.length === 0) return;
  const moment = await nextMoment(tx, now);
  await tx.insert(
    'coverage_stretch',
    COLUMNS,
    appended.map(({ dyad, from, to, density, by, sources, note }) => [
      dyad,
      toIsoDate(from),
      toIsoDate(to),
      density,
      by,
      sources,
      note,
      moment,
      recordedBy,
      operation,
      reason,
    ]),
  );
  await appendAudit(
    tx,
    { moment, recordedBy },
    appended.map(({ dyad, from, to, density, by, sources, note }) => {
      const stretch = { from: toIsoDate(from), to: toIsoDate(to), density, by, sources, note };
      const isDeclared = operation === 'declare';
      return {
        action: `${operation}-coverage`,
        subject: dyad,
        before: isDeclared ? null : stretch,
        after: isDeclared ? stretch : null,
        why: reason,
      };
    }),
  );
}

/** Stretches that a refusal names: those around the days that were asked for. */
const MAX_NAMED = 3;

function notDeclared({ dyad, from, to }: CoverageWithdrawal, held: readonly DeclaredStretch[]): string {
  const days = (stretch: { from: number; to: number }): string =>
    `${toIsoDate(stretch.from)} to ${toIsoDate(stretch.to)}`;
  const distance = (stretch: DeclaredStretch): number => Math.max(0, stretch.from - to, from - stretch.to);
  const near = held.toSorted((a, b) => distance(a) - distance(b) || a.from - b.from).slice(0, MAX_NAMED);
  const remedy =
    near.length === 0
      ? 'nothing is declared of this dyad.'
      : `give the days of a declared stretch, such as ${near.map(days).join(', ')}.`;
  return `No stretch of ${dyad} is declared from ${days({ from, to })}: ${remedy}`;
}

const marked = (stretch: DeclaredStretch): string =>
  MARKS.flatMap((mark) => (stretch[mark] === '' ? [] : [`${mark} "${shortened(stretch[mark])}"`])).join(', ');

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)} ...` : text);

/** Says which stretches have the days of a withdrawal, none or several of which it means. */
function notOne({ dyad, from, to }: CoverageWithdrawal, candidates: readonly DeclaredStretch[]): string {
  const named = candidates.slice(0, MAX_NAMED).map((stretch, i) => `(${i + 1}) ${marked(stretch)}`);
  return `Of ${dyad}, ${toIsoDate(from)} to ${toIsoDate(to)} is declared with ${named.join('; ')}${candidates.length > MAX_NAMED ? '; and others' : ''}: give the density, by, sources or note of the one that is meant.`;
}

/** One sentence for each stretch that overlaps another of its dyad with another density: of those that hold, or that are given with it. */
export function overlaps(given: readonly DeclaredStretch[], held: readonly DeclaredStretch[]): string[] {
  const days = ({ from, to }: DeclaredStretch): string => `${toIsoDate(from)} to ${toIsoDate(to)}`;
  return given.flatMap((stretch, i) => {
    const other = [...held, ...given.slice(0, i)].find(
      ({ dyad, from, to, density }) =>
        dyad === stretch.dyad && density !== stretch.density && from <= stretch.to && stretch.from <= to,
    );
    return other
      ? [
          `${stretch.dyad}, ${days(stretch)} (${stretch.density}) overlaps ${days(other)} (${other.density}): both hold; take back the one that is not meant.`,
        ]
      : [];
  });
}

/** Whether two stretches are word for word the same. */
export const isSameStretch = (a: DeclaredStretch, b: DeclaredStretch): boolean => keyOf(a) === keyOf(b);

const keyOf = ({ dyad, from, to, density, by, sources, note }: DeclaredStretch): string =>
  JSON.stringify([dyad, from, to, density, by, sources, note]);
