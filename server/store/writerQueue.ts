import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs `work` when every earlier work has ended, however it ended. */
export type WriterQueue = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * A queue in which writers wait for one another. A writer that would wait for itself (a write on the database from inside its
 * own transaction) is refused at once: it would wait for ever.
 */
export function writerQueue(): WriterQueue {
  const current = new AsyncLocalStorage<{ ended: boolean }>();
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    if (current.getStore()?.ended === false)
      return Promise.reject(
        new Error('A write inside a transaction must go through that transaction: otherwise it waits for itself.'),
      );
    const turn = { ended: false };
    const mine = last.then(() => current.run(turn, work)).finally(() => (turn.ended = true));
    last = mine.catch(() => undefined);
    return mine;
  };
}
