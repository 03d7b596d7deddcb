/** Lines coded by machine over HTTP: any pair of states, on demand, every point the exact sum of its stories. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { contributions, type Contributions } from '../../models/contract/contributions.ts';
import { dyadFeed, type DyadFeed } from '../../models/contract/dyadFeed.ts';
import { type EventDetail, eventDetail, events, type EventPage } from '../../models/contract/events.ts';
import { feedStates, type FeedStates } from '../../models/contract/feeds.ts';
import { type Move, move } from '../../models/contract/move.ts';
import { type Pairs, pairs } from '../../models/contract/pairs.ts';
import { series, type Series } from '../../models/contract/series.ts';
import { openFeedStore } from '../../server/feeds/openFeedStore.ts';
import type { FeedStore } from '../../server/feeds/feedStore.ts';
import { expectedFile, takeGdelt, WATCHED } from '../feeds/stored.ts';
import { gdeltRow } from '../feeds/tables.ts';
import { startTestServer, type TestServer, TOKEN } from './testServer.ts';

let server: TestServer;
let store: FeedStore;
const LAST = epochDay('2026-11-22');
const FIRST = LAST - 199;

/** Every third day has one, and one file is missing. */
const SANCTIONS = Array.from({ length: 200 }, (_, i) => FIRST + i).filter(
  (day) => day % 3 === 0 && day !== LAST - 50,
).length;

const compact = (day: number): string => toIsoDate(day).replaceAll('-', '');
let id = 0;
interface Act {
  readonly actor: string;
  readonly target: string;
  readonly code: string;
  readonly sources?: number;
  readonly times?: number;
  /** days before the file's day */
  readonly late?: number;
}

/** A file of one day: rows about states, and so many about nobody. */
function dayFile(day: number, acts: readonly Act[], others: number): string {
  const row = (cells: Readonly<Record<number, string>>): string =>
    gdeltRow({
      0: String(++id),
      1: compact(day),
      59: `${compact(day)}120000`,
      60: `https://example.org/${id}`,
      ...cells,
    });
  const about = ({ actor, target, code, sources = 1, times = 1, late = 0 }: Act): string[] =>
    Array.from({ length: times }, () =>
      row({
        1: compact(day - late),
        5: actor,
        7: actor,
        15: target,
        17: target,
        26: code,
        28: code.slice(0, 2),
        29: quad(code),
        32: String(sources),
      }),
    );
  return [...acts.flatMap(about), ...Array.from({ length: others }, () => row({ 7: '', 17: '' }))].join('\n');
}

const quad = (code: string): string =>
  Number(code.slice(0, 2)) <= 5
    ? '1'
    : Number(code.slice(0, 2)) <= 9
      ? '2'
      : Number(code.slice(0, 2)) <= 14
        ? '3'
        : '4';

const file = (day: number) => ({ firstDay: day, lastDay: day });

beforeAll(async () => {
  server = await startTestServer();
  store = openFeedStore({ database: server.database, watched: WATCHED, now: () => new Date('2026-11-23T11:00:00Z') });
  const takes: Promise<unknown>[] = [];
  for (let day = FIRST; day <= LAST; day++) {
    if (day === LAST - 50) continue; // a file that is missing
    const acts: Act[] = [
      { actor: 'FRA', target: 'BRA', code: '042', sources: 3 },
      ...(day % 3 === 0 ? [{ actor: 'BRA', target: 'FRA', code: '163', times: 2 }] : []),
      ...(day % 5 === 0
        ? [
            { actor: 'KOR', target: 'RUS', code: '112' },
            { actor: 'PRK', target: 'RUS', code: '042' },
          ]
        : []),
      ...(day === LAST - 10 ? [{ actor: 'FRA', target: 'BRA', code: '190', sources: 2, late: 30 }] : []),
      // One rumour books Pyongyang's acts on Seoul, too.
      ...(day === LAST - 20
        ? ['040', '042', '051', '057', '111', '112', '120', '130', '163', '173'].flatMap((code) =>
            ['KOR', 'PRK'].map((actor) => ({ actor, target: 'RUS', code })),
          )
        : []),
    ];
    takes.push(takeGdelt(store, compact(day), dayFile(day, acts, 60), file(day)));
  }
  await Promise.all(takes);
  await store.files.expect([expectedFile(compact(LAST - 50), file(LAST - 50))]);
  await store.files.mark(
    expectedFile(compact(LAST - 50), file(LAST - 50)),
    'missing',
    'The server has no such file.',
    new Date('2026-11-23T13:00:00Z'),
  );
}, 60_000);
afterAll(() => server.close());

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const get = async <Body>(schema: { parse(value: unknown): Body }, path: string): Promise<Body> =>
  schema.parse(await server.json<unknown>(path));

