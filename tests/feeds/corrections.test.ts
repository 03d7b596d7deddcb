/** What a publisher corrects, deletes or issues anew later arrives, as of then: rows are replaced, counted and told. */
import { expect, test } from 'vitest';
import { codeOf, FeedReading } from '../../server/feeds/feedReading.ts';
import { AcledServer, ACLED_LOGIN, acledRow } from './acledServer.ts';
import { type FetchWorld, fetchWorld, pathOf, quarter } from './fetchWorld.ts';
import { stampsFrom } from './gdeltServer.ts';

/** Stories of the pair by the start of their code, and days, as known at a moment. */
async function acts({ database }: FetchWorld, asOf?: string): Promise<string[]> {
  const reading = new FeedReading(database);
  const mark = await reading.mark(asOf === undefined ? undefined : new Date(asOf));
  const stories = await reading.stories('acled', 'RUS-UKR', mark);
  return Array.from(stories.day, (day, i) => `${day} ${codeOf(stories, i)} ${stories.rows[i]}`);
}

async function acledWorld(): Promise<{ world: FetchWorld; acled: AcledServer }> {
  const acled = await AcledServer.start();
  acled.rows = [
    acledRow('UKR1', '2022-01-10'),
    acledRow('UKR2', '2022-01-11'),
    acledRow('UKR3', '2022-02-05'),
    acledRow('UKR4', '2026-11-02'),
  ];
  const world = await fetchWorld({ moment: '2026-11-20T12:00:00Z', secrets: ACLED_LOGIN });
  await world.fetching.add({ name: 'acled', kind: 'acled', base: acled.base, from: '2022-01-01' }, 'machine', 'test');
  expect(await world.pull('acled')).toMatchObject({ replaced: 0, rows: 4, faults: [], fault: null });
  acled.pages.length = 0;
  return { world, acled };
}

const CLASH = 'Battles: Armed clash 1';
const BEFORE = [`19002 ${CLASH}`, `19003 ${CLASH}`, `19028 ${CLASH}`, `20759 ${CLASH}`];

test('a row that ACLED deleted years back goes, as of the pull that read its list, and only its month is read', async () => {
  const { world, acled } = await acledWorld();
  expect(await acts(world)).toEqual(BEFORE);
  acled.delete('UKR2', '2026-11-21T09:00:00Z');
  world.at('2026-11-21T13:00:00Z');
  const account = await world.pull('acled');
  expect(account).toMatchObject({ replaced: 1, faults: [], remarks: [] });
  expect(acled.pages.filter((page) => page < '2026')).toEqual(['2022-01-01 1']);
  expect(await acts(world)).toEqual(BEFORE.filter((act) => !act.startsWith('19003')));
  expect(await acts(world, '2026-11-20T13:00:00Z'), 'as known before').toEqual(BEFORE);
  world.at('2026-11-24T13:00:00Z');
  acled.pages.length = 0;
  await world.pull('acled');
  expect(
    acled.pages.filter((page) => page < '2026'),
    'it is looked at no more',
  ).toEqual([]);
});

test('a row that ACLED corrected years back is replaced, and one that it added is there', async () => {
  const { world, acled } = await acledWorld();
  acled.rows[0] = acledRow('UKR1', '2022-01-10', '2026-11-21T08:00:00Z', 'Non-state actor overtakes territory');
  acled.rows.push(acledRow('UKR9', '2022-02-06', '2026-11-21T08:00:00Z'));
  world.at('2026-11-21T13:00:00Z');
  expect(await world.pull('acled')).toMatchObject({ replaced: 2, faults: [] });
  expect(acled.pages.filter((page) => page < '2026').sort()).toEqual(['2022-01-01 1', '2022-02-01 1']);
  expect(await acts(world)).toEqual([
    '19002 Battles: Non-state actor overtakes territory 1',
    `19003 ${CLASH}`,
    `19028 ${CLASH}`,
    `19029 ${CLASH}`,
    `20759 ${CLASH}`,
  ]);
});

test('where its list of deletions cannot be had, that is said, and any month is read again when somebody asks', async () => {
  const { world, acled } = await acledWorld();
  acled.rows = acled.rows.filter((row) => !row.startsWith('UKR2'));
  acled.weather = (_, path) => (path.startsWith('/api/deleted') ? 404 : undefined);
  world.at('2026-11-21T13:00:00Z');
  expect(await world.pull('acled')).toMatchObject({
    replaced: 0,
    fault: null,
    remarks: [expect.stringContaining('rows that it has deleted may still count')],
  });
  expect(await acts(world)).toEqual(BEFORE);
  const january = { from: 18_993, to: 19_023 };
  const again = await (await world.fetching.pull('acled', { range: january, again: true })).done;
  expect(again).toMatchObject({ files: 1, done: 1, replaced: 1, fault: null });
  expect(await acts(world)).toEqual(BEFORE.filter((act) => !act.startsWith('19003')));
  const same = await (await world.fetching.pull('acled', { range: january, again: true })).done;
  expect(same).toMatchObject({ files: 1, done: 0, unchanged: 1 });
});

test('a month that is to be read again keeps what it brought while it cannot be had', async () => {
  const { world, acled } = await acledWorld();
  acled.delete('UKR2', '2026-11-21T09:00:00Z');
  acled.weather = (_, path) => (path.includes('2022-01-01') ? 400 : undefined);
  world.at('2026-11-21T13:00:00Z');
  expect(await world.pull('acled')).toMatchObject({ failed: 1, replaced: 0 });
  expect(await acts(world)).toEqual(BEFORE);
  acled.weather = () => undefined;
  world.at('2026-11-21T14:00:00Z');
  expect(await world.pull('acled')).toMatchObject({ failed: 0, replaced: 1 });
  expect(await acts(world)).toEqual(BEFORE.filter((act) => !act.startsWith('19003')));
});

test('a file of GDELT that is issued anew replaces its rows on the next day’s look, and no other is fetched', async () => {
  const world = await fetchWorld({ moment: '2026-11-20T12:00:00Z' });
  const stamps = stampsFrom('2026-11-20T00:00:00Z', 8);
  for (const stamp of stamps) world.server.publish(stamp, quarter(stamp));
  await world.addGdelt('2026-11-20');
  await world.pull();
  const rowsOf = async () =>
    (
      await world.database.query<{ rows: number }>(
        'select cast(sum(row_count) as integer) as rows from feed_take where take_id not in (select replaces from feed_take where replaces is not null)',
      )
    )[0]!.rows;
  const before = await rowsOf();
  const [first, second] = stamps as [string, string];
  const other = Buffer.concat([quarter(first), quarter(second)]);
  world.server.publish(first, other);
  world.server.requests.length = 0;
  world.at('2026-11-20T13:00:00Z');
  expect(await world.pull(), 'the same day').toMatchObject({ done: 0, replaced: 0 });
  world.at('2026-11-21T12:00:00Z');
  expect(await world.pull()).toMatchObject({ done: 1, replaced: 1, fault: null });
  expect(world.server.requests.filter(({ path }) => path.endsWith('.zip')).map(({ path }) => path)).toEqual([
    pathOf(first),
  ]);
  expect(await rowsOf()).toBe(before + quarter(second).toString().trimEnd().split('\n').length);
  expect(world.log.join('\n')).toContain('1 replaced what they brought before');
  world.at('2026-11-22T12:00:00Z');
  expect(await world.pull()).toMatchObject({ done: 0, replaced: 0 });
});
