import { setTimeout as sleep } from 'node:timers/promises';
import { schedule, type ScheduledTask } from 'node-cron';
import type pino from 'pino';
import type { Rollup } from './rollup.ts';

/** A poll that takes longer goes on beside the run: what it brings is in the next one. */
const POLL_FIRST_MS = 120_000;

/**
 * Polls the feeds that are due, then runs the roll-up, at the minutes of a cron pattern, in UTC: in a zone with summer time, ticks are lost or doubled when the clock
 * changes. A tick that comes while a run is under way is passed over. A poll that fails or lasts never keeps the roll-up from running.
 */
export function scheduleRollup(
  rollup: Rollup,
  pattern: string,
  logger: pino.Logger,
  feeds: { poll(): Promise<unknown> },
): ScheduledTask {
  const task = schedule(
    pattern,
    async () => {
      const patience = new AbortController();
      try {
        await Promise.race([feeds.poll(), sleep(POLL_FIRST_MS, undefined, { signal: patience.signal, ref: false })]);
      } catch (error) {
        logger.error({ err: error }, 'The feeds could not be polled; the next tick tries again.');
      } finally {
        patience.abort();
      }
      if ((await task.getStatus()) === 'destroyed') return; // the server was stopped meanwhile
      try {
        await (
          await rollup.start('schedule')
        ).done;
      } catch (error) {
        logger.error({ err: error }, 'The scheduled run could not start; the next tick tries again.');
      }
    },
    {
      timezone: 'Etc/UTC',
      noOverlap: true,
      logger: {
        debug: (message) => logger.debug(String(message)),
        info: (message) => logger.debug(message),
        warn: (message) => logger.warn(message),
        error: (message) => logger.error(String(message)),
      },
    },
  );
  return task;
}
