/** A model of a feed, calibrated from stored history over HTTP and by its command. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { calibration, type CalibrationResponse } from '../../models/contract/calibration.ts';
import type { ModelDetail } from '../../models/contract/models.ts';
import type { Problem } from '../../models/contract/problem.ts';
import type { Series } from '../../models/contract/series.ts';
import type { FeedStore } from '../../server/feeds/feedStore.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { takeGdelt, WATCHED } from '../feeds/stored.ts';
import { feedHistory } from '../feeds/feedHistory.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

const LAST = epochDay('2026-11-22');
const ADDRESS = '/api/v1/models/gdelt/calibration';

let server: TestServer;
let store: FeedStore;
beforeAll(async () => {
  server = await startTestServer();
  store = openFeedStore({ database: server.database, watched: WATCHED, now: () => new Date('2026-11-23T11:00:00Z') });
});
afterAll(() => server.close());

const get = async (headers?: Readonly<Record<string, string>>): Promise<Response> =>
  server.get(ADDRESS, { Authorization: `Bearer ${TOKEN}`, ...headers });

test('is refused with too little history, in a sentence that says what to fetch', async () => {
  const { content, span } = feedHistory(LAST, 40);
  await takeGdelt(store, 'a', content, span);
  const response = await get();
  expect(response.status).toBe(409);
  expect(((await response.json()) as Problem).detail).toMatch(
    /^Too little is stored to calibrate the model: 40 days of gdelt are known, and 730 are needed: .* feed backfill gdelt --from YYYY-MM-DD\.$/,
  );
  expect((await server.get('/api/v1/models/baseline/calibration', { Authorization: `Bearer ${TOKEN}` })).status).toBe(
    400,
  );
});

test('says what it would change, changes nothing, and its version can be saved; the one before stays', async () => {
  const { content, span } = feedHistory(LAST, 1000);
  await takeGdelt(store, 'a', content, span);
  const found: CalibrationResponse = calibration.parse(await (await get()).json());
  expect(found).toMatchObject({
    model: { name: 'gdelt', version: 1 },
    knownDays: 1000,
    first: toIsoDate(LAST - 634),
    last: '2026-11-22',
    pairs: 12,
    percentile: 99,
    index: 90,
    scale: { from: 100 },
    raiseAt: { from: 5 },
  });
  expect(found.worldRowsAtLeast).toMatchObject({ from: 1000 });
  expect(found.definition.changelog.at(-1)).toMatchObject({
    version: 2,
    date: '2026-11-23',
    text: expect.stringContaining('99% of their days lie within 10 and 90') as string,
  });
  expect((await server.json<ModelDetail>('/api/v1/models/gdelt')).version).toBe(1);
  const lineOf = (model: string) =>
    server.json<Series>(`/api/v1/dyads/CHN-RUS/series?model=${model}&from=${toIsoDate(LAST - 300)}&to=2026-11-22`);
  const before = await lineOf('gdelt');

  expect((await server.post('/api/v1/models', JSON.stringify(found.definition), JSON_HEADERS)).status).toBe(201);
  const after = await lineOf('gdelt');
  expect(after.model).toMatchObject({ name: 'gdelt', version: 2 });
  expect(after.points.map(({ index }) => index)).not.toEqual(before.points.map(({ index }) => index));
  expect((await lineOf(`gdelt@${before.model.hash}`)).points, 'the version before').toEqual(before.points);
  // Calibrated once more on the same history, it stays where it is.
  const again: CalibrationResponse = calibration.parse(await (await get()).json());
  expect(again.scale).toEqual({ from: found.scale.to, to: found.scale.to });
  expect(again.raiseAt.to).toBe(found.raiseAt.to);
});

const JSON_HEADERS = { 'Content-Type': 'application/json' };
