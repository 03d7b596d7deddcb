/** Days of made-up reports in the layout of GDELT: so many of pairs of states, and so many about nobody. */
import { toIsoDate } from '../../models/calendar.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import type { Database } from '../../server/store/database.ts';
import { takeGdelt, WATCHED } from './stored.ts';
import { gdeltRow } from './tables.ts';

export type Reports = readonly (readonly [actor: string, target: string, code: string, times: number])[];

const compact = (day: number): string => toIsoDate(day).replaceAll('-', '');

function dayFile(day: number, reports: Reports, others: number): string {
  let id = 0;
  const row = (cells: Readonly<Record<number, string>>): string =>
    gdeltRow({
      0: `${day}${String(++id).padStart(4, '0')}`,
      1: compact(day),
      59: `${compact(day)}120000`,
      60: `https://example.org/${day}/${id}`,
      ...cells,
    });
  return [
    ...reports.flatMap(([actor, target, code, times]) =>
      Array.from({ length: times }, () =>
        row({ 5: actor, 7: actor, 15: target, 17: target, 26: code, 28: code.slice(0, 2) }),
      ),
    ),
    ...Array.from({ length: others }, () => row({ 7: '', 17: '' })),
  ].join('\n');
}

/** @param part of several files of one day */
export const takeReports = (database: Database, day: number, reports: Reports, others: number, part = '') =>
  takeGdelt(
    openFeedStore({ database, watched: WATCHED, now: () => new Date('2026-11-23T11:00:00Z') }),
    `${compact(day)}${part}`,
    dayFile(day, reports, others),
    { firstDay: day, lastDay: day },
  );
