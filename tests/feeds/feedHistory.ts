/** Days of GDELT in which twelve pairs of states act towards each other. */
import { toIsoDate } from '../../models/calendar.ts';
import { gdeltRow } from './tables.ts';

const STATES = ['USA', 'RUS', 'CHN', 'KOR', 'JPN', 'FRA', 'DEU', 'GBR', 'IND', 'BRA', 'TUR', 'IRN'];
const CODES = ['163', '042', '112', '190'];

/** A file of so many days up to one (epoch): each state acts towards the next on some of them. */
export function feedHistory(
  lastDay: number,
  days: number,
): { readonly content: string; readonly span: { readonly firstDay: number; readonly lastDay: number } } {
  const firstDay = lastDay - days + 1;
  const rows: string[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const date = toIsoDate(day).replaceAll('-', '');
    STATES.forEach((actor, i) => {
      if ((day + i) % (2 + (i % 3)) !== 0) return;
      const target = STATES[(i + 1) % STATES.length]!;
      const code = CODES[(day + i) % CODES.length]!;
      const sides = { 5: actor, 7: actor, 15: target, 17: target };
      const coded = { 26: code, 28: code.slice(0, 2), 59: `${date}120000` };
      rows.push(gdeltRow({ 0: `${day}${i}`, 1: date, ...sides, ...coded }));
    });
  }
  return { content: rows.join('\n'), span: { firstDay, lastDay } };
}
