/** Starting a run for somebody who waits, and telling the pages when it has ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { pino } from 'pino';
import { type Rollup, RollupStopping, type RunRecord, type RunTrigger } from '../rollup/rollup.ts';
import { DatabaseUnavailable } from '../store/database.ts';
import { Problem } from './problem.ts';

/** A run begins, or the one under way is joined; the pages are told of its end. */
export interface StartRun {
  /** For somebody who asks for a run. @throws Problem where none begins in time */
  asked(by: string): Promise<{ readonly id: number }>;
  /** For what somebody has recorded, which stands whatever becomes of the run: null where none has begun in time. */
  recorded(by: string): Promise<{ readonly id: number } | null>;
}

/** The server that leads may be busy, or nobody may lead; nobody waits for that without a bound. */
const ANSWER_WITHIN_MS = 10_000;
/** Who has recorded something has what was asked for; the number of the run is worth a short wait. */
const NAMED_WITHIN_MS = 2000;

export function runStarter(rollup: Rollup, logger: pino.Logger, tellPages: (run: RunRecord) => void): StartRun {
  /** An outage is told once, and the run is tried again when it is over; another server does what this one leaves at its end. */
  const isExpected = (error: unknown): boolean =>
    error instanceof DatabaseUnavailable || error instanceof RollupStopping;

  /** Where nothing was new no run ends, and the roll-up tells nobody; a page that asked for the run is told all the same. */
  async function followUp(started: ReturnType<Rollup['start']>): Promise<void> {
    let told = false;
    const stopListening = rollup.onEnded(() => {
      told = true;
    });
    try {
      const run = await (await started).done;
      if (!told) tellPages(run);
    } catch (error) {
      if (!isExpected(error)) logger.error({ err: error }, 'a requested roll-up failed');
    } finally {
      stopListening();
    }
  }

  async function start(
    trigger: RunTrigger,
    by: string,
    withinMs: number,
  ): Promise<{ readonly id: number } | undefined> {
    const started = rollup.start(trigger, by);
    void followUp(started);
    const late = new AbortController();
    try {
      return await Promise.race([
        started.then(({ id }) => ({ id })),
        sleep(withinMs, undefined, { signal: late.signal, ref: false }),
      ]);
    } finally {
      late.abort();
    }
  }

  return {
    async asked(by) {
      const started = await start('request', by, ANSWER_WITHIN_MS).catch((error: unknown) => {
        if (!(error instanceof RollupStopping)) throw error;
        throw new Problem(
          'stopping',
          'This server is being stopped and starts no run any more: ask again in some seconds, when it or another one is there.',
          { headers: { 'Retry-After': '5' } },
        );
      });
      if (started) return started;
      throw new Problem(
        'run-waits',
        `No run has begun within ${ANSWER_WITHIN_MS / 1000} s: a large import is being written, or no server leads now. It is asked for and begins after that; ask again for its number.`,
        { headers: { 'Retry-After': '15' } },
      );
    },
    async recorded(by) {
      const started = await start('change', by, NAMED_WITHIN_MS).catch((error: unknown) => {
        if (!isExpected(error)) throw error;
      });
      return started ?? null;
    },
  };
}
