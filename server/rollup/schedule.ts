import { setTimeout as sleep } from 'node:timers/promises';
import { createTask } from 'node-cron';
import type pino from 'pino';
import { isAway } from './databaseAway.ts';
import type { Rollup } from './rollup.ts';

/** A poll that takes longer goes on beside the run: what it brings is in the next one. */
const POLL_FIRST_MS = 120_000;
/** The pattern is held against the clock so often: a pattern may name seconds. */
const LOOK_EVERY_MS = 1000;
/** A clock that went further than this between two looks was set, or the machine slept: one tick makes up for all. */
const JUMP_MS = 5 * 60_000;
/** A tick that lasts longer hangs: the first run of a large ledger takes minutes. */
const TICK_WITHIN_MS = 2 * 60 * 60_000;
/** The looks themselves stand still when the process does. */
const LOOKS_WITHIN_MS = 5 * 60_000;

export interface Schedule {
  /** Whether it goes on, and what it did last. */
  state(): { readonly ok: boolean; readonly detail: string };
  /** No tick begins any more; one that is under way ends by itself. */
  stop(): void;
}

export interface ScheduleOptions {
  readonly rollup: Pick<Rollup, 'start' | 'leads'>;
  /** a cron pattern, in UTC: in a zone with summer time, ticks are lost or doubled when the clock changes */
  readonly pattern: string;
  readonly logger: pino.Logger;
  readonly feeds: { poll(): Promise<unknown> };
  /** the clock of the pattern, which somebody may set */
  readonly now: () => Date;
}

/**
 * Polls the feeds that are due, then runs the roll-up, at the moments of a cron pattern. A tick that comes while one is under way is
 * passed over; of several processes on a database only the leader ticks. A poll that fails or lasts never keeps the roll-up from running.
 *
 * The clock is looked at every second, and nothing waits for a moment of it: after it was set back the pattern holds from there
 * on, and after a leap forward there is one tick.
 */
export function scheduleRollup({ rollup, pattern, logger, feeds, now }: ScheduleOptions): Schedule {
  const cron = createTask(pattern, () => undefined, { timezone: 'Etc/UTC' });
  let seen = second(now());
  let lookedMs = performance.now();
  let beganMs: number | undefined;
  let last: Date | undefined;
  /** when this process was first seen to lead, since it last did not */
  let leadsSince: Date | undefined;
  let isStopped = false;

  const isDue = (): boolean => {
    const until = second(now());
    const from = seen;
    seen = until;
    if (until - from > JUMP_MS) return true;
    for (let at = from + 1000; at <= until; at += 1000) if (cron.match(new Date(at))) return true;
    return false;
  };

  const tick = async (): Promise<void> => {
    const patience = new AbortController();
    try {
      await Promise.race([feeds.poll(), sleep(POLL_FIRST_MS, undefined, { signal: patience.signal, ref: false })]);
    } catch (error) {
      logger.error({ err: error }, 'The feeds could not be polled; the next tick tries again.');
    } finally {
      patience.abort();
    }
    if (isStopped) return; // meanwhile
    try {
      await (
        await rollup.start('schedule')
      ).done;
    } catch (error) {
      // An outage is told once, and the run is tried again when it is over.
      if (!isAway(error)) logger.error({ err: error }, 'The scheduled run could not start; the next tick tries again.');
    }
  };

  const look = setInterval(() => {
    lookedMs = performance.now();
    leadsSince = rollup.leads() ? (leadsSince ?? now()) : undefined;
    if (!isDue() || beganMs !== undefined || !rollup.leads()) return;
    beganMs = lookedMs;
    last = now();
    void tick().finally(() => (beganMs = undefined));
  }, LOOK_EVERY_MS);
  look.unref();

  return {
    state() {
      const at = performance.now();
      const began = last
        ? `the last tick began at ${last.toISOString()}`
        : `no time of "${pattern}" has come since ${leadsSince ? `this server began to lead at ${leadsSince.toISOString()}` : 'the start'}`;
      if (isStopped) return { ok: false, detail: 'the schedule has ended' };
      if (at - lookedMs > LOOKS_WITHIN_MS) return { ok: false, detail: `the schedule stands still; ${began}` };
      if (beganMs !== undefined && at - beganMs > TICK_WITHIN_MS)
        return {
          ok: false,
          detail: `a tick has not ended for ${TICK_WITHIN_MS / 60_000} minutes: restart the server; ${began}`,
        };
      if (!leadsSince && !rollup.leads()) return { ok: true, detail: 'another server leads: it alone ticks' };
      return { ok: true, detail: `${began}${beganMs === undefined ? '' : ' and is under way'}` };
    },
    stop() {
      isStopped = true;
      clearInterval(look);
      void cron.destroy();
    },
  };
}

/** The clock in whole seconds, as cron counts. */
const second = (moment: Date): number => Math.floor(moment.getTime() / 1000) * 1000;
