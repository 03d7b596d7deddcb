/** A database of the version that kept a row for every point: it serves the same values, bit for bit. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { migrate } from '../../server/store/migrate.ts';
import { describeStores } from '../store/stores.ts';
import { baseline, worldOn } from './world.ts';

const LAST_OF_BEFORE = '0018_import_mappings.sql';
let older: string;
beforeAll(async () => {
  older = await mkdtemp(join(tmpdir(), 'tension-older-'));
  const shipped = join(projectRoot(), 'server/store/migrations');
  for (const file of await readdir(shipped))
    if (file <= LAST_OF_BEFORE) await cp(join(shipped, file), join(older, file));
});
afterAll(() => rm(older, { recursive: true }));

const FIRST = epochDay('2023-05-01');
const DAYS = 400;
const { base } = baseline.definition;

interface Point {
  readonly tension: number;
  readonly conflict: number;
  readonly cooperation: number;
  readonly sd: number;
}

const pointOf = (day: number, run: number): Point => {
  const conflict = Math.sqrt(day + run) / 3;
  const cooperation = Math.cbrt(day) / (7 * run);
  return { tension: base + conflict - cooperation, conflict, cooperation, sd: Math.log(day) };
};

describeStores('points of the version before', (store) => {
  test('are served as they were, of each run', async () => {
    const database = store.database();
    await migrate(database, older);
    const runs: Map<number, Point>[] = [new Map(), new Map(), new Map()];
    for (let i = 0; i < DAYS; i++) runs[0]!.set(FIRST + i, pointOf(FIRST + i, 1));
    for (let i = 300; i < DAYS + 2; i++) runs[1]!.set(FIRST + i, pointOf(FIRST + i, 2));
    // A tension that is no sum, as another program may have had it; days far apart; days that lost their value.
    runs[1]!.set(FIRST + 20, { ...pointOf(FIRST + 20, 2), tension: 1 / 3 });
    const gone = { tension: Number.NaN, conflict: Number.NaN, cooperation: Number.NaN, sd: Number.NaN };
    for (let i = 0; i < 5; i++) runs[2]!.set(FIRST + i, gone);
    runs[2]!.set(FIRST + DAYS + 2, pointOf(FIRST + DAYS + 2, 3));

    for (const [i, points] of runs.entries()) {
      const moment = new Date(`2024-06-0${i + 1}T00:00:00Z`);
      await database.query(
        `insert into rollup_run (id, trigger, status, started_at, finished_at, as_of, through_day, dyads, points, error, models, name)
         values ($1, 'schedule', 'complete', $2, $2, $2, $3, 1, $4, null, $5, $6)`,
        [i + 1, moment, toIsoDate(FIRST + DAYS + 2), points.size, baseline.hash, `run ${i + 1}`],
      );
      await database.insert(
        'published_point',
        ['dyad', 'model_hash', 'day', 'run_id', 'tension', 'conflict', 'cooperation', 'sd'],
        [...points].map(([day, p]) => [
          'KOR-RUS',
          baseline.hash,
          toIsoDate(day),
          i + 1,
          p.tension,
          p.conflict,
          p.cooperation,
          p.sd,
        ]),
      );
    }
    await database.query('insert into published_run (id, run_id) values (1, 3)');
    await database.query(
      'insert into rollup_model (model_hash, name, version, definition, first_run) values ($1, $2, 1, $3, 1)',
      [baseline.hash, 'baseline', JSON.stringify(baseline.definition)],
    );

    const world = await worldOn(database, '2024-06-04T00:00:00Z');
    await expect(database.query('select * from published_point')).rejects.toThrow(/published_point/);
    const rollup = await world.rollup();
    const served = new Map<number, Point>();
    for (const [i, points] of runs.entries()) {
      for (const [day, point] of points) served.set(day, point);
      const known = [...served].filter(([, { tension }]) => !Number.isNaN(tension)).sort(([a], [b]) => a - b);
      const series = (await rollup.series('KOR-RUS', baseline.hash, i + 1))!;
      expect(series.firstDay).toBe(known[0]![0]);
      expect([...series.tension]).toEqual(known.map(([, { tension }]) => tension));
      expect([...series.conflict]).toEqual(known.map(([, { conflict }]) => conflict));
      expect([...series.cooperation]).toEqual(known.map(([, { cooperation }]) => cooperation));
      expect([...series.sd]).toEqual(known.map(([, { sd }]) => sd));
    }
    const first = await rollup.firstPublished('KOR-RUS', baseline.hash, FIRST + 2, FIRST + DAYS + 2);
    expect(first).toHaveLength(DAYS + 1);
    for (const { day, tension, runId } of first) {
      expect(runId).toBe(day < FIRST + DAYS ? 1 : day < FIRST + DAYS + 2 ? 2 : 3);
      expect(tension).toBe(runs[runId - 1]!.get(day)!.tension);
    }
    await rollup.stop();
  });
});
