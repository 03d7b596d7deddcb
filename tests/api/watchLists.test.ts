/** Watch lists: whose they are, what they narrow, and rules that watch one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertRuleEntry } from '../../models/contract/alerts.ts';
import type { Board } from '../../models/contract/board.ts';
import type { Morning } from '../../models/contract/morning.ts';
import type { WatchLists } from '../../models/contract/watchLists.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
const keys = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  for (const name of ['reader', 'coder', 'coder2'] as const) {
    const role = name === 'coder2' ? 'coder' : name;
    const { secret } = await server.people.keys.make({ name, role }, { name: 'test', role: 'admin' });
    keys.set(name, secret);
  }
});
afterAll(() => server.close());

const as = (who: string | undefined): Record<string, string> =>
  who === undefined ? {} : { Authorization: `Bearer ${keys.get(who) ?? TOKEN}` };
const keep = (who: string | undefined, list: object): Promise<Response> =>
  fetch(`${server.url}/api/v1/lists`, {
    method: 'POST',
    body: JSON.stringify(list),
    headers: { ...as(who), 'Content-Type': 'application/json' },
  });
const remove = (who: string, name: string): Promise<Response> =>
  server.post(`/api/v1/lists/${name}/remove`, undefined, as(who));
const listed = async (who: string | undefined): Promise<string[]> =>
  ((await (await server.get('/api/v1/lists', as(who))).json()) as WatchLists).lists.map(
    ({ name, shared }) => `${name}${shared ? '' : ', own'}`,
  );
const rows = async (path: string, who?: string): Promise<string[]> =>
  ((await (await server.get(path, as(who))).json()) as Board).dyads.map(({ id }) => id).sort();

describe('a list', () => {
  test('of one’s own is seen by nobody else, and a shared one by all', async () => {
    const own = { name: 'mine', title: 'Mine', dyads: ['KOR-RUS'] };
    expect((await keep(undefined, own)).status).toBe(401);
    expect((await keep('reader', own)).status).toBe(201);
    expect((await keep('reader', { ...own, shared: true })).status).toBe(403);
    expect(
      (await keep('coder', { name: 'all', title: 'All', shared: true, dyads: ['CHN-USA', 'KOR-RUS'] })).status,
    ).toBe(201);
    expect(await listed('reader')).toEqual(['all', 'mine, own']);
    expect(await listed('coder')).toEqual(['all']);
    expect(await listed(undefined)).toEqual(['all']);
    expect((await server.get('/api/v1/dyads?list=mine', as('coder'))).status).toBe(404);
    expect((await remove('coder', 'mine')).status).toBe(404);
    expect((await remove('reader', 'all')).status).toBe(403);
  });

  test('narrows the board and its table to its dyads, with the same values', async () => {
    const whole = (await server.json('/api/v1/dyads')) as Board;
    const narrow = (await server.json('/api/v1/dyads?list=all')) as Board;
    expect(narrow.dyads).toEqual(whole.dyads.filter(({ id }) => id === 'CHN-USA' || id === 'KOR-RUS'));
    expect(narrow.dyads.length).toBe(2);
    expect(await rows('/api/v1/dyads?list=mine', 'reader')).toEqual(['KOR-RUS']);
    expect(await rows('/api/v1/dyads?list=all&asOf=2026-11-23')).toEqual(['CHN-USA', 'KOR-RUS']);
    const csv = await (await server.get('/api/v1/dyads?list=all&format=csv')).text();
    expect(csv.trim().split('\n').length).toBe(3);
  });

  test('that is shared is changed, taken away and given an address by who shared it, and by admins', async () => {
    const all = { name: 'all', title: 'All', shared: true, dyads: ['CHN-USA', 'KOR-RUS'] };
    const feed = async (who: string): Promise<number> =>
      (await server.post('/api/v1/lists/all/feed', undefined, as(who))).status;
    const stolen = await keep('coder2', { ...all, title: 'Stolen' });
    expect([stolen.status, await stolen.text()]).toEqual([403, expect.stringContaining('Somebody else shared')]);
    expect((await remove('coder2', 'all')).status).toBe(403);
    expect(await feed('coder2')).toBe(403);
    const seen = async (who: string) =>
      ((await (await server.get('/api/v1/lists', as(who))).json()) as WatchLists).lists.find(
        ({ name }) => name === 'all',
      );
    expect(await seen('coder2')).toMatchObject({ title: 'All', mayChange: false });
    expect(await seen('coder')).toMatchObject({ mayChange: true });
    // What an admin changes stays the list of who shared it.
    expect((await keep('token', { ...all, title: 'Both' })).status).toBe(201);
    expect((await keep('coder', all)).status).toBe(201);
    expect(await feed('coder')).toBe(201);
  });

  test('of one’s own beside a shared one of its name: either is taken where it is said which', async () => {
    expect((await keep('coder', { name: 'twin', title: 'Own', dyads: ['KOR-RUS'] })).status).toBe(201);
    await server.alerts.lists.put({ name: 'twin', title: 'Twin', shared: true, dyads: ['CHN-USA'] }, 'x', 'x');
    const twins = async (): Promise<string[]> => (await listed('coder')).filter((one) => one.startsWith('twin'));
    expect((await twins()).sort()).toEqual(['twin', 'twin, own']);
    const removed = (who: string, shared: boolean) =>
      server.post(`/api/v1/lists/twin/remove?shared=${shared}`, undefined, as(who));
    expect((await removed('coder', true)).status).toBe(403);
    expect((await removed('token', true)).status).toBe(200);
    expect(await twins()).toEqual(['twin, own']);
    expect((await removed('coder', false)).status).toBe(200);
    expect((await removed('coder', false)).status).toBe(404);
  });

  test('that is shared stays where nobody is known by whom it would be one’s own', async () => {
    await server.alerts.lists.put({ name: 'ours', title: 'Ours', shared: true, dyads: ['CHN-USA'] }, '', 'the office');
    expect((await server.alerts.lists.find('ours', undefined))?.dyads).toEqual(['CHN-USA']);
    expect(await server.alerts.lists.remove({ name: 'ours', isShared: true }, '', 'the office')).toBe(true);
  });

  test('that one person alone sees is kept by nothing on the way, and a shared one is asked for again', async () => {
    const own = await server.get('/api/v1/dyads?list=mine', as('reader'));
    expect(own.headers.get('cache-control')).toBe('no-store');
    const shared = await server.get('/api/v1/morning?list=all&date=2024-04-05&since=2024-04-01&asOf=2026-11-20');
    expect(shared.headers.get('cache-control')).toBe('no-cache');
  });

  test('narrows the morning brief: counts, changes and further acts', async () => {
    const at = '/api/v1/morning?date=2024-04-05';
    const whole = (await server.json(at)) as Morning;
    const narrow = (await (await server.get(`${at}&list=mine`, as('reader'))).json()) as Morning;
    expect(narrow.dyads).toBe(1);
    const told = (brief: Morning) => brief.periods.flatMap(({ dyads }) => dyads.filter(({ id }) => id === 'KOR-RUS'));
    expect(told(narrow)).toEqual(told(whole));
    expect(told(narrow).length).toBe(1);
    const named = narrow.periods.flatMap(({ dyads, flags, events }) => [
      ...dyads.map(({ id }) => id),
      ...flags.map(({ id }) => id),
      ...events.map(({ dyad }) => dyad),
    ]);
    expect(new Set(named)).toEqual(new Set(['KOR-RUS']));
  });

  test('is refused with a name, a title or dyads that cannot be, by the place', async () => {
    for (const [list, message] of [
      [{ name: 'A b', title: 'x', dyads: ['KOR-RUS'] }, /name.*is no name/],
      [{ name: 'a', title: ' ', dyads: ['KOR-RUS'] }, /title.*is missing/],
      [{ name: 'a', title: 'x', dyads: [] }, /dyads.*is empty/],
      [{ name: 'a', title: 'x', dyads: ['RUS-KOR'] }, /is written KOR-RUS/],
      [{ name: 'a', title: 'x', dyads: ['KORRUS'] }, /is no dyad: write KOR-RUS/],
      [{ name: 'a', title: 'x', dyads: ['KOR-RUS', 'KOR-RUS'] }, /names KOR-RUS twice/],
    ] as const) {
      const response = await keep('coder', list);
      expect(response.status).toBe(422);
      expect(JSON.stringify(await response.json())).toMatch(message);
    }
  });
});

test('a list of states that are none is refused with each', async () => {
  const response = await keep('coder', { name: 'a', title: 'x', dyads: ['KOR-RUS', 'KOR-XXX'] });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ field: 'dyads.1', value: 'KOR-XXX', message: 'names XXX, which is no state here' }],
  });
});

describe('a rule', () => {
  const rules = async (): Promise<readonly AlertRuleEntry[]> =>
    ((await (await server.get('/api/v1/alerts/rules', as('token'))).json()) as { rules: AlertRuleEntry[] }).rules;
  const put = (rule: object): Promise<Response> =>
    server.post('/api/v1/alerts/rules', JSON.stringify(rule), { ...as('token'), 'Content-Type': 'application/json' });
  const RULE = { name: 'acts', title: 'An act', when: { kind: 'act' } };

  test('watches what its list names when a run looks', async () => {
    expect((await put({ ...RULE, list: 'mine' })).status).toBe(422); // a list that is not shared
    expect((await put({ ...RULE, list: 'all', dyads: ['KOR-RUS'] })).status).toBe(422);
    expect((await put({ ...RULE, list: 'all' })).status).toBe(201);
    const watched = async () => (await rules()).find(({ rule }) => rule.name === 'acts')!.dyads;
    expect(await watched()).toEqual(['CHN-USA', 'KOR-RUS']);
    await keep('coder', { name: 'all', title: 'All', shared: true, dyads: ['CHN-USA'] });
    expect(await watched()).toEqual(['CHN-USA']);
    await (
      await server.rollup.start('request')
    ).done;
    const csv = [
      CSV_HEADER,
      eventRow({ id: 'new-1', dyad: 'CHN-USA', date: '2026-11-23', actor: 'CHN', target: 'USA' }),
      eventRow({ id: 'new-2', dyad: 'KOR-RUS', date: '2026-11-23', actor: 'KOR', target: 'RUS' }),
    ].join('\n');
    const imported = await server.post('/api/v1/imports?source=test', csv, {
      ...as('token'),
      'Content-Type': 'text/csv',
    });
    expect(imported.status).toBe(200);
    await (
      await server.rollup.start('request')
    ).done;
    const { alerts } = await server.alerts.outbox({ rule: 'acts', limit: 10 });
    expect(alerts.map(({ subject }) => subject)).toEqual(['CHN-USA']);
  });

  test('keeps its list from being taken away, and a list that is gone is told', async () => {
    expect((await remove('coder', 'all')).status).toBe(422);
    await server.database.query("delete from watch_list where name = 'all'");
    const { faults } = (await (await server.get('/api/v1/alerts/rules', as('token'))).json()) as { faults: string[] };
    expect(faults).toEqual([expect.stringMatching(/^The rule acts watches the list all, and no such list is shared/)]);
    await (
      await server.rollup.start('request')
    ).done;
  });
});
