/** What was found within the last minute stands in for what the database cannot be asked now; nobody waits long for it. */
import { LRUCache } from 'lru-cache';
import { DatabaseUnavailable } from '../store/database.ts';

const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 10_000;
/** A healthy database answers in a few thousandths of it. */
const ANSWER_WITHIN_MS = 3000;

export interface LastKnown<Found> {
  /**
   * Asks the database each time.
   *
   * @param takesLast whether what was found within the minute will do while the database is away
   * @throws DatabaseUnavailable within seconds; what `look` throws
   */
  find(key: string, look: () => Promise<Found>, takesLast: boolean): Promise<Found>;
}

/** @param isKept what is worth remembering; all when left out */
export function lastKnown<Found extends object>(
  now: () => Date,
  isKept: (found: Found) => boolean = () => true,
): LastKnown<Found> {
  const last = new LRUCache<string, Found>({
    max: MAX_REMEMBERED,
    ttl: MINUTE_MS,
    perf: { now: () => now().getTime() },
  });
  return {
    async find(key, look, takesLast) {
      try {
        const found = await soon(look());
        if (isKept(found)) last.set(key, found);
        else last.delete(key);
        return found;
      } catch (error) {
        const held = takesLast && error instanceof DatabaseUnavailable ? last.get(key) : undefined;
        if (held === undefined) throw error;
        return held;
      }
    },
  };
}

async function soon<Found>(work: Promise<Found>): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new DatabaseUnavailable(
            `The database did not say within ${ANSWER_WITHIN_MS / 1000} s who asks.`,
            'unreachable',
          ),
        ),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
