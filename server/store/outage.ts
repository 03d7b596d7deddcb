/** Whether the database can be had now: it is told once when it goes, looked for while it is away, and told once when it is back. */
import type { DatabaseUnavailable, Outage, UnavailableBecause } from './database.ts';

/** How often a database that went away is looked for. */
const LOOK_EVERY_MS = 1000;
/** One slow statement says nothing of the others. */
const NO_OUTAGE: ReadonlySet<UnavailableBecause> = new Set(['slow']);
/** Ends with the first write that is taken; nothing but a write can tell. */
const ENDS_WITH_A_WRITE: ReadonlySet<UnavailableBecause> = new Set(['full']);

export interface OutageWatch {
  now(): Outage | undefined;
  on(listener: (outage: Outage | undefined, error: DatabaseUnavailable | undefined) => void): () => void;
  /** a statement could not be run */
  failed(error: DatabaseUnavailable): void;
  /** a statement was run; `wrote` where it was a commit */
  succeeded(wrote: boolean): void;
  stop(): void;
}

/** @param look resolves when the database can be had again, and rejects while it cannot; without one only a write tells */
export function outageWatch(look?: () => Promise<void>): OutageWatch {
  const listeners = new Set<Parameters<OutageWatch['on']>[0]>();
  let outage: Outage | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const tell = (next: Outage | undefined, error?: DatabaseUnavailable): void => {
    outage = next;
    for (const listener of listeners) listener(next, error);
  };
  const lookLater = (): void => {
    if (!look || isStopped || !outage || ENDS_WITH_A_WRITE.has(outage.because)) return;
    timer = setTimeout(() => {
      look().then(
        () => outage && !ENDS_WITH_A_WRITE.has(outage.because) && tell(undefined),
        () => lookLater(), // still away
      );
    }, LOOK_EVERY_MS);
    timer.unref();
  };

  return {
    now: () => outage,
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    failed(error) {
      if (NO_OUTAGE.has(error.because) || outage || isStopped) return;
      tell({ because: error.because, sinceMs: performance.now() }, error);
      lookLater();
    },
    succeeded(wrote) {
      if (!outage) return;
      const isOver = outage.because === 'full' || outage.because === 'read-only' ? wrote : true;
      if (!isOver) return;
      clearTimeout(timer);
      tell(undefined);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
