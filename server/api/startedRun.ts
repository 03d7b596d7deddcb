/** Starting a run for somebody who waits, and telling the pages when it has ended. */
import type { pino } from 'pino';
import type { Rollup, RunRecord } from '../rollup/rollup.ts';
import { DatabaseUnavailable } from '../store/database.ts';

/** Starts a run, or joins the one under way; the pages are told of its end. */
export type StartRun = () => Promise<{ readonly id: number }>;

export function runStarter(rollup: Rollup, logger: pino.Logger, tellPages: (run: RunRecord) => void): StartRun {
  /** Where nothing was new no run ends, and the roll-up tells nobody; a page that asked for the run is told all the same. */
  async function followUp(done: Promise<RunRecord>): Promise<void> {
    let told = false;
    const stopListening = rollup.onEnded(() => {
      told = true;
    });
    try {
      const run = await done;
      if (!told) tellPages(run);
    } catch (error) {
      // An outage is told once, and the run is tried again when it is over.
      if (!(error instanceof DatabaseUnavailable)) logger.error({ err: error }, 'a requested roll-up failed');
    } finally {
      stopListening();
    }
  }

  return async () => {
    const { id, done } = await rollup.start('request');
    void followUp(done);
    return { id };
  };
}
