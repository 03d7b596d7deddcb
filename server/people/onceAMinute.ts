/** Notes of use that nobody waits for. */
import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;
const MAX_REMEMBERED = 10_000;

/** Writes a note of each subject at most once a minute, in its own time. */
export function onceAMinute(now: () => Date, onFault: (error: unknown) => void) {
  const noted = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  return (subject: string, write: (at: Date) => Promise<unknown>): void => {
    const at = now();
    const last = noted.get(subject);
    if (last !== undefined && at.getTime() - last < MINUTE_MS) return;
    noted.set(subject, at.getTime());
    write(at).catch(onFault);
  };
}
