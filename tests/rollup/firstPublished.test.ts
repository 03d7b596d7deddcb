import { afterEach, beforeEach, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { OpenRollup } from '../../server/rollup/openRollup.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, row, run, worldOn, type World } from './world.ts';

describeStores('what was first published', (store) => {
  let world: World;
  let rollup: OpenRollup;
  beforeEach(async () => {
    world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    rollup = await world.rollup();
  });
  afterEach(() => rollup.stop());

  const read = async (from = '2024-05-01', to = '2024-07-01') =>
    (await rollup.firstPublished('KOR-RUS', baseline.hash, epochDay(from), epochDay(to))).map(
      ({ day, tension, runId, publishedAt }) => ({
        date: toIsoDate(day),
        tension,
        runId,
        at: publishedAt.toISOString(),
      }),
    );

  test('is nothing before the first run', async () => {
    expect(await read()).toEqual([]);
  });

  test('stays what it was, whatever is recorded later; new days come from later runs', async () => {
    await run(rollup);
    const first = await read();
    expect(first).toHaveLength(13); // 20 May to 1 June
    expect(first[0]).toEqual({ date: '2024-05-20', tension: 6, runId: 1, at: '2024-06-01T12:00:00.000Z' });

    world.at('2024-06-03T12:00:00Z');
    await world.import(row('a2', 'KOR-RUS', '2024-05-25', { severity: '5' }), row('a0', 'KOR-RUS', '2024-05-18'));
    await run(rollup);
    const later = await read();
    expect(later.slice(2, 15)).toEqual(first);
    expect(
      later.slice(0, 2).map(({ date, runId }) => [date, runId]),
      'days before the old first event are first published now',
    ).toEqual([
      ['2024-05-18', 2],
      ['2024-05-19', 2],
    ]);
    expect(later.slice(15).map(({ date, runId }) => [date, runId])).toEqual([
      ['2024-06-02', 2],
      ['2024-06-03', 2],
    ]);
    const now = (await rollup.series('KOR-RUS', baseline.hash))!;
    expect(now.tension[epochDay('2024-05-30') - now.firstDay]).toBeGreaterThan(
      later.find(({ date }) => date === '2024-05-30')!.tension + 1,
    );
  });

  test('is read between two days, for a dyad and a model that were published', async () => {
    await run(rollup);
    expect((await read('2024-05-30', '2024-05-31')).map(({ date }) => date)).toEqual(['2024-05-30', '2024-05-31']);
    expect(await rollup.firstPublished('CHN-USA', baseline.hash, 0, 30_000)).toEqual([]);
    expect(await rollup.firstPublished('KOR-RUS', '00000000', 0, 30_000)).toEqual([]);
  });

  test('of days that lost their value is still told', async () => {
    await run(rollup);
    await world.ledger.retract('a1', 'It was another ministry.', 'test');
    await run(rollup);
    expect(await rollup.series('KOR-RUS', baseline.hash)).toBeUndefined();
    expect(await read()).toHaveLength(13);
  });
});