describe.each(['gdelt', 'gdelt-goldstein'])('the model %s on a pair that nobody coded by hand', (model) => {
  test('has a line from its first act to today, with what is unknown', async () => {
    const body: Series = await get(series, `/api/v1/dyads/BRA-FRA/series?model=${model}`);
    expect(body.points.at(-1)?.date).toBe('2026-11-23');
    expect(body.points[0]?.date).toBe(toIsoDate(FIRST));
    expect(body.coverage.uncovered).toEqual([
      { from: toIsoDate(LAST - 50), to: toIsoDate(LAST - 50) },
      { from: '2026-11-23', to: '2026-11-23' },
    ]);
    expect(body.feeds).toEqual([
      {
        feed: 'gdelt',
        name: 'GDELT',
        newestDay: '2026-11-22',
        lastTakenAt: expect.any(String) as string,
        lacking: 1,
        stale: false,
        sentence: 'GDELT is stored through 2026-11-22. 1 known file is not stored.',
      },
    ]);
    expect(new Set(body.points.map(({ index }) => index)).size).toBeGreaterThan(10);
  });

  test('has one number of unknown days everywhere, and no percentile before a year is known', async () => {
    const line: Series = await get(series, `/api/v1/dyads/KOR-RUS/series?model=${model}&from=${toIsoDate(LAST - 60)}`);
    const unknown = line.coverage.uncovered.flatMap(({ from, to }) => epochDay(to) - epochDay(from) + 1);
    const evidence: DyadFeed = await get(dyadFeed, `/api/v1/dyads/KOR-RUS/feed?from=${toIsoDate(LAST - 60)}`);
    expect(sum(unknown)).toBe(2);
    expect(evidence.summary.unknownDays).toBe(2);
    // From its first act, two days after the first file; of two days nothing is known.
    expect(line.coverage.coveredDays).toBeLessThan(200);
    const { dyads } = await server.json<{ dyads: { id: string; percentile: unknown; coveredDays: number }[] }>(
      `/api/v1/dyads?model=${model}`,
    );
    expect(dyads.find(({ id: dyad }) => dyad === 'KOR-RUS')).toMatchObject({
      percentile: null,
      coveredDays: line.coverage.coveredDays,
    });
  });

  test('every point is the exact sum of its stories', async () => {
    const line: Series = await get(series, `/api/v1/dyads/BRA-FRA/series?model=${model}`);
    for (const date of [toIsoDate(FIRST + 3), toIsoDate(LAST - 60), '2026-11-23']) {
      const body: Contributions = await get(
        contributions,
        `/api/v1/dyads/BRA-FRA/contributions?model=${model}&date=${date}`,
      );
      expect(body.contributions.length).toBeGreaterThan(1);
      expect(
        Math.abs(body.neutral + sum(body.contributions.map(({ indexPoints }) => indexPoints)) - body.index),
      ).toBeLessThan(1e-9);
      expect(line.points.find((point) => point.date === date)?.index).toBeCloseTo(body.index, 9);
      const [first] = body.contributions;
      expect(first?.machine).toMatchObject({
        feed: 'gdelt',
        worldRows: expect.any(Number) as number,
        rows: expect.any(Number) as number,
      });
    }
  });

  test('a move is the sum of its causes, in both directions apart, too', async () => {
    for (const direction of ['both', 'BRA%3EFRA']) {
      const body: Move = await get(
        move,
        `/api/v1/dyads/BRA-FRA/move?model=${model}&from=${toIsoDate(LAST - 70)}&to=${toIsoDate(LAST)}&direction=${direction}`,
      );
      expect(body.events.length).toBeGreaterThan(0);
      expect(Math.abs(sum(body.groups.map(({ indexPoints }) => indexPoints)) - body.change)).toBeLessThan(1e-9);
      expect(Math.abs(sum(body.events.map(({ indexPoints }) => indexPoints)) - body.change)).toBeLessThan(1e-9);
    }
  });
});

