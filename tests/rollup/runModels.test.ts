import { expect, test } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { type LoadedModel, modelHash } from '../../models/model.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, row, run, worldOn } from './world.ts';

const version = (number: number, weight: number): LoadedModel => {
  const { types } = baseline.definition;
  const definition = {
    ...baseline.definition,
    name: 'labm',
    version: number,
    types: { ...types, sanction: { ...types['sanction']!, weight } },
  };
  return { definition, hash: modelHash(definition) };
};

describeStores('a run keeps which models it scored', (store) => {
  test('and has no value of another, whatever earlier runs published of it', async () => {
    const world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const [first, second] = [version(1, 5), version(2, 9)];
    const before = await world.rollup({ models: [first] });
    const { id } = await run(before);
    await before.stop();

    await world.import(row('a2', 'KOR-RUS', '2024-05-10'));
    const rollup = await world.rollup({ models: [second, first] }); // the newest version is scored
    const { id: later, models } = await run(rollup);
    expect(models).toEqual([second.hash]);
    expect(await rollup.series('KOR-RUS', first.hash)).toBeUndefined();
    expect(await rollup.values(first.hash, [epochDay('2024-05-25')], later)).toEqual([]);
    expect(await rollup.series('KOR-RUS', first.hash, id)).toBeDefined(); // what it published stays
    expect(await rollup.values(first.hash, [epochDay('2024-05-25')], id)).toHaveLength(1);
    await rollup.stop();
  });

  test('and is scored again where one of them comes back, though nothing else is new', async () => {
    const world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const [first, second] = [version(1, 5), version(2, 9)];
    for (const [models, runs] of [
      [[first], 1],
      [[second], 2],
      [[first], 3],
      [[first], 3],
    ] as const) {
      const rollup = await world.rollup({ models });
      await run(rollup);
      expect(await world.count('rollup_run')).toBe(runs);
      expect(await rollup.series('KOR-RUS', models[0].hash)).toBeDefined();
      await rollup.stop();
    }
  });

  test('a run of before, of which no models are known, is followed by one that names them', async () => {
    const world = await worldOn(store.database(), '2024-06-01T12:00:00Z');
    await world.import(row('a1', 'KOR-RUS', '2024-05-20'));
    const before = await world.rollup();
    await run(before);
    await before.stop();
    await store.database().query('update rollup_run set models = null, name = null');
    const rollup = await world.rollup();
    expect(await rollup.series('KOR-RUS', baseline.hash)).toBeUndefined();
    expect(await run(rollup)).toMatchObject({ id: 2, points: 0 });
    expect(await rollup.series('KOR-RUS', baseline.hash)).toBeDefined();
    await rollup.stop();
  });
});
