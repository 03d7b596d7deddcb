/** What a feed that was added over HTTP reaches: nothing of the server's machine, its environment or its network. */
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedAddress } from '../../server/feeds/fetch/address.ts';
import { checkFeeds, FeedConfigFault } from '../../server/feeds/fetch/feedConfig.ts';
import { ownFile } from '../../server/feeds/fetch/ownFile.ts';
import { isPublic } from '../../server/feeds/fetch/publicAddress.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { fetchWorld } from '../feeds/fetchWorld.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
});
afterAll(() => server.close());

async function added(feed: object): Promise<{ status: number; text: string }> {
  const answer = await server.post('/api/v1/feeds', JSON.stringify(feed), { 'Content-Type': 'application/json' });
  return { status: answer.status, text: await answer.text() };
}
const gdelt = { kind: 'gdelt', name: 'g', from: '2026-11-22' };

describe('a request names no file of the machine', () => {
  it.each(['/proc/self/environ', '/etc/passwd', '../../../etc/hostname', 'desk.csv', 'tension.duckdb', '/dev/zero'])(
    '%s',
    async (file) => {
      const { status, text } = await added({ kind: 'icews', name: 'i', files: [file] });
      expect(status).toBe(422);
      expect(text).toContain('a path of the server');
      expect(await server.fetching.status()).toEqual([]);
    },
  );

  it('nor a mapping', async () => {
    const { status, text } = await added({
      kind: 'csv',
      name: 'c',
      files: ['https://acleddata.com/a.csv'],
      mapping: '/etc/hostname',
    });
    expect(status).toBe(422);
    expect(text).toContain('a path of the server');
    expect(text).not.toContain(hostname());
  });
});

describe('a path of feeds.json', () => {
  it('is a regular file, in DATA_DIR/inbox where no whole path was written', async () => {
    const { folder } = server;
    const inbox = join(folder, 'inbox');
    await mkdir(inbox);
    await writeFile(join(folder, 'outside.csv'), 'secret');
    await writeFile(join(inbox, 'inside.csv'), 'a');
    await symlink(join(folder, 'outside.csv'), join(inbox, 'link.csv'));
    await symlink(folder, join(inbox, 'up'));
    expect(await ownFile(folder, 'inside.csv')).toMatch(/inbox.inside\.csv$/);
    expect(await ownFile(folder, join(folder, 'outside.csv'))).toMatch(/outside\.csv$/);
    for (const path of ['../outside.csv', 'link.csv', 'up/outside.csv', 'none.csv', '.', join(inbox, 'link.csv')])
      await expect(ownFile(folder, path)).rejects.toThrow(/put the file there|name the file itself|There is no file/);
    for (const path of ['/proc/self/environ', '/proc/self/maps', '/sys/kernel/uevent_seqnum', '/dev/null'])
      await expect(ownFile(folder, path)).rejects.toThrow(/not read|no file/);
    await rm(inbox, { recursive: true });
  });

  it('tells nothing of a file that is no table or no JSON', async () => {
    const world = await fetchWorld({ moment: '2026-11-20T12:00:00Z' });
    await writeFile(join(world.folder, 'inbox', 'secret.tab'), 'PASSWORD=hunter2\tmore\nx\ty\n');
    await writeFile(join(world.folder, 'inbox', 'secret.json'), 'hunter2');
    await world.fetching.add({ kind: 'icews', name: 'icews', files: ['secret.tab'] }, 'machine', 'test');
    const account = await world.pull('icews');
    expect(account.faults).toEqual([expect.stringMatching(/lacks the columns .* it has 2 others/)]);
    const csv = { kind: 'csv', name: 'csv', files: ['secret.tab'], mapping: 'secret.json' };
    const refused = await world.fetching.add(csv, 'machine', 'test').catch(String);
    expect(refused).toMatch(/The mapping secret\.json is no JSON/);
    await writeFile(join(world.folder, 'feeds.json'), '{"feeds": [hunter2]}');
    const broken = await world.fetching.status().catch(String);
    expect(broken).toMatch(/feeds\.json is no JSON/);
    expect(JSON.stringify([account, refused, broken, world.log])).not.toContain('hunter2');
  });
});

