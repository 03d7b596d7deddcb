/** GDELT from a server on this machine: first start, steady polling, catching up, holes, and a server in trouble. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { readHistoryLists, readQuarterHourList } from '../../server/feeds/gdeltLists.ts';
import { quarterHourGaps } from './quarterHourGaps.ts';
import { unpackedDyad } from '../../server/feeds/packedDyad.ts';
import { fetchWorld, type FetchWorld, pathOf, quarter } from './fetchWorld.ts';
import { GdeltServer, stampsFrom, type Trouble } from './gdeltServer.ts';
import { realText } from './realData.ts';
import { everythingStored } from './stored.ts';
import { gdeltRow } from './tables.ts';
import { zipOf } from './zipFile.ts';

const minutes = (count: number): number => count * 60_000;
const hours = (count: number): number => minutes(60 * count);
const DAY = '2026-11-20';
const stampsOfDay = (count: number): string[] => stampsFrom(`${DAY}T00:00:00Z`, count);
const name = (stamp: string): string => `${stamp}.export.CSV.zip`;

/** A world whose server has the first quarters of an hour of a day. */
async function worldWith(count: number, moment = `${DAY}T12:00:00Z`): Promise<{ world: FetchWorld; stamps: string[] }> {
  const world = await fetchWorld({ moment });
  const stamps = stampsOfDay(count);
  for (const stamp of stamps) world.server.publish(stamp, quarter(stamp));
  await world.addGdelt(DAY);
  return { world, stamps };
}

const recordOf = async ({ store }: FetchWorld, stamp: string) => store.files.record('gdelt', name(stamp));

describe('with whole lists', () => {
  it('a first start stores every file of the master list, and keeps its holes as unknown', async () => {
    const world = await fetchWorld({ moment: '2015-02-22T03:50:00Z' });
    const { files } = readQuarterHourList(realText('feeds/gdelt/v2_masterfilelist_english.txt'));
    const stamps = files.filter(({ table }) => table === 'export').map(({ stamp }) => stamp);
    for (const stamp of stamps) world.server.publish(stamp, quarter(stamp));
    await world.addGdelt('2015-02-19');
    const account = await world.pull();
    const holes = quarterHourGaps(files, 'export').reduce((sum, { missing }) => sum + missing, 0);
    expect(holes).toBeGreaterThan(3);
    expect(account).toMatchObject({
      done: stamps.filter((stamp) => stamp >= '20150219').length,
      gaps: holes,
      missing: 0,
      failed: 0,
      refused: 0,
      fault: null,
    });
    expect(await world.store.files.counts('gdelt')).toEqual({
      pending: 0,
      done: account.done,
      missing: holes,
      failed: 0,
      refused: 0,
    });
    const [hole] = await world.store.files.list({ feed: 'gdelt', states: ['missing'] });
    expect(hole).toMatchObject({
      name: '20150219070000.export.CSV.zip',
      firstDay: 16_485,
      reason: expect.stringContaining('unknown'),
    });
  });

  it('history comes from files of years, months and days, and four days of 2014 stay unknown', async () => {
    const world = await fetchWorld({ moment: '2015-02-20T00:00:00Z' });
    const { files } = readHistoryLists(
      realText('feeds/gdelt/v1_event_file_list.txt'),
      realText('feeds/gdelt/v1_event_md5sums.txt'),
    );
    const rows = realText('feeds/gdelt/v1_20160728_sample_events.tsv').trimEnd().split('\n');
    const winter = files.filter(
      ({ firstDay, lastDay }) => toIsoDate(lastDay) >= '2014-01-20' && toIsoDate(firstDay) <= '2014-03-20',
    );
    winter.forEach((file, i) =>
      world.server.publishHistory(
        file.name,
        Buffer.from(
          `${rows
            .slice((i * 10) % (rows.length - 10))
            .slice(0, 10)
            .join('\n')}\n`,
        ),
      ),
    );
    for (const year of ['1979.zip', '200602.zip'])
      world.server.publishHistory(year, Buffer.from(`${rows.slice(0, 50).join('\n')}\n`));
    world.server.publish('20150219000000', quarter('20150219000000'));
    await world.addGdelt('2014-01-20');
    const account = await world.pull();
    expect(account).toMatchObject({ done: winter.length + 1, gaps: 4, failed: 0, fault: null });
    const missing = await world.store.files.list({ feed: 'gdelt', states: ['missing'] });
    expect(missing.map(({ name: file }) => file.slice(0, 8))).toEqual(['20140123', '20140124', '20140125', '20140319']);
    const backfill = await (await world.fetching.pull('gdelt', { range: { from: 3287, to: 3651 } })).done; // 1979
    expect(backfill).toMatchObject({ done: 1, fault: null });
    expect(await world.store.files.record('gdelt', '1979.zip')).toMatchObject({
      state: 'done',
      firstDay: 3287,
      lastDay: 3651,
    });
  });
});

