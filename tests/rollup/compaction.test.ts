import { expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, row, run, values, worldOn } from './world.ts';

const FIRST = epochDay('2024-06-01');
/** More than a series may have before its stretches are put together. */
const RUNS = 70;

describeStores('stretches that are put together', (store) => {
  test(
    'keep the values of every day, and what each was when it was first published',
    { timeout: 300_000 },
    async () => {
      const world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
      await world.import(row('a1', 'KOR-RUS', '2023-01-01'), row('b1', 'PRK-RUS', '2024-05-30'));
      const rollup = await world.rollup({ models: [baseline] });
      const firsts = new Map<number, { tension: number; runId: number }>();
      let most = 0;
      let fewer = 0;
      for (let i = 0; i < RUNS; i++) {
        world.at(`${toIsoDate(FIRST + i)}T12:00:00Z`);
        // Every day has an act that is told later, so that its first value is not that of now.
        if (i % 2 === 1) await world.import(row(`a${i + 2}`, 'KOR-RUS', toIsoDate(FIRST + i - 3)));
        const { id } = await run(rollup);
        const series = (await rollup.series('KOR-RUS', baseline.hash))!;
        series.tension.forEach((tension, day) => {
          if (!firsts.has(series.firstDay + day)) firsts.set(series.firstDay + day, { tension, runId: id });
        });
        const stretches = await world.count(`published_stretch where dyad = 'KOR-RUS'`);
        if (stretches < most) fewer++;
        most = Math.max(most, stretches);
      }
      expect(fewer).toBeGreaterThan(0);
      const { asOf, throughDay, id } = rollup.published()!;
      for (const dyad of ['KOR-RUS', 'PRK-RUS'])
        expect(values(await rollup.series(dyad, baseline.hash))).toEqual(
          values(await world.fresh(dyad, asOf, throughDay)),
        );
      const told = await rollup.firstPublished('KOR-RUS', baseline.hash, 0, throughDay);
      expect(told.map(({ day, tension, runId }) => [day, { tension, runId }])).toEqual([...firsts]);
      expect(told[0]!.publishedAt.toISOString()).toBe('2024-06-01T12:00:00.000Z');
      expect(told.at(-1)!.runId).toBe(id);
      // A run of long ago is computed from the events, not served from what is left of it.
      expect(await rollup.series('KOR-RUS', baseline.hash, 1)).toBeUndefined();
      await rollup.stop();
    },
  );
});
