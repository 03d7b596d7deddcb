/** A feed that is removed over HTTP: lines, lists and evidence have nothing of it, and views that were pinned keep their bytes. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { DyadFeed } from '../../models/contract/dyadFeed.ts';
import type { FeedStates } from '../../models/contract/feeds.ts';
import type { Pairs } from '../../models/contract/pairs.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { takeGdelt, WATCHED } from '../feeds/stored.ts';
import { gdeltRow } from '../feeds/tables.ts';
import { startTestServer } from './testServer.ts';

const LAST = epochDay('2026-11-22');
const LINE = '/api/v1/dyads/BRA-FRA/series?model=gdelt&from=2026-11-01';

test('a removed feed is in nothing from then on, but in what was pinned and known before', async () => {
  const server = await startTestServer();
  atEndOfTest(() => server.close());
  let clock = Date.parse('2026-11-23T11:00:00Z');
  const store = openFeedStore({ database: server.database, watched: WATCHED, now: () => new Date(clock) });
  for (let day = LAST - 40; day <= LAST; day++) {
    if (day === LAST - 9) continue;
    const date = toIsoDate(day).replaceAll('-', '');
    const row = (id: number, code: string): string =>
      gdeltRow({ 0: `${day}${id}`, 1: date, 5: 'BRA', 7: 'BRA', 15: 'FRA', 17: 'FRA', 26: code, 28: code.slice(0, 2) });
    const rows = Array.from({ length: 1 + (day % 4) }, (_, i) => row(i, i % 2 === 0 ? '163' : '042'));
    await takeGdelt(store, date, rows.join('\n'), { firstDay: day, lastDay: day });
  }
  const view = { kind: 'dyad', dyad: 'BRA-FRA', model: 'gdelt', from: '2026-11-01', to: '2026-11-22' };
  const { code } = (await (
    await server.post('/api/v1/views', JSON.stringify(view), { 'Content-Type': 'application/json' })
  ).json()) as PinnedView;
  const bytes = async (ending: string): Promise<string> => {
    const response = await server.get(`/v/${code}.${ending}`);
    expect(response.status, ending).toBe(200);
    return createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');
  };
  const csv = await bytes('csv');
  const svg = await bytes('svg');
  clock = Date.parse('2026-11-23T12:00:00Z');
  server.setNow('2026-11-23T13:00:00Z');
  const known = `${LINE}&asOf=2026-11-23T12:30:00Z`;
  const before = await server.json<{ points: unknown; coverage: { uncovered: unknown } }>(known);

  expect((await server.post('/api/v1/feeds/gdelt/remove')).status).toBe(200);
  expect(await bytes('csv')).toBe(csv);
  expect(await bytes('svg')).toBe(svg);
  const after = await server.json<typeof before>(known);
  expect(after.points).toEqual(before.points);
  expect(after.coverage.uncovered).toEqual(before.coverage.uncovered);

  expect((await server.get(LINE)).status).toBe(404);
  expect((await server.json<{ dyads: unknown[] }>('/api/v1/dyads?model=gdelt')).dyads).toEqual([]);
  expect((await server.json<FeedStates>('/api/v1/feeds')).feeds).toEqual([]);
  expect((await server.json<Pairs>('/api/v1/pairs?q=BRA-FRA')).pairs.flatMap(({ feeds }) => feeds)).toEqual([]);
  const evidence = await server.json<DyadFeed>('/api/v1/dyads/BRA-FRA/feed?from=2026-11-01&to=2026-11-22');
  expect(evidence.summary).toMatchObject({ rows: 0, stories: 0, unknownDays: 22 });
  expect((await server.post('/api/v1/feeds/gdelt/remove')).status, 'a second time').toBe(404);
});