describe('polling', () => {
  it('takes the newest file by two requests, and logs one line', async () => {
    const { world, stamps } = await worldWith(8);
    expect(await world.fetching.poll()).toBe(8);
    const next = '20261120020000';
    world.server.publish(next, quarter(next));
    world.server.requests.length = 0;
    world.log.length = 0;
    world.at(world.now().getTime() + minutes(15));
    expect(await world.fetching.poll()).toBe(1);
    expect(world.server.requests.map(({ path }) => path)).toEqual(['/gdeltv2/lastupdate.txt', pathOf(next)]);
    expect(world.log).toHaveLength(1);
    expect(world.log[0]).toMatch(/gdelt: 1 file, \d+ rows, \d+ stories in/);
    expect(stamps).toHaveLength(8);
  });

  it('comes no sooner than the feed wants it', async () => {
    const { world } = await worldWith(1);
    await world.fetching.poll();
    const asked = world.server.requests.length;
    world.at(world.now().getTime() + minutes(5));
    expect(await world.fetching.poll()).toBe(0);
    expect(world.server.requests).toHaveLength(asked);
  });

  it('with nothing new stores nothing, however often', async () => {
    const { world } = await worldWith(4);
    await world.pull();
    const before = await everythingStored(world.database);
    await world.pull();
    await world.restart();
    expect(await world.pull()).toMatchObject({ done: 0, files: 0, fault: null });
    expect(await everythingStored(world.database)).toEqual(before);
  });

  it('after two days off catches up from the end of the master list alone', async () => {
    const { world } = await worldWith(4);
    await world.pull();
    for (const stamp of stampsFrom(`${DAY}T01:00:00Z`, 192)) world.server.publish(stamp, quarter(stamp));
    await world.restart();
    world.server.requests.length = 0;
    world.at('2026-11-22T01:00:00Z');
    expect(await world.pull()).toMatchObject({ done: 192, gaps: 0, failed: 0, fault: null });
    expect(
      world.server.requests.filter(({ path }) => path.endsWith('masterfilelist.txt')).map(({ range }) => range),
    ).toEqual([expect.stringMatching(/^bytes=-\d+$/)]);
  });

  it('without a feed asks nobody for anything', async () => {
    const world = await fetchWorld({ moment: `${DAY}T12:00:00Z` });
    expect(await world.fetching.poll()).toBe(0);
    expect(world.server.requests).toEqual([]);
  });

  it('tells a feeds.json that cannot be used once, and goes on when it is mended', async () => {
    const { world } = await worldWith(1);
    const file = join(world.folder, 'feeds.json');
    const [gdelt] = await world.fetching.status();
    await writeFile(file, '{ "feeds": [ { "name": "gdelt", "kind": "gdelt", "from": "2026-02-30" } ] }');
    await world.fetching.poll();
    await world.fetching.poll();
    expect(world.log).toHaveLength(1);
    expect(world.log[0]).toContain('feeds.0.from: \\"2026-02-30\\": write a calendar date');
    await writeFile(file, JSON.stringify({ feeds: [gdelt!.feed] }));
    expect(await world.fetching.poll()).toBe(1);
    expect(world.log[1]).toContain('feeds.json are in the database now: gdelt.');
    expect(existsSync(file)).toBe(false);
  });

  it('keeps files only when it is asked to', async () => {
    const { world, stamps } = await worldWith(2);
    await world.pull();
    expect(await readdir(join(world.folder, 'feeds', 'parts'))).toEqual([]);
    await world.addGdelt(DAY, { keepRaw: true });
    const next = '20261120003000';
    world.server.publish(next, quarter(next));
    await world.pull();
    expect(await readdir(join(world.folder, 'feeds', 'raw', 'gdelt'))).toEqual([name(next)]);
    expect(stamps).not.toContain(next);
  });

  it('fetches no more files at the same time than it may', async () => {
    const { world } = await worldWith(40);
    await world.addGdelt(DAY, { parallel: 3 });
    world.server.slowness = 5;
    expect(await world.pull()).toMatchObject({ done: 40 });
    expect(world.server.mostAtOnce).toBe(3);
  });

  it('stopped in the middle leaves what is stored, and the next pull goes on', async () => {
    const { world } = await worldWith(60);
    void world.server.holdAfter(5);
    const running = await world.fetching.pull('gdelt');
    await vi.waitUntil(() => running.account().done >= 5, { timeout: 60_000 });
    await world.fetching.stopPull('gdelt');
    const stopped = await running.done;
    expect(stopped).toMatchObject({ stopped: true, failed: 0, done: 5 });
    world.server.release();
    expect(await world.pull()).toMatchObject({ done: 60 - stopped.done, stopped: false });
  });

  it('a long pull takes what is newest first, also what comes meanwhile', async () => {
    const { world } = await worldWith(40);
    void world.server.holdAfter(3);
    await world.addGdelt(DAY, { parallel: 1 });
    const running = await world.fetching.pull('gdelt');
    await vi.waitUntil(() => running.account().done >= 3, { timeout: 60_000 });
    const next = '20261120100000';
    world.server.publish(next, quarter(next));
    const polled = world.fetching.poll();
    await vi.waitUntil(() => world.server.asked('/gdeltv2/lastupdate.txt') > 1, { timeout: 60_000 });
    world.server.release();
    await polled;
    await running.done;
    const order = await world.database.query<{ name: string }>('select name from feed_take order by take_id');
    expect(order.findIndex((take) => take.name === name(next))).toBeLessThan(20);
    expect(order).toHaveLength(41);
  });
});

