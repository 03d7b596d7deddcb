import { schedule, type ScheduledTask } from 'node-cron';
import type pino from 'pino';
import type { Rollup } from './rollup.ts';

/**
 * Runs the roll-up at the minutes of a cron pattern, in UTC: in a zone with summer time, ticks are lost or doubled when the clock
 * changes. A tick that comes while a run is under way is passed over.
 */
export function scheduleRollup(rollup: Rollup, pattern: string, logger: pino.Logger): ScheduledTask {
  return schedule(
    pattern,
    async () => {
      try {
        await (await rollup.start('schedule')).done;
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
}
