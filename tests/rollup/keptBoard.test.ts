/** The board is kept from run to run and reads only what a run changed: it is the same as one that is read anew. */
import { expect, test } from 'vitest';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { baseline, row, worldOn } from './world.ts';

test('a board that was kept over runs equals one that is read anew, with dyads that came, changed and lost their last event', async () => {
  const database = await openDuckDb({ file: ':memory:' });
  atEndOfTest(() => database.close());
  const world = await worldOn(database, '2026-08-01T00:00:00Z');
  const rollup = await world.rollup();
  const run = async (): Promise<number> => (await (await rollup.start('request')).done).id;
  const readAnew = async (id: number) => (await world.rollup()).board(baseline.hash, id);
  const dyads: (readonly string[])[] = [];
  const compare = async (): Promise<void> => {
    const id = await run();
    const kept = (await rollup.board(baseline.hash, id))!;
    expect(kept).toEqual(await readAnew(id));
    dyads.push(kept.map(({ board }) => `${board.id} ${board.events}`));
  };
  await world.import(row('a', 'KOR-RUS', '2026-05-01'), row('b', 'PRK-RUS', '2026-05-02'));
  await compare();
  await world.import(row('c', 'KOR-RUS', '2026-05-03'));
  await compare();
  await world.import(row('d', 'CHN-USA', '2026-05-04'));
  await compare();
  await world.ledger.retract('b', 'Told twice', 'test');
  await compare();
  world.at('2026-08-03T00:00:00Z');
  await compare();
  expect(dyads).toEqual([
    ['KOR-RUS 1', 'PRK-RUS 1'],
    ['KOR-RUS 2', 'PRK-RUS 1'],
    ['CHN-USA 1', 'KOR-RUS 2', 'PRK-RUS 1'],
    ['CHN-USA 1', 'KOR-RUS 2'],
    ['CHN-USA 1', 'KOR-RUS 2'],
  ]);
});