describe('a missing file', () => {
  it('is unknown, tried again later and later, and taken when it appears', async () => {
    const { world, stamps } = await worldWith(4);
    const gone = stamps[1]!;
    const file = world.server.files.get(pathOf(gone))!;
    world.server.files.delete(pathOf(gone));
    expect(await world.pull()).toMatchObject({ done: 3, missing: 1, failed: 0, fault: null });
    const first = await recordOf(world, gone);
    expect(first).toMatchObject({
      state: 'missing',
      attempts: 1,
      reason: expect.stringContaining('is not there (404)'),
      take: null,
    });
    world.at(first!.nextTryAt!.getTime());
    expect(await world.pull()).toMatchObject({ done: 0, missing: 1 });
    const second = await recordOf(world, gone);
    expect(second!.nextTryAt!.getTime() - world.now().getTime()).toBeGreaterThan(
      first!.nextTryAt!.getTime() - first!.lastTriedAt!.getTime(),
    );
    const asked = world.server.asked(pathOf(gone));
    await world.pull();
    expect(world.server.asked(pathOf(gone)), 'not before it is due').toBe(asked);
    world.server.files.set(pathOf(gone), file);
    world.at(second!.nextTryAt!.getTime());
    expect(await world.pull()).toMatchObject({ done: 1 });
    expect(await recordOf(world, gone)).toMatchObject({ state: 'done', reason: '' });
  });

  it('that the list skips is taken when it appears without a line in the list', async () => {
    const { world } = await worldWith(2);
    const [skipped, next] = ['20261120003000', '20261120004500'];
    world.server.publish(next!, quarter(next!));
    expect(await world.pull()).toMatchObject({ done: 3, gaps: 1 });
    const record = await recordOf(world, skipped!);
    expect(record).toMatchObject({ state: 'missing', expectedMd5: null });
    world.server.files.set(pathOf(skipped!), zipOf({ name: `${skipped}.export.CSV`, content: quarter(skipped!) }));
    world.at(record!.nextTryAt!.getTime());
    expect(await world.pull()).toMatchObject({ done: 1, missing: 0 });
    const days = await world.database.query(
      'select distinct last_added from feed_cell join feed_take on feed_take.take_id = feed_cell.take_id where name = $1',
      [name(skipped!)],
    );
    expect(days).toEqual([{ last_added: DAY }]);
  });

  it('is asked for weekly at last, and never given up', async () => {
    const { world, stamps } = await worldWith(1);
    world.server.files.delete(pathOf(stamps[0]!));
    for (let i = 0; i < 15; i++) {
      await world.pull();
      world.at((await recordOf(world, stamps[0]!))!.nextTryAt!.getTime());
    }
    const { nextTryAt, lastTriedAt, attempts } = (await recordOf(world, stamps[0]!))!;
    expect(attempts).toBe(15);
    expect(nextTryAt!.getTime() - lastTriedAt!.getTime()).toBe(hours(24 * 7 * 0.75)); // with a chance of a half
  });
});