describe('an act coded by machine', () => {
  test('counts as its share of the world: two rows of one story count once', async () => {
    const day = Math.floor((LAST - 5) / 3) * 3;
    const body: Contributions = await get(
      contributions,
      `/api/v1/dyads/BRA-FRA/contributions?model=gdelt&date=${toIsoDate(day)}`,
    );
    const sanction = body.contributions.find(({ eventId }) => eventId === `gdelt-${toIsoDate(day)}-bra-fra-163`)!;
    // 63 rows or so of the world are known of that day: fewer than 1,000, so it is taken for 1,000.
    expect(sanction.machine).toMatchObject({ rows: 2, sources: 1, amount: 0.1, code: '163', lateRows: 0 });
    expect(sanction.tensionPoints).toBeCloseTo(6 * 0.7 * 0.1, 12); // weight of a sanction, unverified, a tenth of a percent
  });

  test('of a watched dyad has its report, and of any other none is kept', async () => {
    const watched: Contributions = await get(contributions, '/api/v1/dyads/KOR-RUS/contributions?model=gdelt');
    expect(watched.contributions[0]?.sourceUrl).toMatch(/^https:\/\/example\.org\/\d+$/);
    expect(watched.contributions[0]?.machine?.reports).toHaveLength(1);
    const other: Contributions = await get(contributions, '/api/v1/dyads/BRA-FRA/contributions?model=gdelt');
    expect(other.contributions[0]).toMatchObject({ sourceUrl: '', machine: { reports: [] } });
  });

  test('is listed page by page, newest first, by type, actor and words', async () => {
    const address = '/api/v1/dyads/BRA-FRA/events?model=gdelt&limit=50';
    const all: string[] = [];
    for (let next: string | null = '', pages = 0; next !== null && pages < 20; pages++) {
      const page: EventPage = await get(events, `${address}${next && `&cursor=${next}`}`);
      all.push(...page.events.map((event) => event.id));
      next = page.nextCursor;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(199 + SANCTIONS + 1); // a visit in each file, the sanctions, and the act that was found late
    const sanctions: EventPage = await get(events, `${address}&type=sanction&actor=BRA&q=sanction`);
    expect(new Set(sanctions.events.map(({ type, actor }) => `${type} ${actor}`))).toEqual(new Set(['sanction BRA']));
    expect((await server.get('/api/v1/dyads/BRA-FRA/events?model=gdelt&cursor=x')).status).toBe(400);
  });

  test('never mixes with those coded by hand', async () => {
    const byHand: Series = await get(series, '/api/v1/dyads/KOR-RUS/series?from=2026-01-01');
    const byMachine: Series = await get(series, '/api/v1/dyads/KOR-RUS/series?from=2026-01-01&model=gdelt');
    expect(byHand.feeds).toBeUndefined();
    expect(byHand.points.map(({ index }) => index)).not.toEqual(byMachine.points.map(({ index }) => index));
    const listed: EventPage = await get(events, '/api/v1/dyads/KOR-RUS/events?limit=1000');
    expect(listed.events.filter(({ id: event }) => event.startsWith('gdelt'))).toEqual([]);
    const both = await server.get('/api/v1/dyads/KOR-RUS/move?from=2026-10-01&model=baseline&modelTo=gdelt');
    expect(both.status).toBe(400);
    expect(await both.text()).toContain('lay the two series side by side');
  });

  test('is on no board unless one asks for it', async () => {
    const board = await server.json<{ dyads: { id: string }[] }>('/api/v1/dyads');
    expect(board.dyads.map(({ id: dyad }) => dyad)).not.toContain('BRA-FRA');
    const machine = await server.json<{ dyads: { id: string; events: number }[] }>('/api/v1/dyads?model=gdelt');
    expect(machine.dyads.map(({ id: dyad }) => dyad)).toEqual(['KOR-RUS', 'PRK-RUS']);
  });

  test('as of a moment before it was stored, it does not count', async () => {
    const response = await server.get('/api/v1/dyads/BRA-FRA/series?model=gdelt&asOf=2026-11-22');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('no coded act');
  });

  test('with fewer than two sources can be left out, and the line says what that removes', async () => {
    const body: Series = await get(series, '/api/v1/dyads/BRA-FRA/series?model=gdelt&whatIf=sources:2');
    expect(body.whatIf).toBe('sources:2');
    const last = body.points.at(-1)!;
    // The sanctions have one source each, the visits three: without the sanctions the line is far lower.
    expect(last.indexAsCoded!).toBeGreaterThan(last.index!);
  });
});

test('an act coded by machine has a page of its own: what stands behind it, its factors and its effect', async () => {
  const day = Math.floor((LAST - 5) / 3) * 3;
  const body: EventDetail = await get(eventDetail, `/api/v1/events/gdelt-${toIsoDate(day)}-bra-fra-163`);
  expect(body).toMatchObject({
    event: { dyad: 'BRA-FRA', type: 'sanction', machine: { rows: 2, amount: 0.1 } },
    model: { name: 'gdelt' },
    scoring: { weight: 6, confidence: 0.7, amount: 0.1, repetition: 1 },
  });
  expect(body.scoring?.impact).toBeCloseTo(6 * 0.7 * 0.1, 12);
  expect(body.effect[0]!.index).toBeGreaterThan(body.effect[0]!.without);
  expect((await server.get('/api/v1/events/gdelt-2020-01-01-bra-fra-163')).status).toBe(404);
});

describe('a pair of which nothing is stored', () => {
  test('has no coded events, in words', async () => {
    const response = await server.get('/api/v1/dyads/FJI-PER/series?model=gdelt');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      type: 'urn:tension:problem:no-events',
      detail: expect.stringContaining('Fiji – Peru') as string,
    });
    expect((await server.json<DyadFeed>('/api/v1/dyads/FJI-PER/feed')).summary).toMatchObject({
      rows: 0,
      stories: 0,
      lateShare: null,
      singleSourceShare: null,
    });
  });

  test('of a state that nobody knows says so', async () => {
    const response = await server.get('/api/v1/dyads/KOR-QQQ/series?model=gdelt');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('QQQ is no code of a state');
  });
});

