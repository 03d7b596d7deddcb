/** Feeds beside GDELT: files of this machine and of an address, and ACLED with a login. */
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ACLED_LOGIN, AcledServer, acledRow } from './acledServer.ts';
import { fetchWorld } from './fetchWorld.ts';
import { realBytes } from './realData.ts';
import { everythingStored } from './stored.ts';
import { zipOf } from './zipFile.ts';

const MOMENT = '2026-11-20T12:00:00Z';
const ICEWS = [
  'Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tIntensity',
  '1\t2018-06-01\tJapan\t042\tSouth Korea\t1.9',
  '2\t2018-06-02\tRussian Federation\t112\tJapan\t-2',
].join('\n');
const DESK =
  'When,Who,Whom,What\n2024-03-28,RUS,KOR,note verbale\n2024-04-05,KOR,RUS,press item\n2024-04-06,KOR,RUS,unheard of\n';
const MAPPING = {
  name: 'desk',
  title: 'Desk',
  states: 'iso3',
  columns: { date: 'When', actor: 'Who', target: 'Whom', code: 'What' },
  codes: { 'note verbale': { type: 'protest', polarity: 1, severity: 2 }, 'press item': null },
};

describe('files of this machine', () => {
  it('are read once, and again when they have changed', async () => {
    const world = await fetchWorld({ moment: MOMENT });
    const file = join(world.folder, 'inbox', 'events.tab');
    await writeFile(file, ICEWS);
    await utimes(file, new Date('2026-11-01'), new Date('2026-11-01'));
    await world.fetching.add({ name: 'icews', kind: 'icews', files: [file] }, 'machine', 'test');
    expect(await world.pull('icews')).toMatchObject({ done: 1, rows: 2, faults: [] });
    expect(await world.pull('icews')).toMatchObject({ done: 0, files: 0 });
    await utimes(file, new Date('2026-12-01'), new Date('2026-12-01'));
    expect(await world.pull('icews'), 'touched').toMatchObject({ done: 0, unchanged: 1 });
    await writeFile(file, `${ICEWS}\n3\t2018-06-03\tChina\t043\tJapan\t2.8`);
    expect(await world.pull('icews'), 'changed').toMatchObject({ done: 1, rows: 3 });
    expect(await world.database.query('select count(*) as files, max(take_id) as take from feed_file')).toEqual([
      { files: 1, take: 2 },
    ]);
    expect(await readFile(file, 'utf8'), 'a user’s own file stays').toContain('China');
  });

  it('that are not there yet are unknown, and read when they come', async () => {
    const world = await fetchWorld({ moment: MOMENT });
    await world.fetching.add({ name: 'icews', kind: 'icews', files: ['later.tab'] }, 'machine', 'test');
    expect(await world.pull('icews')).toMatchObject({
      done: 0,
      missing: 1,
      faults: [expect.stringContaining('put it there, or add the feed anew with the right path')],
    });
    await writeFile(join(world.folder, 'inbox', 'later.tab'), ICEWS);
    world.at('2026-11-20T13:00:00Z');
    expect(await world.pull('icews')).toMatchObject({ done: 1 });
  });

  it('a CSV is read by its mapping, whose faults are told when it is added', async () => {
    const world = await fetchWorld({ moment: MOMENT });
    await writeFile(join(world.folder, 'inbox', 'desk.csv'), DESK);
    await writeFile(
      join(world.folder, 'inbox', 'bad.json'),
      JSON.stringify({ ...MAPPING, codes: { x: { type: 'no_such_type', polarity: 1, severity: 2 } } }),
    );
    await expect(
      world.fetching.add({ name: 'desk', kind: 'csv', files: ['desk.csv'], mapping: 'bad.json' }, 'machine', 'test'),
    ).rejects.toThrow('"no_such_type" is no type of the codebook');
    await writeFile(join(world.folder, 'inbox', 'good.json'), JSON.stringify(MAPPING));
    await world.fetching.add(
      { name: 'desk', kind: 'csv', files: ['desk.csv'], mapping: 'good.json' },
      'machine',
      'test',
    );
    expect(await world.pull('desk')).toMatchObject({ done: 1, rows: 3, faultyRows: 1, stories: 2 });
  });

  it('a file of another format is refused with the column that it lacks', async () => {
    const world = await fetchWorld({ moment: MOMENT });
    await writeFile(join(world.folder, 'inbox', 'events.tab'), DESK);
    await world.fetching.add({ name: 'icews', kind: 'icews', files: ['events.tab'] }, 'machine', 'test');
    expect(await world.pull('icews')).toMatchObject({ refused: 1, faults: [expect.stringContaining('Event ID')] });
  });
});