describe('a file that is not what it should be', () => {
  it('with another md5 is fetched again, and stored when it is right', async () => {
    const { world, stamps } = await worldWith(2);
    const other = zipOf({ name: `${stamps[0]}.export.CSV`, content: quarter(stamps[1]!) });
    world.server.trouble(pathOf(stamps[0]!), { kind: 'content', content: other });
    expect(await world.pull()).toMatchObject({ done: 2, failed: 0 });
    expect(world.server.asked(pathOf(stamps[0]!))).toBe(2);
  });

  it('with another md5 for ever is failed, and nothing of it is kept', async () => {
    const { world, stamps } = await worldWith(2);
    const right = world.server.files.get(pathOf(stamps[0]!))!;
    const wrong = Buffer.from(right);
    wrong[100] = wrong[100]! ^ 1;
    world.server.files.set(pathOf(stamps[0]!), wrong);
    expect(await world.pull()).toMatchObject({ done: 1, failed: 1, fault: null });
    expect(await recordOf(world, stamps[0]!)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/has the md5 [0-9a-f]{32}, not [0-9a-f]{32} as the list states/),
    });
    expect(await world.database.query('select count(*) as takes from feed_take')).toEqual([{ takes: 1 }]);
    expect(await readdir(join(world.folder, 'feeds', 'parts'))).toEqual([]);
  });

  it.each<[string, (zip: Buffer, stamp: string) => Buffer, RegExp]>([
    ['cut off', (zip) => zip.subarray(0, zip.length - 30), /its end is missing/],
    [
      'under another inner name',
      (_, stamp) => zipOf({ name: '../evil.sh', content: quarter(stamp) }),
      /not the name of such a file/,
    ],
    [
      'that would grow without end',
      (_, stamp) => zipOf({ name: `${stamp}.export.CSV`, content: Buffer.alloc(5e6) }),
      /-fold when unpacked/,
    ],
  ])('is refused as an archive %s, also when the list states its md5', async (_, change, reason) => {
    const { world, stamps } = await worldWith(1);
    const next = '20261120001500';
    const zip = change(zipOf({ name: `${next}.export.CSV`, content: quarter(next) }), next);
    world.server.files.set(pathOf(next), zip);
    world.server.list(next, zip);
    expect(await world.pull()).toMatchObject({ done: stamps.length, refused: 1, fault: null });
    expect(await recordOf(world, next)).toMatchObject({
      state: 'refused',
      nextTryAt: null,
      reason: expect.stringMatching(reason),
    });
    expect(await world.database.query('select count(*) as takes from feed_take')).toEqual([{ takes: 1 }]);
  });

  it('named export that holds mentions is refused, and taken when the list states another content', async () => {
    const { world, stamps } = await worldWith(1);
    const next = '20261120001500';
    world.server.publish(
      next,
      Buffer.from(
        `${Array.from({ length: 300 }, (_, i) => Array.from({ length: 16 }, () => String(i)).join('\t')).join('\n')}\n`,
      ),
    );
    expect(await world.pull()).toMatchObject({ done: stamps.length, refused: 1 });
    expect(await recordOf(world, next)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('a file of mentions'),
    });
    world.server.publish(next, quarter(next));
    expect(await world.pull()).toMatchObject({ done: 0 });
    expect(await (await world.fetching.pull('gdelt', { all: true })).done).toMatchObject({ done: 1, refused: 0 });
    expect(await recordOf(world, next)).toMatchObject({ state: 'done' });
  });
});

