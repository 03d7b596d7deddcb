import type { Queryable } from '../store/database.ts';
import { watermark } from './query.ts';

/**
 * The moment of a change: now, or a millisecond after the last change when the clock has not passed it (or was set back). Taken
 * inside the transaction of the change, so that moments grow in the order of commits and every `asOf` names one state.
 */
export async function nextMoment(tx: Queryable, now: () => Date): Promise<Date> {
  const last = await watermark(tx);
  return new Date(Math.max(now().getTime(), last === null ? -Infinity : last.getTime() + 1));
}