describe('what a feed has of a pair', () => {
  test('rows, stories, world total and share of each day, and a missing file is unknown', async () => {
    const body: DyadFeed = await get(dyadFeed, `/api/v1/dyads/BRA-FRA/feed?from=${toIsoDate(LAST - 60)}`);
    const gap = body.days.find(({ date }) => date === toIsoDate(LAST - 50))!;
    expect(gap).toMatchObject({
      rows: null,
      stories: null,
      worldRows: null,
      share: null,
      filesDone: 0,
      filesLacking: 1,
    });
    expect(body.unknown).toEqual([
      { from: toIsoDate(LAST - 50), to: toIsoDate(LAST - 50) },
      { from: '2026-11-23', to: '2026-11-23' },
    ]);
    const day = body.days.find(({ date }) => date === toIsoDate(LAST - 1))!;
    expect(day.share).toBeCloseTo((100 * day.rows!) / day.worldRows!, 12);
    const late = body.days.find(({ date }) => date === toIsoDate(LAST - 40))!;
    expect(late.lateRows).toBe(1);
    expect(body.summary.lateRows).toBe(1);
    expect(body.summary.singleSourceStories).toBeGreaterThan(10);
    expect(body.summary.singleSourceShare).toBeCloseTo(body.summary.singleSourceStories / body.summary.stories, 12);
  });

  test('a day on which it jumps together with a pair that coders confuse with it', async () => {
    const body: DyadFeed = await get(dyadFeed, '/api/v1/dyads/KOR-RUS/feed');
    expect(body.siblings.map(({ dyad }) => dyad)).toEqual(['PRK-RUS']);
    expect(body.days.filter(({ jump }) => jump).map(({ date, siblingJumps }) => [date, siblingJumps])).toEqual([
      [toIsoDate(LAST - 20), ['PRK-RUS']],
    ]);
    expect(body.summary.contaminatedDays).toBe(1);
  });

  test('as CSV', async () => {
    const text = await (
      await server.get(`/api/v1/dyads/KOR-RUS/feed?from=${toIsoDate(LAST)}&to=${toIsoDate(LAST)}&format=csv`)
    ).text();
    expect(text.split('\r\n')[0]).toBe(
      'date,rows,stories,singleSourceStories,sources,mentions,articles,lateRows,worldRows,share,filesDone,filesLacking,jump,worldQuad1,worldQuad2,worldQuad3,worldQuad4,siblingJumps',
    );
  });
});

