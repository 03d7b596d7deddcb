/** Unusual days of pairs coded by machine, over HTTP: against each pair's own year, from files of a feed as they were stored. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { type Unusual, unusual } from '../../models/contract/unusual.ts';
import { takeReports } from '../feeds/reportDays.ts';
import type { Database } from '../../server/store/database.ts';
import { openPostgres } from '../../server/store/postgres.ts';
import { type PostgresServer, startPostgres } from '../store/postgresServer.ts';
import { type TestServer, startTestServer } from './testServer.ts';

const LAST = epochDay('2026-11-22');
const DAYS = 130;
describe.each(['DuckDB', 'PostgreSQL'] as const)('unusual pairs on %s', (engine) => {
  let server: TestServer;
  let postgres: PostgresServer | string | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    postgres = engine === 'PostgreSQL' ? await startPostgres() : undefined;
    if (typeof postgres === 'string') return;
    if (postgres) database = await openPostgres({ url: await postgres.newDatabase() });
    server = await startTestServer({ ...(database && { on: database }) });
    for (let day = LAST - DAYS; day <= LAST; day++) {
      if (day === LAST - 50) continue; // a file that is missing
      const isLast = day === LAST;
      await takeReports(
        server.database,
        day,
        [
          ['FRA', 'BRA', '042', isLast ? 30 : 6 + (day % 3)],
          ['JPN', 'IND', isLast ? '190' : '042', 8 + (day % 2)],
          ...(isLast ? [] : ([['KOR', 'RUS', '112', 12]] as const)),
          ['PER', 'CHL', '042', 1],
        ],
        isLast ? 200 : 100,
      );
    }
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await database?.close();
    if (typeof postgres !== 'string') await postgres?.stop();
  });
  beforeEach(({ skip }) => {
    if (typeof postgres === 'string') skip(postgres);
  });

  const get = async (query = ''): Promise<Unusual> =>
    unusual.parse(await server.json<unknown>(`/api/v1/unusual${query}`));

  describe('the newest stored day', () => {
    test('has the pairs with more, fewer and harsher reports, the least likely and most different first', async () => {
      const body = await get();
      expect(body).toMatchObject({
        feed: 'gdelt',
        feedName: 'GDELT',
        feeds: [{ feed: 'gdelt', name: 'GDELT' }],
        model: 'gdelt',
        date: '2026-11-22',
        newestDay: '2026-11-22',
        knownDays: DAYS - 1,
        list: null,
        looked: 3,
        total: 3,
      });
      const told = new Map(body.pairs.map((pair) => [pair.dyad, pair]));
      expect([...told.keys()].sort()).toEqual(['BRA-FRA', 'IND-JPN', 'KOR-RUS']);
      expect(told.get('BRA-FRA')).toMatchObject({
        name: 'Brazil – France',
        nameKo: '브라질 – 프랑스',
        watched: false,
        reports: 30,
        count: { way: 'more', lower: DAYS - 1, higher: 0, of: DAYS - 1 },
        tone: null,
        chance: 1 / DAYS,
      });
      expect(told.get('BRA-FRA')!.share).toBeCloseTo(30 / body.worldReports, 12);
      expect(told.get('KOR-RUS')).toMatchObject({ watched: true, reports: 0, count: { way: 'fewer' }, tone: null });
      expect(told.get('IND-JPN')!.tone).toMatchObject({ way: 'harsher', mean: -10, of: DAYS - 1 });
      // The world has nearly twice as many reports that day: so many are usual of the pair, too.
      expect(told.get('IND-JPN')!.usual).toBeGreaterThan(13);
      expect(body.byChance.count).toBeGreaterThan(0);
      expect(body.byChance.count).toBeLessThan(1);
    });

    test('keeps to a list, to so many, and comes as a table', async () => {
      await server.post(
        '/api/v1/lists',
        JSON.stringify({ name: 'machine', title: 'By machine', shared: true, dyads: ['BRA-FRA', 'CHL-PER'] }),
        { 'Content-Type': 'application/json' },
      );
      expect(await get('?list=machine')).toMatchObject({
        list: 'By machine',
        looked: 1,
        total: 1,
        pairs: [{ dyad: 'BRA-FRA' }],
      });
      const one = await get('?limit=1');
      expect([one.pairs.length, one.total]).toEqual([1, 3]);
      const csv = await (await server.get('/api/v1/unusual?format=csv')).text();
      expect(csv.split('\n')[0]).toContain('dyad,name,nameKo,watched,reports,usual,share,chance,count');
      expect(csv).toMatch(/^BRA-FRA,.*,more,129,0,129,/m);
    });
  });

  test('a day of an ordinary week has none, an unknown day says so, and a young feed says nothing', async () => {
    expect(await get(`?date=${toIsoDate(LAST - 1)}`)).toMatchObject({ looked: 3, total: 0, pairs: [] });
    expect(await get(`?date=${toIsoDate(LAST - 50)}`)).toMatchObject({ worldReports: 0, looked: 0, pairs: [] });
    expect(await get(`?date=${toIsoDate(LAST - DAYS + 60)}`)).toMatchObject({
      knownDays: 60,
      neededDays: 90,
      looked: 0,
      pairs: [],
    });
  });

  test('what is stored later counts at once', async () => {
    const day = LAST + 1;
    await takeReports(server.database, day, [['PER', 'CHL', '042', 40]], 100);
    const body = await get();
    expect([body.date, body.pairs[0]?.dyad]).toEqual(['2026-11-23', 'CHL-PER']);
  });

  test('a feed that nobody knows and a day to come are told', async () => {
    for (const [query, message] of [
      ['?feed=none', 'is no feed'],
      ['?date=2027-01-01', 'lies in the future'],
    ] as const) {
      const response = await server.get(`/api/v1/unusual${query}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(message);
    }
  });
});