describe('reports behind the acts of a dyad that is not watched', () => {
  it('are fetched when somebody asks, once, and change nothing else', async () => {
    const { world } = await worldWith(12);
    await world.pull();
    const before = await everythingStored(world.database);
    const [cell] = await world.database.query<{ dyad: number }>(
      'select dyad from feed_cell where dyad not in (select dyad from feed_report) order by dyad limit 1',
    );
    const dyad = unpackedDyad(cell!.dyad);
    const day = epochDay(DAY);
    const range = { from: day - 400, to: day };
    const account = await world.fetching.reports('gdelt', { dyad, range });
    expect(account.files).toBeGreaterThan(0);
    expect(account).toMatchObject({ dyad, kept: account.files, faults: [] });
    expect(
      await world.database.query('select distinct dyad from feed_report where dyad = $1', [cell!.dyad]),
    ).toHaveLength(1);
    expect(await world.fetching.reports('gdelt', { dyad, range })).toMatchObject({ files: 0 });
    await world.database.query('delete from feed_report where dyad = $1', [cell!.dyad]);
    expect(await everythingStored(world.database)).toEqual(before);
    expect(await readdir(join(world.folder, 'feeds', 'parts'))).toEqual([]);
  });

  it('of a file that the server no longer has are not kept, and the file is named', async () => {
    const { world, stamps } = await worldWith(6);
    await world.pull();
    const [cell] = await world.database.query<{ dyad: number }>(
      'select dyad from feed_cell where dyad not in (select dyad from feed_report) order by dyad limit 1',
    );
    for (const stamp of stamps) world.server.files.delete(pathOf(stamp));
    const account = await world.fetching.reports('gdelt', {
      dyad: unpackedDyad(cell!.dyad),
      range: { from: 0, to: epochDay(DAY) },
    });
    expect(account.kept).toBe(0);
    expect(account.faults[0]).toMatch(/^202611200.*\.zip: .* is not there \(404\)\.$/);
    expect(await world.store.files.counts('gdelt'), 'what is stored stays').toMatchObject({ done: 6, missing: 0 });
  });
});

