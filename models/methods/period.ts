/** Weeks and months for the methods that count events within them. */
import { type Step, stepDays } from '../calendar.ts';

export interface Period {
  /** epoch days, both included; the first and the last may be cut by the range asked for */
  readonly from: number;
  readonly to: number;
}

/** The periods that the days from `from` to `to` fall into, with the events of each. O(periods + events log events). */
export function eventsByPeriod<E extends { readonly day: number }>(
  events: readonly E[],
  from: number,
  to: number,
  step: Step,
): (Period & { readonly events: readonly E[] })[] {
  const sorted = events.toSorted((a, b) => a.day - b.day);
  let next = sorted.findIndex((event) => event.day >= from);
  if (next < 0) next = sorted.length;
  let start = from;
  return stepDays(from, to, step).map((end) => {
    const first = next;
    while (next < sorted.length && sorted[next]!.day <= end) next++;
    const period = { from: start, to: end, events: sorted.slice(first, next) };
    start = end + 1;
    return period;
  });
}
