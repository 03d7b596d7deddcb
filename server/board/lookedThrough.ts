/** Until when somebody looked at a dyad. */
import { toIsoDate } from '../../models/calendar.ts';
import type { Coverage } from '../../models/coverage.ts';

/** The last covered day up to `day` (epoch); null where there is none. @param coverage from -Infinity to that day */
export function lookedThrough({ uncovered }: Pick<Coverage, 'uncovered'>, day: number): string | null {
  const last = uncovered.at(-1);
  if (last?.to !== day) return toIsoDate(day);
  return last.from === -Infinity ? null : toIsoDate(last.from - 1);
}