describe('a server in trouble', () => {
  const troubles: [string, Trouble][] = [
    ['an error of its own', { kind: 'status', status: 500 }],
    ['a gateway without a server', { kind: 'status', status: 502 }],
    ['too many requests', { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }],
    ['no answer', { kind: 'silence' }],
    ['a stall', { kind: 'stall', afterBytes: 100 }],
    ['a broken connection', { kind: 'break', afterBytes: 100 }],
    ['a length that is too long', { kind: 'length', stated: 1_000_000 }],
    ['a length that is too short', { kind: 'length', stated: 100 }],
    ['an empty answer', { kind: 'content', content: Buffer.alloc(0) }],
    ['a page instead of a file', { kind: 'content', content: Buffer.from('<!DOCTYPE html>') }],
  ];
  it.each(troubles)('is asked again after %s', async (_, trouble) => {
    const { world, stamps } = await worldWith(3);
    world.server.trouble(pathOf(stamps[1]!), trouble, trouble);
    expect(await world.pull()).toMatchObject({ done: 3, failed: 0, fault: null });
    expect(world.slept).toEqual(trouble.kind === 'status' && trouble.status === 429 ? [7000, 7000] : [750, 1500]); // with a chance of a half
  });

  // A list has no md5: what it says is all there is.
  it.each(troubles.filter(([, { kind }]) => kind !== 'content' && kind !== 'length'))(
    'is asked again for a list after %s',
    async (_, trouble) => {
      const { world } = await worldWith(3);
      world.server.trouble('/gdeltv2/lastupdate.txt', trouble);
      expect(await world.pull()).toMatchObject({ done: 3, fault: null });
    },
  );

  it('goes on where a large file broke off, and from its beginning when it is another one by then', async () => {
    const world = await fetchWorld({ moment: `${DAY}T12:00:00Z` });
    const [stamp] = stampsOfDay(1);
    const rows = Array.from({ length: 5000 }, (_, i) =>
      gdeltRow({
        0: String(i),
        1: '20261120',
        59: '20261120000000',
        60: `https://example.org/${createHash('sha256').update(String(i)).digest('hex')}`,
      }),
    );
    world.server.publish(stamp!, Buffer.from(`${rows.join('\n')}\n`));
    const zip = world.server.files.get(pathOf(stamp!))!;
    expect(zip.length).toBeGreaterThan(150_000);
    await world.addGdelt(DAY);
    const parts = join(world.folder, 'feeds', 'parts');
    const onDisk = async (): Promise<number> => {
      const [part] = await readdir(parts);
      return part === undefined ? 0 : (await stat(join(parts, part))).size;
    };
    const breakAfter = (afterBytes: number, arrived: number): Trouble => ({
      kind: 'break',
      afterBytes,
      arrived: () => vi.waitUntil(async () => (await onDisk()) === arrived, { timeout: 60_000 }),
    });
    world.server.trouble(pathOf(stamp!), breakAfter(100_000, 100_000), breakAfter(20_000, 120_000));
    expect(await world.pull()).toMatchObject({ done: 1 });
    const ranges = world.server.requests.filter(({ path }) => path === pathOf(stamp!)).map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=120000-']);
    const before = await everythingStored(world.database);

    const other = await fetchWorld({ moment: `${DAY}T12:00:00Z` });
    other.server.publish(stamp!, quarter(stamp!));
    other.server.files.set(pathOf(stamp!), zip);
    other.server.list(stamp!, zip);
    await other.addGdelt(DAY);
    other.server.trouble(pathOf(stamp!), { kind: 'content', content: Buffer.alloc(zip.length, 1) });
    expect(await other.pull()).toMatchObject({ done: 1 });
    expect(await everythingStored(other.database)).toEqual(before);
  });

  it('is left alone when it asks to be, and the file is tried when it said', async () => {
    const { world, stamps } = await worldWith(2);
    world.server.trouble(pathOf(stamps[0]!), { kind: 'status', status: 503, headers: { 'Retry-After': '86400' } });
    expect(await world.pull()).toMatchObject({ done: 1, failed: 1, fault: null });
    expect((await recordOf(world, stamps[0]!))!.nextTryAt!.getTime()).toBeGreaterThanOrEqual(
      world.now().getTime() + hours(24),
    );
    expect(world.slept).toEqual([]);
  });

  it('that sends elsewhere is not followed', async () => {
    const { world, stamps } = await worldWith(2);
    const elsewhere = await GdeltServer.start();
    elsewhere.files.set('/evil.zip', Buffer.from('evil'));
    world.server.trouble(pathOf(stamps[0]!), { kind: 'redirect', to: `${elsewhere.base}/evil.zip` });
    expect(await world.pull()).toMatchObject({ done: 1, failed: 1, fault: null });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
    expect(await recordOf(world, stamps[0]!)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/redirects elsewhere.*is none of the feed’s hosts.*add it under "hosts"/),
    });
  });

  it('that moves a file within its own host is followed', async () => {
    const { world, stamps } = await worldWith(2);
    world.server.files.set('/moved.zip', world.server.files.get(pathOf(stamps[0]!))!);
    world.server.trouble(pathOf(stamps[0]!), { kind: 'redirect', to: '/moved.zip' });
    expect(await world.pull()).toMatchObject({ done: 2, failed: 0 });
  });

  it('that has gone ends the pull after a few files, and the next poll goes on', async () => {
    const { world } = await worldWith(60);
    world.server.weather = (_, path) => (path.includes('.export.') ? { kind: 'status', status: 503 } : undefined);
    const account = await world.pull();
    expect(account.fault).toMatch(/\d files in a row failed, the last because: 127\.0\.0\.1:\d+ answered 503/);
    expect(account.failed).toBeLessThan(20);
    world.server.weather = () => undefined;
    world.at(world.now().getTime() + hours(1));
    expect(await world.pull()).toMatchObject({ done: 60, fault: null });
  });

  it('whose lists cannot be had says so, and nothing is lost', async () => {
    const { world } = await worldWith(2);
    await world.server.stop();
    const account = await world.pull();
    expect(account).toMatchObject({ done: 0, fault: expect.stringContaining('cannot be reached') });
    expect(world.log.join('\n')).toContain('nothing listens there');
  });
});

