import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Rollup, RunTrigger } from '../../server/rollup/rollup.ts';
import { scheduleRollup } from '../../server/rollup/schedule.ts';

/** A roll-up whose runs take as long as the test wants. */
function slowRollup(begin: (trigger: RunTrigger) => Promise<void>): Rollup {
  const record = {
    id: 1,
    trigger: 'schedule',
    status: 'complete',
    startedAt: new Date(0),
    finishedAt: new Date(0),
    asOf: null,
    throughDay: 0,
    dyads: 0,
    points: 0,
    error: null,
    models: [],
    name: 'the only one',
    program: 'this one',
  } as const;
  return {
    start: async (trigger) => ({ id: 1, done: begin(trigger).then(() => record) }),
    published: () => null,
    lineage: () => '',
    current: () => null,
    runs: async () => [],
    onEnded: () => () => {},
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const silent = pino({ level: 'silent' });
const noFeeds = { poll: async () => 0 };

test('ticks at the minutes of the pattern, in UTC whatever the zone of the machine', async () => {
  const task = scheduleRollup(
    slowRollup(async () => {}),
    '30 2 * * *',
    silent,
    noFeeds,
  );
  const next = task.getNextRun()!;
  expect([next.getUTCHours(), next.getUTCMinutes()]).toEqual([2, 30]);
  await task.destroy();
});

test('a tick during a run is passed over, and a failed start does not end the schedule', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  let finish = (): void => {};
  const rollup = slowRollup(async (trigger) => {
    expect(trigger).toBe('schedule');
    runs++;
    if (runs === 1) throw new Error('The first one fails.');
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => (finish = resolve));
    running--;
  });
  const task = scheduleRollup(rollup, '* * * * * *', silent, noFeeds);
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs, 'the first failed, the second goes on').toBe(2);
  finish();
  await vi.advanceTimersByTimeAsync(2000);
  expect(runs).toBe(3);
  finish();
  await task.destroy();
  expect(most).toBe(1);
});

test('the feeds are polled before each run, and a poll that fails does not keep it from running', async () => {
  const order: string[] = [];
  const rollup = slowRollup(async () => void order.push('run'));
  const feeds = {
    async poll() {
      order.push('poll');
      if (order.length > 2) throw new Error('The network is gone.');
    },
  };
  const task = scheduleRollup(rollup, '* * * * * *', silent, feeds);
  await vi.advanceTimersByTimeAsync(4000);
  await task.destroy();
  expect(order.slice(0, 4)).toEqual(['poll', 'run', 'poll', 'run']);
});
