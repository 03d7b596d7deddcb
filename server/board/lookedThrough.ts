/** Until when somebody looked at a dyad. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Stretch } from '../../models/stretch.ts';

/** The last covered day up to `day` (epoch); null where there is none. @param uncovered days from -Infinity to that day */
export function lookedThrough(uncovered: readonly Stretch[], day: number): string | null {
  const last = uncovered.at(-1);
  if (last?.to !== day) return toIsoDate(day);
  return last.from === -Infinity ? null : toIsoDate(last.from - 1);
}