describe('at the end the store is that of an undisturbed run, row for row', () => {
  const stamps = stampsFrom('2026-11-19T20:00:00Z', 40);
  const kinds: readonly ((size: number) => Trouble)[] = [
    () => ({ kind: 'status', status: 500 }),
    () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '1' } }),
    () => ({ kind: 'status', status: 404 }),
    (size) => ({ kind: 'break', afterBytes: size }),
    () => ({ kind: 'content', content: Buffer.from('rubbish') }),
    () => ({ kind: 'length', stated: 50 }),
    () => ({ kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }),
  ];

  /** Twelve quarters, then polls at each quarter, with two days off in between. */
  async function run(world: FetchWorld, weather: GdeltServer['weather']): Promise<unknown> {
    world.at('2026-11-19T23:00:00Z');
    for (const stamp of stamps.slice(0, 12)) world.server.publish(stamp, quarter(stamp));
    await world.addGdelt('2026-11-19');
    world.server.weather = weather;
    await world.pull();
    for (const stamp of stamps.slice(12, 20)) {
      world.server.publish(stamp, quarter(stamp));
      world.at(world.now().getTime() + minutes(15));
      await world.fetching.poll();
    }
    await world.restart();
    world.at(world.now().getTime() + hours(48));
    for (const stamp of stamps.slice(20)) world.server.publish(stamp, quarter(stamp));
    await world.fetching.poll();
    world.server.weather = () => undefined;
    for (let i = 0; i < 12; i++) {
      world.at(world.now().getTime() + hours(24 * 8)); // the longest wait between two tries has passed
      await world.pull();
    }
    return everythingStored(world.database);
  }

  it.each([1, 2])('in weather %d, where every third request fails', async (seed) => {
    const calm = await run(await fetchWorld({ moment: DAY }), () => undefined);
    const world = await fetchWorld({ moment: DAY });
    // By address and try, so that the order in which requests come in changes nothing.
    const tries = new Map<string, number>();
    const troubles: string[] = [];
    const rough = await run(world, (_, path) => {
      const tried = (tries.get(path) ?? 0) + 1;
      tries.set(path, tried);
      const bytes = createHash('sha256').update(`${seed} ${path} ${tried}`).digest();
      const kind = kinds[bytes.readUInt32LE(4) % kinds.length]!;
      if (bytes.readUInt32LE(0) >= 0.33 * 2 ** 32) return undefined;
      troubles.push(path);
      return kind(bytes.readUInt32LE(8) % 2000);
    });
    expect(troubles.length).toBeGreaterThan(5);
    expect(rough).toEqual(calm);
  });
});
