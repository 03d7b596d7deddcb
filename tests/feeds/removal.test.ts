/** A feed that is removed takes its rows along, from then on: what was known before stays as it was. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FeedReading } from '../../server/feeds/feedReading.ts';
import { FeedRemoved } from '../../server/feeds/countedTakes.ts';
import { entriesOf } from '../ledger/auditEntries.ts';
import { type FetchWorld, fetchWorld, quarter } from './fetchWorld.ts';
import { stampsFrom } from './gdeltServer.ts';
import { fetchedFile } from './stored.ts';

const MOMENT = '2026-11-20T12:00:00Z';
const DESK = [
  'When,Who,Whom,What',
  '2024-03-28,RUS,KOR,note verbale',
  '2024-03-30,KOR,RUS,note verbale',
  '2024-04-02,FRA,USA,note verbale',
].join('\n');
const MAPPING = {
  name: 'desk',
  title: 'Desk',
  states: 'iso3',
  columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
  codes: { 'note verbale': { type: 'protest', polarity: 1, severity: 2 } },
};

async function worldWithDesk(): Promise<FetchWorld> {
  const world = await fetchWorld({ moment: MOMENT });
  await writeFile(join(world.folder, 'inbox', 'desk.csv'), DESK);
  await add(world);
  expect(await world.pull('desk')).toMatchObject({ done: 1, rows: 3, fault: null });
  return world;
}

const add = (world: FetchWorld) =>
  world.fetching.add({ name: 'desk', kind: 'csv', files: ['desk.csv'], mapping: MAPPING }, 'machine', 'A');

/** What a reader may see of the desk at a moment. */
async function seen({ database, now }: FetchWorld, asOf?: Date) {
  const reading = new FeedReading(database);
  const mark = await reading.mark(asOf);
  const { length, day } = await reading.stories('desk', 'KOR-RUS', mark);
  return {
    days: [...day.subarray(0, length)],
    known: [...(await reading.knownDays('desk', mark))],
    world: (await reading.world('desk', mark)).size,
    pairs: (await reading.pairs()).map(({ dyad }) => dyad).sort(),
    statuses: (await reading.statuses(now())).map(({ feed, rows }) => [feed, rows]),
  };
}

const FULL = {
  days: [19_810, 19_812],
  known: [19_810, 19_812, 19_815],
  world: 3,
  pairs: ['FRA-USA', 'KOR-RUS'],
  statuses: [['desk', 3]],
};
const NOTHING = { days: [], known: [], world: 0, pairs: [], statuses: [] };

test('rows go from then on, and come again when the feed is added again; what was known before has them', async () => {
  const world = await worldWithDesk();
  const reading = new FeedReading(world.database);
  const { takenAt: before } = await reading.mark();
  expect(await reading.pairs()).toHaveLength(2);
  world.at('2026-11-20T13:00:00Z');
  await world.fetching.remove('desk', 'B', { keepRows: false });
  expect(await seen(world)).toEqual(NOTHING);
  expect(await seen(world, before!), 'as known before').toMatchObject({ days: FULL.days, known: FULL.known, world: 3 });
  expect(await reading.pairs(), 'in a process that had read them').toEqual([]);
  expect(await world.fetching.status()).toEqual([]);
  expect((await entriesOf(world.database)).at(-1)).toMatchObject({
    by: 'B',
    action: 'remove-feed',
    subject: 'desk',
    before: { kind: 'csv', storedFiles: 1, storedRows: 3 },
    after: null,
  });
  await expect(world.fetching.remove('desk', 'B', { keepRows: false })).rejects.toThrow('There is no feed "desk"');

  world.at('2026-11-20T14:00:00Z');
  await add(world);
  expect(await world.pull('desk'), 'the same content is read anew').toMatchObject({ done: 1, unchanged: 0, rows: 3 });
  expect(await seen(world)).toEqual(FULL);
  expect(await seen(world, new Date('2026-11-20T13:30:00Z')), 'between').toMatchObject({ days: [], known: [] });
});

test('rows can be kept, and removed later', async () => {
  const world = await worldWithDesk();
  await world.fetching.remove('desk', 'B', { keepRows: true });
  expect(await world.fetching.status()).toEqual([]);
  expect(await seen(world)).toEqual(FULL);
  await world.fetching.remove('desk', 'C', { keepRows: false });
  expect(await seen(world)).toEqual(NOTHING);
  expect((await entriesOf(world.database)).slice(-2)).toMatchObject([
    { by: 'B', before: { kind: 'csv', storedRows: 3 }, after: { storedFiles: 1, storedRows: 3 } },
    { by: 'C', before: { storedFiles: 1, storedRows: 3 }, after: null },
  ]);
});

test('a pull under way ends, and nothing that it still reads is stored', async () => {
  const world = await fetchWorld({ moment: MOMENT });
  for (const stamp of stampsFrom('2026-11-20T00:00:00Z', 30)) world.server.publish(stamp, quarter(stamp));
  await world.addGdelt('2026-11-20');
  void world.server.holdAfter(5);
  const running = await world.fetching.pull('gdelt');
  await vi.waitUntil(() => running.account().done >= 5, { timeout: 60_000 });
  await world.fetching.remove('gdelt', 'B', { keepRows: false });
  expect(await running.done).toMatchObject({ stopped: true });
  world.server.release();
  const left = 'select count(*) as files from feed_file';
  expect(await world.database.query(left)).toEqual([{ files: 0 }]);
  // A server that has not heard of it is refused when it stores.
  await world.addGdelt('2026-11-20');
  const late = world.store.take(fetchedFile('late', 'x'), () =>
    world.fetching.remove('gdelt', 'B', { keepRows: false }),
  );
  await expect(late).rejects.toThrow(FeedRemoved);
  expect(await world.database.query(left)).toEqual([{ files: 0 }]);
});
