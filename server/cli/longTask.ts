/** Long work at a terminal: a bar while it runs, and Ctrl-C that ends it cleanly. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Task } from '../../models/task.ts';
import { CommandFailure } from './failure.ts';
import { counted, progressBar } from './terminal.ts';

/** How long the work may hold the process before it looks whether it should stop. */
const SLICE_MS = 40;

/** Ended by Ctrl-C; run.ts turns it into the exit code that a shell expects, 128 + the number of SIGINT. */
export class Interrupted extends CommandFailure {
  override name = 'Interrupted';
}

/** @param step what a step is: `sample` @throws Interrupted when Ctrl-C (or SIGTERM) came */
export async function runLong<T>(what: string, step: string, task: Task<T>): Promise<T> {
  let shouldStop = false;
  const stop = (): void => void (shouldStop = true);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  let bar: ReturnType<typeof progressBar> | undefined;
  let done = 0;
  let total = 0;
  try {
    for (;;) {
      const until = performance.now() + SLICE_MS;
      while (performance.now() < until) {
        const next = task.next();
        if (next.done) return next.value;
        ({ done, total } = next.value);
      }
      bar ??= progressBar(what, total);
      bar.update(done, counted(done, step));
      await breathe();
      if (shouldStop)
        throw new Interrupted(
          `Stopped after ${counted(done, step)} of ${total.toLocaleString('en')}: there is no result yet, and nothing was changed.`,
        );
    }
  } finally {
    bar?.stop();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
