import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Rollup, RunTrigger } from '../../server/rollup/rollup.ts';
import { type Schedule, scheduleRollup } from '../../server/rollup/schedule.ts';

/** A roll-up whose runs take as long as the test wants. */
function slowRollup(begin: (trigger: RunTrigger) => Promise<void>): Rollup {
  const record = {
    id: 1,
    trigger: 'schedule',
    askedBy: null,
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
    leads: () => true,
    published: () => null,
    catchUp: async () => {},
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

const scheduled = (pattern: string, rollup: Rollup, feeds: { poll(): Promise<unknown> } = noFeeds): Schedule =>
  scheduleRollup({ rollup, pattern, logger: silent, feeds, now: () => new Date() });

/** A roll-up that notes the moments of its runs. */
function notedRuns(): { readonly rollup: Rollup; readonly at: string[] } {
  const at: string[] = [];
  return { at, rollup: slowRollup(async () => void at.push(new Date().toISOString())) };
}

test('ticks at the minutes of the pattern, in UTC whatever the zone of the machine', async () => {
  vi.setSystemTime('2026-11-27T02:28:00Z');
  const { rollup, at } = notedRuns();
  const schedule = scheduled('30 2 * * *', rollup);
  await vi.advanceTimersByTimeAsync(180_000);
  schedule.stop();
  expect(at.map((moment) => moment.slice(0, 16))).toEqual(['2026-11-27T02:30']);
});

test('after the clock was set back the pattern holds from there on', async () => {
  vi.setSystemTime('2026-11-28T06:00:30Z');
  const { rollup, at } = notedRuns();
  const schedule = scheduled('* * * * *', rollup);
  await vi.advanceTimersByTimeAsync(60_000);
  vi.setSystemTime('2026-11-26T12:00:30Z');
  await vi.advanceTimersByTimeAsync(120_000);
  schedule.stop();
  expect(at.map((moment) => moment.slice(0, 16))).toEqual(['2026-11-28T06:01', '2026-11-26T12:01', '2026-11-26T12:02']);
});

test('after the clock leapt forward there is one tick, and then the pattern', async () => {
  vi.setSystemTime('2026-11-26T12:00:30Z');
  const { rollup, at } = notedRuns();
  const schedule = scheduled('*/15 * * * *', rollup);
  vi.setSystemTime('2026-11-27T18:02:00Z');
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(schedule.state()).toMatchObject({ ok: true, detail: expect.stringContaining('2026-11-27T18:15') });
  schedule.stop();
  expect(at.map((moment) => moment.slice(0, 16))).toEqual(['2026-11-27T18:02', '2026-11-27T18:15']);
});

test('a tick that does not end is told', async () => {
  const schedule = scheduled(
    '* * * * * *',
    slowRollup(() => new Promise(() => undefined)),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(schedule.state().ok).toBe(true);
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(schedule.state()).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^a tick has not ended for 120 minutes/),
  });
  schedule.stop();
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
  const schedule = scheduled('* * * * * *', rollup);
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs, 'the first failed, the second goes on').toBe(2);
  finish();
  await vi.advanceTimersByTimeAsync(2000);
  expect(runs).toBe(3);
  finish();
  schedule.stop();
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
  const schedule = scheduled('* * * * * *', rollup, feeds);
  await vi.advanceTimersByTimeAsync(4000);
  schedule.stop();
  expect(order.slice(0, 4)).toEqual(['poll', 'run', 'poll', 'run']);
});

test('it says why no tick has come: another server leads, or no time of the pattern since this one does', async () => {
  vi.setSystemTime('2026-11-27T02:28:00Z');
  let leads = false;
  const { rollup, at } = notedRuns();
  const schedule = scheduled('30 2 * * *', { ...rollup, leads: () => leads });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(schedule.state()).toEqual({ ok: true, detail: 'another server leads: it alone ticks' });
  leads = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(schedule.state()).toEqual({
    ok: true,
    detail: 'no time of "30 2 * * *" has come since this server began to lead at 2026-11-27T02:29:01.000Z',
  });
  await vi.advanceTimersByTimeAsync(120_000);
  schedule.stop();
  expect(at).toHaveLength(1);
});