describe('a login', () => {
  it.each(['DATA_DIR', 'HOME', 'DATABASE_URL', 'PATH', 'ACLED', 'XACLED_USER', 'acled_user'])(
    'is not read from %s',
    (name) => {
      for (const field of ['user', 'password'])
        expect(() =>
          checkFeeds({ feeds: [{ kind: 'acled', name: 'a', from: '2026-11-01', [field]: name }] }, 'feeds.json'),
        ).toThrow(FeedConfigFault);
    },
  );

  it('goes to ACLED, or where a setting says, whoever adds the feed', async () => {
    const feed = { kind: 'acled', name: 'a', from: '2026-11-01' };
    for (const base of ['https://evil.example', 'https://storage.googleapis.com/evil', 'https://acleddata.com:8443'])
      for (const by of ['request', 'machine'] as const)
        await expect(server.fetching.add({ ...feed, base }, by, 'test')).rejects.toThrow(FeedConfigFault);
    expect(await added({ ...feed, password: 'TENSION_FEED_PASSWORD' })).toMatchObject({ status: 201 });
    await server.fetching.remove('a', 'test', { keepRows: false });
  });

  it('that is a password is shown in no fault', () => {
    for (const wrong of [{ password: 'hunter2!' }, { passwort: 'hunter2!' }, { user: 'hunter2!' }])
      expect(() => checkFeeds({ feeds: [{ kind: 'acled', name: 'a', from: 'x', ...wrong }] }, 'f')).toThrow(
        /^(?!.*hunter2).*$/s,
      );
  });
});

describe('a request reaches no network of ours', () => {
  it.each([
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1',
    'https://[::ffff:127.0.0.1]',
    'https://metadata.google.internal',
    'https://evil.example',
    'https://acleddata.com:22',
    'http://10.0.0.1',
    'http://acleddata.com',
  ])('%s is not taken', async (base) => {
    const { status, text } = await added({ ...gdelt, base });
    expect(status).toBe(422);
    expect(text).toMatch(/FEED_HOSTS|use https/);
  });

  it('nor is a host to which it may redirect', async () => {
    for (const host of ['10.0.0.1', 'localhost:5432', 'evil.example'])
      expect(await added({ ...gdelt, hosts: [host] })).toMatchObject({ status: 422 });
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    'fec0::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'localhost',
  ])('%s is no public address', (ip) => {
    expect(isPublic(ip)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2a00:1450:4001::1', '::ffff:8.8.8.8'])('%s is one', (ip) => {
    expect(isPublic(ip)).toBe(true);
  });

  it('http is taken from no machine that a setting does not name', () => {
    const allowed = ['127.0.0.1:1', 'localhost'];
    for (const address of ['http://127.0.0.1:1/a', 'http://127.1:1/a', 'http://0x7f000001:1/a', 'http://localhost/a'])
      expect(() => allowedAddress(address, { allowed, near: [] })).toThrow('FEED_PRIVATE_HOSTS');
  });
});

describe('a connection', () => {
  let inner: Server;
  let port = 0;
  let reached = 0;
  beforeAll(async () => {
    inner = createServer((_request, response) => void response.end('inner secret\n'));
    inner.on('connection', () => reached++);
    await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
    const address = inner.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => inner.close());

  it('to a name or address of this machine is not made, also after a redirect; all failures read alike', async () => {
    const world = await fetchWorld({ moment: '2026-11-20T12:00:00Z', retryPolicy: { tries: 2 } });
    const faults: string[] = [];
    const pulled = async (file: string, hosts: readonly string[] = []): Promise<void> => {
      await world.fetching.add({ kind: 'icews', name: 'icews', files: [file], hosts }, 'machine', 'test');
      faults.push(...(await world.pull('icews')).faults);
    };
    world.server.weather = () => ({ kind: 'redirect', to: `https://localhost:${port}/events.tab` });
    await pulled(`https://localhost:${port}/a.tab`);
    await pulled(`https://[::ffff:127.0.0.1]:${port}/b.tab`);
    await pulled(`https://localhost:${port}/c.tab`, [`127.0.0.1:${port}`]);
    await pulled(`${world.server.base}/d.tab`, [`localhost:${port}`]);
    await pulled('https://127.0.0.1:1/e.tab');
    await pulled('https://no-such-host.invalid/f.tab');
    expect(faults).toHaveLength(6);
    for (const fault of faults)
      expect(fault).toMatch(/^\w\.tab: \S+ cannot be reached for \/\w+\.tab\. The log of the server says why\.$/);
    expect(reached).toBe(0);
    const log = world.log.join('\n');
    expect(log).toMatch(/localhost is (127\.0\.0\.1|::1), an address of this machine/);
    expect(log).toContain('nothing listens there');
    expect(log).toMatch(/no such host|the name server does not answer/);
  });
});
