/** Days as one says them: a whole month, quarter, half-year or year by its name, other days by their first and last. */
import type { Period } from '../words/en/dates.ts';
import { dateParts } from './format.ts';

/** @param from epoch day, inclusive, as `to` */
export function periodOf(from: number, to: number): Period {
  const [first, last] = [dateParts(from), dateParts(to)];
  if (from === to) return { kind: 'day', day: first };
  if (first.dayOfMonth !== 1 || dateParts(to + 1).dayOfMonth !== 1) return { kind: 'days', from: first, to: last };
  const months = 12 * (last.year - first.year) + last.month - first.month + 1;
  const startsPart = (length: number): boolean => (first.month - 1) % length === 0;
  const place = (length: number): number => (first.month - 1) / length + 1;
  if (months === 1) return { kind: 'month', year: first.year, month: first.month };
  if (months === 3 && startsPart(3)) return { kind: 'quarter', year: first.year, place: place(3) };
  if (months === 6 && startsPart(6)) return { kind: 'half', year: first.year, place: place(6) };
  if (months % 12 === 0 && first.month === 1)
    return months === 12 ? { kind: 'year', year: first.year } : { kind: 'years', from: first.year, to: last.year };
  return { kind: 'months', from: first, to: last };
}
