/** `tension calibrate`: a model of a feed from stored history, saved as its next version. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { feedHistory } from '../feeds/feedHistory.ts';
import { takeGdelt } from '../feeds/stored.ts';
import { clockFrom, dataFolder, tension } from './processes.ts';

const NOW = '2026-11-23T12:00:00Z';
const CLOCK = clockFrom(Date.parse(NOW));

async function store(folder: string, days: number): Promise<void> {
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  await migrate(database);
  const { content, span } = feedHistory(epochDay('2026-11-22'), days);
  const taking = openFeedStore({ database, watched: new Set(), now: () => new Date(NOW) });
  expect(await takeGdelt(taking, 'history', content, span)).toMatchObject({ state: 'done' });
  await database.close();
}

test('refuses with too little history, prints what it would do, and saves it once', async () => {
  const folder = await dataFolder();
  const calibrate = (...args: readonly string[]) =>
    tension(folder, ['calibrate', 'gdelt', ...args], { preload: CLOCK });
  await store(folder, 100);
  expect(await calibrate()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('100 days of gdelt are known, and 730 are needed') as string,
  });
  await store(folder, 800);
  const dry = await calibrate('--dry-run');
  expect(dry.code, dry.stderr).toBe(0);
  expect(dry.stdout).toContain('gdelt 1, from 800 known days.');
  expect(dry.stdout).toMatch(/Tension points from 50 to 73 \(scale\) +100 +\d/);
  expect(dry.stdout).toContain('This was a dry run: nothing was saved.');
  expect((await calibrate()).stdout).toContain(
    'Saved as gdelt 2, which is served from now on. Version 1 stays for views that were pinned under it.',
  );
});
