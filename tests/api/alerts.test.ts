/** Rules, channels and the outbox over HTTP. */
import { mkdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertChannelEntry, AlertRuleEntry } from '../../models/contract/alerts.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

const RIGHT = { Authorization: `Bearer ${TOKEN}` };
const MOSCOW = {
  name: 'moscow',
  title: 'South Korea–Russia rose by three points in a week',
  dyads: ['KOR-RUS'],
  when: { kind: 'change', days: 7, points: 3, direction: 'up' },
};

describe('rules and channels', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  const send = async <Body>(path: string, body: unknown, status: number): Promise<Body> => {
    const response = await server.post(`/api/v1/alerts/${path}`, JSON.stringify(body), {
      'Content-Type': 'application/json',
    });
    const text = await response.text();
    expect([response.status, text]).toEqual([status, expect.anything()]);
    return JSON.parse(text) as Body;
  };
  const rules = async (headers: Readonly<Record<string, string>> = RIGHT) => {
    const response = await server.get('/api/v1/alerts/rules', headers);
    return (await response.json()) as { rules: AlertRuleEntry[]; faults: string[] };
  };
  const sourceOf = async (name: string) => (await rules()).rules.find(({ rule }) => rule.name === name)?.source;

  test('those of files and those written here are one list; a written one goes before, and a removed one is gone', async () => {
    expect((await rules()).rules.map(({ rule, source }) => [rule.name, source])).toEqual([
      ['gravest', 'program'],
      ['high', 'program'],
      ['turned', 'program'],
      ['week', 'program'],
    ]);
    await mkdir(join(server.folder, 'alerts'));
    await writeFile(join(server.folder, 'alerts/moscow.json'), JSON.stringify(MOSCOW));
    expect(await sourceOf('moscow')).toBe('file');
    const kept = await send<AlertRuleEntry>('rules', { ...MOSCOW, repeatDays: 2 }, 201);
    expect(kept).toMatchObject({ source: 'database', changedBy: 'HTTP', rule: { repeatDays: 2, clearDays: 1 } });
    expect(await sourceOf('moscow')).toBe('database');
    for (const name of ['moscow', 'week']) {
      await send(`rules/${name}/remove`, {}, 200);
      expect(await sourceOf(name)).toBeUndefined();
      await send(`rules/${name}/remove`, {}, 404);
    }
  });

  test('a faulty rule is refused with each place, and a file of one is named to who may know', async () => {
    expect(
      await send('rules', { ...MOSCOW, channels: ['nowhere'], quietHours: { from: '22:00', to: '25:00' } }, 422),
    ).toMatchObject({ errors: [{ field: 'quietHours.to', message: 'is no time of day: write 22:00' }] });
    expect(await send('rules', { ...MOSCOW, channels: ['nowhere'] }, 422)).toMatchObject({
      errors: [
        { field: 'channels.0', message: 'is "nowhere", which is no channel here by which alerts go: add one first' },
      ],
    });
    await send('channels', { name: 'pulse', kind: 'heartbeat', url: 'https://example.org/a' }, 201);
    expect(await send('rules', { ...MOSCOW, channels: ['pulse'] }, 422)).toMatchObject({
      errors: [{ field: 'channels.0', message: expect.stringContaining('no channel here by which alerts go') }],
    });
    expect(
      await send('channels', { name: 'pulse', kind: 'heartbeat', url: 'https://example.org/a', fallback: true }, 422),
    ).toMatchObject({ errors: [{ field: 'fallback', message: expect.stringContaining('a heartbeat tells none') }] });
    await send('channels/pulse/remove', {}, 200);
    await writeFile(join(server.folder, 'alerts/broken.json'), '{');
    expect((await rules()).faults).toEqual([expect.stringContaining('alerts/broken.json cannot be read')]);
    expect((await rules({})).faults).toEqual([]);
    await rm(join(server.folder, 'alerts/broken.json'));
  });

  test('a file that names a channel or a state that is not here is told with the place, once in the log', async () => {
    await send('channels', { name: 'desk', kind: 'slack', url: 'https://example.org/a' }, 201);
    const file = join(server.folder, 'alerts/lost.json');
    await writeFile(file, JSON.stringify({ ...MOSCOW, name: 'lost', dyads: ['KOR-XXX'], channels: ['nowhere'] }));
    const faults = [
      'alerts/lost.json, channels.0: is "nowhere", which is no channel here by which alerts go: give desk.',
      'alerts/lost.json, dyads.0: is KOR-XXX, and XXX is no state here.',
    ];
    expect((await rules()).faults).toEqual(faults);
    await send('rules', { ...MOSCOW, name: 'other' }, 201);
    expect((await rules()).faults).toEqual(faults);
    // The page says why what arrives has no link.
    const channels = await server.get('/api/v1/alerts/channels', RIGHT);
    expect(await channels.json()).toMatchObject({ mail: false, links: false });
    const logged = server.log.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(logged.filter((line) => faults.includes(line))).toEqual(faults);
    // A channel that comes mends the rule.
    await send('channels', { name: 'nowhere', kind: 'slack', url: 'https://example.org/a' }, 201);
    expect((await rules()).faults).toEqual(faults.slice(1));
    await rm(file);
    await send('rules/other/remove', {}, 200);
    for (const name of ['desk', 'nowhere']) await send(`channels/${name}/remove`, {}, 200);
  });

  test.each([
    [{ dyads: ['KOR-XXX'] }, 'dyads.0', 'XXX is no state here'],
    [{ when: { kind: 'unusual', feed: 'nofeed' } }, 'when.feed', 'no feed here'],
    [{ when: { kind: 'feed-stale', feed: 'nofeed' } }, 'when.feed', 'no feed here'],
    [{ silentUntil: '2026-01-01' }, 'silentUntil', 'give a later day'],
  ])(
    'a rule that would never tell, or is silent until a day that is over, is refused: %j',
    async (part, field, said) => {
      expect(await send('rules', { ...MOSCOW, name: 'never', ...part }, 422)).toMatchObject({
        errors: [{ field, message: expect.stringContaining(said) }],
      });
    },
  );

  test('a rule whose silence is over can be changed', async () => {
    await server.alerts.rules.put({ ...MOSCOW, name: 'was', silentUntil: '2099-01-01' }, 'test');
    await server.database.query(
      "update alert_rule set rule = replace(rule, '2099-01-01', '2026-01-01') where name = 'was'",
    );
    const changed = { ...MOSCOW, name: 'was', silentUntil: '2026-01-01', title: 'Another' };
    expect(await send('rules', changed, 201)).toMatchObject({ rule: { title: 'Another' } });
    await send('rules/was/remove', {}, 200);
  });

  test('a file that leads nowhere is named, and the others are read; one that changes is read anew whatever its time', async () => {
    const file = join(server.folder, 'alerts/paris.json');
    const paris = (title: string) => writeFile(file, JSON.stringify({ ...MOSCOW, name: 'paris', title }));
    await symlink(join(server.folder, 'nowhere.json'), join(server.folder, 'alerts/gone.json'));
    await paris('One');
    const titleOf = async () => (await rules()).rules.find(({ rule }) => rule.name === 'paris')?.rule.title;
    expect(await titleOf()).toBe('One');
    expect((await rules()).faults).toEqual([expect.stringMatching(/^alerts\/gone\.json cannot be read: /)]);
    const { atime, mtime } = await stat(file);
    await paris('Two');
    await utimes(file, atime, mtime);
    expect(await titleOf()).toBe('Two');
    for (const name of ['gone', 'paris']) await rm(join(server.folder, `alerts/${name}.json`));
  });

  test('a rule that another server writes with an older clock is read anew', async () => {
    await send('rules', { ...MOSCOW, name: 'shared' }, 201);
    await rules();
    await server.database.query(
      "update alert_rule set rule = replace(rule, 'South Korea', 'Korea'), changed_at = timestamptz '2020-01-01' where name = 'shared'",
    );
    const { rule } = (await rules()).rules.find((one) => one.rule.name === 'shared')!;
    expect(rule.title).toMatch(/^Korea/);
    await send('rules/shared/remove', {}, 200);
  });

  test.each([
    'https://10.0.0.8/x',
    'https://localhost/x',
    'http://localhost:22/x',
    'https://metadata.google.internal/x',
  ])('nothing goes to %s, which is of this machine or of a private network', async (url) => {
    expect(await send('channels', { name: 'near', kind: 'slack', url }, 422)).toMatchObject({
      errors: [{ field: 'url', message: expect.stringContaining('ALERT_PRIVATE_HOSTS') }],
    });
  });

  test('of a channel neither the address nor a secret is told again, also not in the audit', async () => {
    const { channel, secret } = await send<{ channel: AlertChannelEntry; secret: string }>(
      'channels',
      { name: 'hook', kind: 'webhook', url: 'https://hooks.example.org/T00/secret-path?key=1' },
      201,
    );
    expect(channel).toMatchObject({ name: 'hook', host: 'hooks.example.org', disabled: '', waiting: 0, dead: 0 });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await send(
      'channels',
      { name: 'topic', kind: 'ntfy', url: 'https://ntfy.example.org/tension', token: 'tk_abcdef' },
      201,
    );
    const topic = (token: string) => ({ name: 'topic', kind: 'ntfy', url: 'https://ntfy.example.org/tension', token });
    await send('channels', topic('tk_abcdef'), 201);
    await send('channels', topic('tk_other'), 201);
    const { entries } = (await (await server.get('/api/v1/audit?limit=50', RIGHT)).json()) as {
      entries: { action: string; subject: string; after: { content?: string } }[];
    };
    const told = entries.filter(({ action, subject }) => action === 'put-alert-channel' && subject === 'topic');
    expect(told.map(({ after }) => after.content)).toEqual(['another', 'as it was', undefined]);
    for (const path of ['/api/v1/alerts/channels', '/api/v1/audit?limit=50']) {
      const text = await (await server.get(path, RIGHT)).text();
      expect(text).toContain('hook');
      for (const hidden of ['secret-path', secret, 'tk_abcdef', 'tk_other', 'ntfy.example.org/tension'])
        expect(text).not.toContain(hidden);
    }
  });

  test.each([
    ['http://example.org/hidden', 'write https'],
    ['https://10.0.0.5/hidden', 'ALERT_PRIVATE_HOSTS'],
    ['https://[::1]/hidden', 'ALERT_PRIVATE_HOSTS'],
    ['https://user:word@example.org/hidden', 'without a name and password'],
    ['nonsense', 'write https'],
  ])('the address %s is refused, and not told', async (url, remedy) => {
    const refused = await send<{ detail: string; errors: { value: null; message: string }[] }>(
      'channels',
      { name: 'tried', kind: 'slack', url },
      422,
    );
    expect(refused.errors).toEqual([{ field: 'url', value: null, message: expect.stringContaining(remedy) }]);
    expect(refused.detail).not.toContain('hidden');
  });

  test('mail needs a server of mail; a channel that a rule names stays', async () => {
    expect(await send('channels', { name: 'post', kind: 'email', to: ['a@example.org'] }, 422)).toMatchObject({
      errors: [{ field: 'kind', message: expect.stringContaining('SMTP_URL') }],
    });
    await send('rules', { ...MOSCOW, channels: ['hook'] }, 201);
    expect((await rules({})).rules.find(({ rule }) => rule.name === 'moscow')!.rule.channels).toEqual([]);
    expect(await send('channels/hook/remove', {}, 422)).toMatchObject({ detail: expect.stringContaining('moscow') });
    await send('rules/moscow/remove', {}, 200);
    await send('channels/hook/remove', {}, 200);
  });

  test('a rule is silent until a day, and tells again when that is taken back', async () => {
    await send('rules/turned/silence', { until: '2030-01-01' }, 200);
    const until = async () => (await rules()).rules.find(({ rule }) => rule.name === 'turned')!.silentUntil;
    expect(await until()).toBe('2030-01-01');
    expect(await send('rules/turned/silence', { until: 'all-clear' }, 422)).toMatchObject({
      errors: [{ field: 'subject' }],
    });
    expect(await send('rules/gravest/silence', { until: 'all-clear', subject: 'KOR-RUS' }, 422)).toMatchObject({
      errors: [{ field: 'until', message: 'is all-clear, and acts are never over: give a day' }],
    });
    await send('rules', { name: 'dead', title: 'The watch has died', when: { kind: 'run-failed' } }, 201);
    await send('rules/dead/silence', { until: 'all-clear' }, 200);
    expect((await rules()).rules.find(({ rule }) => rule.name === 'dead')!.silentUntil).toBeNull();
    await send('rules/turned/silence', { until: null }, 200);
    expect(await until()).toBeNull();
    await send('outbox/none/acknowledge', {}, 404);
  });
});
