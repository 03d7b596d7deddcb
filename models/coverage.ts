/** Where a series can be believed: no events is not calm, it may mean that nobody looked. */
import type { EventColumns } from './eventColumns.ts';

/** A stretch of days, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Coverage {
  readonly firstEvent: number | null;
  readonly lastEvent: number | null;
  /** fewer than `minEvents` events in the `minEventsDays` that end there */
  readonly sparse: readonly Stretch[];
  /** nothing is coded: before the first event and after the last */
  readonly uncovered: readonly Stretch[];
}

/**
 * Coverage of a dyad between two days (epoch days, inclusive). A day is never both: uncovered wins. O(events log events).
 *
 * @param minEvents,minEventsDays the model's threshold of sparseness (`flag` in the definition)
 */
export function coverageOf(
  columns: EventColumns,
  from: number,
  to: number,
  minEvents: number,
  minEventsDays: number,
): Coverage {
  const { day } = columns;
  const first = day[0];
  const last = day[day.length - 1];
  if (first === undefined || last === undefined)
    return { firstEvent: null, lastEvent: null, sparse: [], uncovered: [{ from, to }] };
  const clip = (stretch: Stretch): Stretch[] => {
    const clipped = { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) };
    return clipped.from <= clipped.to ? [clipped] : [];
  };
  const uncovered = [...clip({ from: -Infinity, to: first - 1 }), ...clip({ from: last + 1, to: Infinity })];

  // Between two neighbours the count only falls, when an event leaves the window; so it is enough to look at both kinds of days.
  const turns = [...new Set([...day, ...Array.from(day, (d) => d + minEventsDays)])]
    .filter((d) => d >= first && d <= last)
    .sort((a, b) => a - b);
  const sparse: Stretch[] = [];
  let entered = 0;
  let left = 0;
  turns.forEach((turn, i) => {
    while (entered < day.length && day[entered]! <= turn) entered++;
    while (left < day.length && day[left]! <= turn - minEventsDays) left++;
    if (entered - left >= minEvents) return;
    const end = i + 1 < turns.length ? turns[i + 1]! - 1 : last;
    const open = sparse[sparse.length - 1];
    if (open && open.to === turn - 1) sparse[sparse.length - 1] = { from: open.from, to: end };
    else sparse.push({ from: turn, to: end });
  });
  return { firstEvent: first, lastEvent: last, sparse: sparse.flatMap(clip), uncovered };
}