describe('search over all pairs', () => {
  const search = async (q: string): Promise<Pairs> => get(pairs, `/api/v1/pairs?q=${encodeURIComponent(q)}&limit=5`);

  test.each([
    ['france brazil', 'BRA-FRA'],
    ['FRA BRA', 'BRA-FRA'],
    ['kor-rus', 'KOR-RUS'],
    ['south korea russia', 'KOR-RUS'],
    ['한국 러시아', 'KOR-RUS'],
    ['Russia - Korea', 'KOR-RUS'],
  ])('%s finds %s', async (q, dyad) => {
    expect((await search(q)).pairs.map((pair) => pair.dyad)).toContain(dyad);
  });

  test('one state finds all its pairs, those with data first', async () => {
    const body = await search('brazil');
    expect(body.pairs[0]).toMatchObject({
      dyad: 'BRA-FRA',
      name: 'Brazil – France',
      events: 0,
      watched: false,
      feeds: [{ feed: 'gdelt', name: 'GDELT' }],
    });
    expect(body.total).toBeGreaterThan(190);
  });

  test('nothing fits nonsense', async () => {
    expect(await search('qqq')).toMatchObject({ pairs: [], total: 0 });
  });
});

test('the feeds: freshness, files by state, faults, throughput, files in trouble', async () => {
  const answer = await server.get('/api/v1/feeds', { Authorization: `Bearer ${TOKEN}` });
  const body: FeedStates = feedStates.parse(await answer.json());
  expect(body.feeds).toHaveLength(1);
  expect(body.feeds[0]).toMatchObject({
    feed: 'gdelt',
    newestDay: '2026-11-22',
    firstDay: toIsoDate(FIRST),
    stale: false,
    files: { pending: 0, done: 199, missing: 1, failed: 0, refused: 0 },
    faulty: 0,
    lastDay: { files: 199 },
    troubles: [{ name: compact(LAST - 50), state: 'missing', attempts: 1, reason: 'The server has no such file.' }],
  });
});

describe('what a dyad inherits', () => {
  const coupled = '/api/v1/dyads/KOR-RUS/contributions?model=baseline-coupled&date=2024-12-01';

  test('is listed with its own role and the dyad it is from, and sums with the rest', async () => {
    const body: Contributions = await get(contributions, coupled);
    const inherited = body.contributions.filter(({ role }) => role === 'coupling');
    expect(new Set(inherited.map(({ coupledFrom }) => coupledFrom))).toEqual(new Set(['KOR-PRK', 'PRK-RUS']));
    expect(
      Math.abs(body.neutral + sum(body.contributions.map(({ indexPoints }) => indexPoints)) - body.index),
    ).toBeLessThan(1e-9);
    expect(new Set(body.contributions.map(({ eventId }) => eventId)).size).toBe(body.contributions.length);
  });

  test('leaves the dyad’s own acts as they are, and the baseline without it', async () => {
    const own = new Map(
      (await get(contributions, coupled)).contributions
        .filter(({ role }) => role !== 'coupling')
        .map(({ eventId, tensionPoints }) => [eventId, tensionPoints]),
    );
    const baseline: Contributions = await get(contributions, '/api/v1/dyads/KOR-RUS/contributions?date=2024-12-01');
    expect(baseline.contributions.some(({ role }) => role === 'coupling')).toBe(false);
    expect(new Map(baseline.contributions.map(({ eventId, tensionPoints }) => [eventId, tensionPoints]))).toEqual(own);
  });

  test('changes nothing of a dyad without couplings', async () => {
    const points = async (model: string) =>
      (await get(series, `/api/v1/dyads/CHN-LTU/series?step=month&model=${model}`)).points;
    expect(await points('baseline-coupled')).toEqual(await points('baseline'));
  });
});
