/** A case that a reader sent in: a file without names by day, in which whole weeks are missing. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dyadFeed } from '../../models/contract/dyadFeed.ts';
import { series } from '../../models/contract/series.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';

const CASE = '06-gap-in-a-file-reads-as-calm';
const GAPS = [
  { from: '2025-06-13', to: '2025-07-01' },
  { from: '2025-07-03', to: '2025-07-05' },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ events: 'none' });
  const desk = { ...server.reference.models.find(({ definition }) => definition.name === 'gdelt')!.definition };
  const saved = await server.post(
    '/api/v1/models',
    JSON.stringify({
      ...desk,
      name: 'desk',
      title: 'Desk notes',
      feeds: ['desk'],
      amounts: { ...desk.amounts, worldRowsAtLeast: 1, minSources: 1 },
    }),
    { 'Content-Type': 'application/json' },
  );
  expect(await saved.text(), 'the model').toContain('"desk"');
  const inbox = join(server.folder, 'inbox');
  await mkdir(inbox);
  for (const file of ['desk.csv', 'desk.json'])
    await copyFile(join(projectRoot(), 'tests/cases', CASE, file), join(inbox, file));
  await server.fetching.add(
    { name: 'desk', kind: 'csv', files: ['desk.csv'], mapping: 'desk.json' },
    'machine',
    'test',
  );
  await (
    await server.fetching.pull('desk')
  ).done;
});
afterAll(() => server.close());

describe(`${CASE}`, () => {
  test('days without a row of the whole world are uncovered, and so are those after the last row', async () => {
    const path = '/api/v1/dyads/IND-PAK/series?model=desk&from=2025-06-10&to=2025-07-05';
    const { coverage, feeds } = series.parse(await server.json(path));
    expect(coverage.uncovered).toEqual(GAPS);
    expect(coverage.note, 'a note on coding by hand').toBeNull();
    expect(feeds).toMatchObject([{ newestDay: '2025-07-02', sentence: expect.stringContaining('2025-07-02') }]);
  });

  test('a day with a row of another pair is covered', async () => {
    const path = '/api/v1/dyads/IND-PAK/feed?feed=desk&from=2025-06-10&to=2025-07-05';
    const { summary, unknown, days } = dyadFeed.parse(await server.json(path));
    expect(summary.unknownDays).toBe(22);
    expect(unknown).toEqual(GAPS);
    expect(days.find(({ date }) => date === '2025-06-11')).toMatchObject({ rows: 0, worldRows: 1 });
    expect(days.find(({ date }) => date === '2025-06-20')).toMatchObject({ rows: null, worldRows: null });
  });
});
