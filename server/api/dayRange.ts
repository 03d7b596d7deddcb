/** Which days can be asked for: none after today, and the first no later than the last. */
import { toIsoDate } from '../../models/calendar.ts';
import { invalid } from './problem.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';

/** @throws Problem for a day of which no index is known yet */
export function refuseFuture(snapshots: Snapshots, { lastDay }: Vintage, field: 'to' | 'date', day: number): void {
  const today = Math.max(snapshots.today(), lastDay);
  if (day > today)
    throw invalid({
      field,
      value: toIsoDate(day),
      message: `lies in the future: the index is known up to ${toIsoDate(today)}; give that or an earlier day, or leave it out`,
    });
}

/** @throws Problem for a range that ends before it begins */
export function refuseReversed(from: number, to: number, remedy = 'exchange from and to'): void {
  if (from > to)
    throw invalid({
      field: 'from',
      value: toIsoDate(from),
      message: `lies after the last day, ${toIsoDate(to)}: ${remedy}`,
    });
}
