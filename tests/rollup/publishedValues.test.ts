import { afterEach, beforeEach, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { OpenRollup } from '../../server/rollup/openRollup.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, row, run, worldOn, type World } from './world.ts';

describeStores('the published values of some days', (store) => {
  let world: World;
  let rollup: OpenRollup;
  beforeEach(async () => {
    world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'), row('b1', 'PRK-RUS', '2024-05-30'));
    rollup = await world.rollup();
    await run(rollup);
  });
  afterEach(() => rollup.stop());

  const read = async (runId: number, ...dates: string[]) =>
    (await rollup.values(baseline.hash, dates.map(epochDay), runId))
      .map(({ dyad, day, tension, sd }) => ({ dyad, date: toIsoDate(day), tension, sd }))
      .sort((a, b) => (`${a.dyad}${a.date}` < `${b.dyad}${b.date}` ? -1 : 1));

  test('are those of the series of every dyad; before its first event a dyad has none', async () => {
    const found = await read(1, '2024-05-25', '2024-06-01');
    expect(found.map(({ dyad, date }) => `${dyad} ${date}`)).toEqual([
      'KOR-RUS 2024-05-25',
      'KOR-RUS 2024-06-01',
      'PRK-RUS 2024-06-01',
    ]);
    for (const { dyad, date, tension, sd } of found) {
      const series = (await rollup.series(dyad, baseline.hash))!;
      const at = epochDay(date) - series.firstDay;
      expect([tension, sd]).toEqual([series.tension[at], series.sd[at]]);
    }
  });

  test('of an earlier run stay what that run published; a withdrawn day has none from then on', async () => {
    const first = await read(1, '2024-06-01');
    await world.ledger.retract('b1', 'It was another ministry.', 'test');
    await world.import(row('a2', 'KOR-RUS', '2024-05-25', { severity: '5' }));
    const { id } = await run(rollup);
    expect(await read(1, '2024-06-01')).toEqual(first);
    const later = await read(id, '2024-06-01');
    expect(later.map(({ dyad }) => dyad)).toEqual(['KOR-RUS']);
    expect(later[0]!.tension).toBeGreaterThan(first[0]!.tension);
  });
});