describe('files of an address', () => {
  it('the sample of ICEWS is fetched packed, and read as from this machine', async () => {
    const sample = realBytes('feeds/icews/events.2018.sample.tab');
    const world = await fetchWorld({ moment: MOMENT });
    world.server.files.set('/icews/events.2018.zip', zipOf({ name: 'events.2018.tab', content: sample }));
    await world.fetching.add(
      { name: 'icews', kind: 'icews', files: [`${world.server.base}/icews/events.2018.zip`] },
      'machine',
      'test',
    );
    expect(await world.pull('icews')).toMatchObject({
      done: 1,
      rows: sample.toString().trimEnd().split('\n').length - 1,
      failed: 0,
    });
    const other = await fetchWorld({ moment: MOMENT });
    await writeFile(join(other.folder, 'inbox', 'events.2018.zip'), world.server.files.get('/icews/events.2018.zip')!);
    await other.fetching.add({ name: 'icews', kind: 'icews', files: ['events.2018.zip'] }, 'machine', 'test');
    await other.pull('icews');
    expect(await everythingStored(world.database)).toEqual(await everythingStored(other.database));
  });

  it('may come from a host that is named beside, and from no other', async () => {
    const world = await fetchWorld({ moment: MOMENT });
    const storage = await fetchWorld({ moment: MOMENT });
    storage.server.files.set('/store/x', Buffer.from(ICEWS));
    const feed = { name: 'icews', kind: 'icews', files: [`${world.server.base}/events.tab`] };
    await world.fetching.add(feed, 'machine', 'test');
    world.server.trouble(
      '/events.tab',
      { kind: 'redirect', to: `${storage.server.base}/store/x` },
      { kind: 'redirect', to: `${storage.server.base}/store/x` },
    );
    expect(await world.pull('icews')).toMatchObject({ failed: 1 });
    await world.fetching.add({ ...feed, hosts: [new URL(storage.server.base).host] }, 'machine', 'test');
    world.at('2026-11-20T14:00:00Z');
    expect(await world.pull('icews')).toMatchObject({ done: 1, rows: 2 });
  });
});

describe('ACLED', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is read month by month and page by page, with one login', async () => {
    const acled = await AcledServer.start();
    acled.rows = Array.from({ length: 5001 }, (_, i) => acledRow(`A${i}`, '2026-10-05')).concat(
      acledRow('B1', '2026-11-03'),
    );
    const world = await fetchWorld({ moment: MOMENT, secrets: ACLED_LOGIN });
    await world.fetching.add({ name: 'acled', kind: 'acled', base: acled.base, from: '2026-10-01' }, 'machine', 'test');
    expect(await world.pull('acled')).toMatchObject({ done: 2, rows: 5002, stories: 2, faults: [] });
    expect(acled.pages.toSorted()).toEqual(['2026-10-01 1', '2026-10-01 2', '2026-11-01 1']);
    expect(acled.grants).toEqual([
      { client_id: 'acled', grant_type: 'password', username: 'me@example.org', password: 'right' },
    ]);
    expect(await readdir(join(world.folder, 'feeds', 'parts')), 'rows stay in the store alone').toEqual([]);
  });

  it('renews its token before it ends, and logs in anew when that is refused', async () => {
    const acled = await AcledServer.start();
    const world = await fetchWorld({ moment: MOMENT, secrets: ACLED_LOGIN });
    await world.fetching.add({ name: 'acled', kind: 'acled', base: acled.base, from: '2026-11-01' }, 'machine', 'test');
    await world.pull('acled');
    world.at('2026-11-21T00:40:00Z'); // half a day later: the months that are still corrected are asked for again
    expect(await world.pull('acled')).toMatchObject({ unchanged: 1, failed: 0 });
    acled.refuseRefresh = true;
    world.at('2026-11-21T13:00:00Z');
    acled.rows = [acledRow('B1', '2026-11-03')];
    expect(await world.pull('acled')).toMatchObject({ done: 1, rows: 1 });
    expect(acled.grants.map((grant) => grant['grant_type'])).toEqual([
      'password',
      'refresh_token',
      'refresh_token',
      'password',
    ]);
  });

  it('without a login, or with a wrong one, says what to do, and shows no password anywhere', async () => {
    const acled = await AcledServer.start();
    const world = await fetchWorld({ moment: MOMENT, secrets: {} });
    await world.fetching.add({ name: 'acled', kind: 'acled', base: acled.base, from: '2026-11-01' }, 'machine', 'test');
    expect(await world.pull('acled')).toMatchObject({
      failed: 1,
      faults: [expect.stringContaining('put your own name and password into ACLED_USER and ACLED_PASSWORD')],
    });
    const other = await fetchWorld({ moment: MOMENT, secrets: { ...ACLED_LOGIN, ACLED_PASSWORD: 'hunter2' } });
    await other.fetching.add({ name: 'acled', kind: 'acled', base: acled.base, from: '2026-11-01' }, 'machine', 'test');
    expect(await other.pull('acled')).toMatchObject({
      failed: 1,
      faults: [expect.stringContaining('refuses /oauth/token (401)')],
    });
    const written = [
      ...other.log,
      JSON.stringify(await other.database.query('select config from feed_config')),
      JSON.stringify(await everythingStored(other.database)),
      JSON.stringify(await other.store.files.list({ feed: 'acled' })),
    ].join('\n');
    expect(written).not.toContain('hunter2');
    expect(written).not.toContain('token-');
  });

  it('a page in place of rows is a fault, and nothing of it is kept', async () => {
    const acled = await AcledServer.start();
    const world = await fetchWorld({ moment: MOMENT, secrets: ACLED_LOGIN });
    const page = createServer(
      (request, response) =>
        void response.end(
          request.url === '/oauth/token'
            ? JSON.stringify({ access_token: 'x', expires_in: 3600 })
            : '<html>Maintenance</html>',
        ),
    );
    servers.push(page);
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    const address = page.address();
    await world.fetching.add(
      {
        name: 'acled',
        kind: 'acled',
        base: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
        from: '2026-11-01',
      },
      'machine',
      'test',
    );
    expect(await world.pull('acled')).toMatchObject({
      failed: 1,
      faults: [expect.stringContaining('did not answer with rows')],
    });
    expect(acled.grants).toEqual([]);
  });
});
