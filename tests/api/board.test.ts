import { get, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Board } from '../../models/contract/board.ts';
import type { Series } from '../../models/contract/series.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('the board', () => {
  test('has every shipped dyad, by id, with its name', async () => {
    const { dyads, date, model } = await server.json<Board>('/api/v1/dyads');
    expect(dyads.map(({ id }) => id)).toEqual([...server.reference.dyads.keys()].sort());
    expect(dyads.find(({ id }) => id === 'KOR-RUS')).toMatchObject({
      name: 'South Korea – Russia',
      events: 190,
      lastEvent: '2026-06-27',
    });
    expect(date).toBe(TODAY);
    expect(model).toMatchObject({ name: 'baseline', version: 3 });
  });

  test('agrees with the series of each dyad', async () => {
    const { dyads } = await server.json<Board>('/api/v1/dyads');
    for (const dyad of dyads) {
      const { points } = await server.json<Series>(`/api/v1/dyads/${dyad.id}/series`);
      const last = points.at(-1)!;
      expect(dyad).toMatchObject({ index: last.index, low: last.low, high: last.high });
      expect(dyad.change30).toBeCloseTo(last.index! - points.at(-31)!.index!, 9);
      const { from, values } = dyad.sparkline;
      values.forEach((value, week) => {
        const date = toIsoDate(epochDay(from) + 7 * week);
        expect(value).toBe(points.find((point) => point.date === date)!.index);
      });
      expect(values.at(-1)).toBe(dyad.index);
    }
  });

  test('has the rows that the run published, at its moment too', async () => {
    const published = await server.json<Board>('/api/v1/dyads');
    const computed = await server.json<Board>(`/api/v1/dyads?asOf=${published.asOf}`);
    expect(computed.date).toBe(published.date);
    expect(published.dyads).toEqual(computed.dyads);
  });

  test('without a new event in 30 days, the top event is the one that counts most today, and says so', async () => {
    const { dyads } = await server.json<Board>('/api/v1/dyads');
    const dyad = dyads.find(({ id }) => id === 'KOR-RUS')!;
    const { contributions } = await server.json<{ contributions: { eventId: string; indexPoints: number }[] }>(
      '/api/v1/dyads/KOR-RUS/contributions',
    );
    expect(dyad.topEventIsRecent).toBe(false);
    expect(dyad.topEvent).toMatchObject({ id: contributions[0]!.eventId, indexPoints: contributions[0]!.indexPoints });
  });
});

describe('a dyad that is new', () => {
  test('appears after the next run, without a restart, with nothing configured; flagged as sparse', async () => {
    expect((await server.get('/api/v1/dyads/FRA-USA/series')).status).toBe(404);
    const before = await server.json<Board>('/api/v1/dyads');
    const csv = [
      CSV_HEADER,
      eventRow({
        id: 'fra-usa-1',
        dyad: 'FRA-USA',
        date: '2026-11-01',
        actor: 'USA',
        target: 'FRA',
        summary: 'Washington does one thing',
      }),
      eventRow({
        id: 'fra-usa-2',
        dyad: 'FRA-USA',
        date: '2026-11-10',
        actor: 'FRA',
        target: 'USA',
        severity: 5,
        summary: 'Paris does another',
      }),
    ].join('\n');
    const imported = await server.post('/api/v1/imports?source=new.csv', csv, { 'Content-Type': 'text/csv' });
    expect(await imported.json()).toMatchObject({ created: 2, faulty: 0, source: 'new.csv', dyads: ['FRA-USA'] });
    expect(
      (await server.json<Board>('/api/v1/dyads')).dyads,
      'what is imported is served when a run has scored it, not before',
    ).toHaveLength(before.dyads.length);
    expect((await server.get('/api/v1/events/fra-usa-1')).status).toBe(404);

    const { done } = await server.rollup.start('schedule');
    await done;
    const { dyads } = await server.json<Board>('/api/v1/dyads');
    expect(dyads).toHaveLength(before.dyads.length + 1);
    const found = dyads.find(({ id }) => id === 'FRA-USA')!;
    expect(found).toMatchObject({
      name: 'France – United States',
      events: 2,
      lastEvent: '2026-11-10',
      flag: 'sparse',
      topEventIsRecent: true,
    });
    expect(found.topEvent).toMatchObject({ id: 'fra-usa-2', date: '2026-11-10' });
    expect(found.index).toBeGreaterThan(50);
    expect(found.sparkline.values.length).toBe(4);
    expect((await server.get('/api/v1/events/fra-usa-1')).status).toBe(200);
  });

  test('the board of an earlier moment does not have it', async () => {
    const { asOf } = await server.json<Board>('/api/v1/dyads');
    const earlier = new Date(Date.parse(asOf!) - 1).toISOString();
    const { dyads, asOf: served } = await server.json<Board>(`/api/v1/dyads?asOf=${earlier}`);
    expect(dyads.map(({ id }) => id)).not.toContain('FRA-USA');
    expect(served).toBe(earlier);
    const now = (await server.json<Board>('/api/v1/dyads')).dyads;
    expect(dyads, 'what was not changed since is as it was').toEqual(now.filter(({ id }) => id !== 'FRA-USA'));
  });

  test('goes out compressed in parts, which together are the same bytes', async () => {
    const plain = await received('identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const board = JSON.parse(plain.bytes.toString()) as Board;
    expect(plain.bytes.toString()).toBe(JSON.stringify(board));
    for (const accepted of ['gzip', 'gzip, deflate, br']) {
      const packed = await received(accepted);
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(packed.headers.etag).toBe(plain.headers.etag);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
    }
    const byBrotli = await received('br');
    expect(byBrotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(byBrotli.bytes)).toEqual(plain.bytes);
  });
});

/** The board as it comes over the line. */
const received = (accepted: string): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${server.url}/api/v1/dyads`, { headers: { 'Accept-Encoding': accepted } }, (response) => {
      buffer(response).then((bytes) => resolve({ headers: response.headers, bytes }), reject);
    }).on('error', reject);
  });

describe('what is new, apart from what only fades', () => {
  const of = async (id: string): Promise<Board['dyads'][number]> =>
    (await server.json<Board>('/api/v1/dyads')).dyads.find((dyad) => dyad.id === id)!;

  test('is nothing where no act is new: the whole change is fading', async () => {
    for (const dyad of (await server.json<Board>('/api/v1/dyads')).dyads) {
      if (dyad.newPoints30 > 0) continue;
      expect(dyad.topEventNews).toBeNull();
      expect(dyad.topEventIsRecent).toBe(false);
      if (dyad.change30 !== null) expect(dyad.fadingPoints30).toBeCloseTo(dyad.change30, 9);
    }
  });

  test('of an act dated within the 30 days is its share; the rest of the change is fading', async () => {
    server.setNow(`${TODAY}T13:00:00Z`);
    await server.importAndRollUp(
      [CSV_HEADER, eventRow({ id: 'kor-rus-new', dyad: 'KOR-RUS', date: TODAY, actor: 'RUS', target: 'KOR' })].join(
        '\n',
      ),
    );
    const dyad = await of('KOR-RUS');
    expect(dyad.topEvent).toMatchObject({ id: 'kor-rus-new', date: TODAY });
    expect(dyad.topEventNews).toBe('new');
    expect(dyad.newPoints30).toBeCloseTo(dyad.topEvent!.indexPoints, 9);
    expect(dyad.newPoints30 + dyad.fadingPoints30).toBeCloseTo(dyad.change30!, 9);
  });

  test('has an act of August that was recorded today, though it is no part of the 30 days', async () => {
    server.setNow(`${TODAY}T14:00:00Z`);
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({
          id: 'chn-usa-late',
          dyad: 'CHN-USA',
          date: '2026-08-15',
          actor: 'USA',
          target: 'CHN',
          type: 'expulsion',
          severity: 5,
        }),
      ].join('\n'),
    );
    const dyad = await of('CHN-USA');
    expect(dyad.topEvent).toMatchObject({ id: 'chn-usa-late', date: '2026-08-15' });
    expect(dyad.topEventNews).toBe('recorded');
    expect(dyad.newPoints30).toBeGreaterThan(1);
  });

  test('has a retraction, with what it took out', async () => {
    server.setNow(`${TODAY}T15:00:00Z`);
    const [{ eventId }] = (
      await server.json<{ contributions: { eventId: string }[] }>('/api/v1/dyads/KOR-PRK/contributions')
    ).contributions as [{ eventId: string }];
    await server.ledger.retract(eventId, 'The ministry denies it.', 'tester');
    await (
      await server.rollup.start('request')
    ).done;
    const dyad = await of('KOR-PRK');
    expect(dyad.topEvent!.id).toBe(eventId);
    expect(dyad.topEventNews).toBe('retracted');
  });

  test('is the same in the published rows and computed at that moment; other dyads keep theirs', async () => {
    const before = await server.json<Board>('/api/v1/dyads');
    server.setNow(`${TODAY}T16:00:00Z`);
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({ id: 'kor-rus-2', dyad: 'KOR-RUS', date: '2026-11-01', actor: 'RUS', target: 'KOR' }),
      ].join('\n'),
    );
    const after = await server.json<Board>('/api/v1/dyads');
    const computed = await server.json<Board>(`/api/v1/dyads?asOf=${after.asOf}`);
    expect(after.dyads).toEqual(computed.dyads);
    const changed = after.dyads.filter((dyad, i) => JSON.stringify(dyad) !== JSON.stringify(before.dyads[i]));
    expect(changed.map(({ id }) => id)).toEqual(['KOR-RUS']);
    const [{ n } = { n: -1 }] = await server.database.query<{ n: number }>(
      'select count(*) as n from published_dyad where model_hash = $1 and run_id = (select run_id from published_run)',
      [after.model.hash],
    );
    expect(n).toBe(1);
  });
});

describe('the rank of a dyad in its own history', () => {
  test('is that of its index among the days that somebody looked at', async () => {
    const { dyads } = await server.json<Board>('/api/v1/dyads?asOf=2026-11-23T12:30:00Z');
    for (const { id, percentile, coveredDays, lookedThrough } of dyads) {
      const { points, coverage } = await server.json<Series>(`/api/v1/dyads/${id}/series?asOf=2026-11-23T12:30:00Z`);
      const isCovered = (date: string): boolean =>
        !coverage.uncovered.some(({ from, to }) => from <= date && date <= to);
      const covered = points.filter(({ date }) => isCovered(date));
      const last = points.at(-1)!.index!;
      expect(coveredDays).toBe(covered.length);
      expect(lookedThrough).toBe(covered.at(-1)?.date ?? null);
      const below = covered.filter(({ index }) => index! <= last).length / covered.length;
      if (percentile === null) expect(covered.length).toBeLessThan(365);
      else expect(Math.abs(percentile / 100 - below)).toBeLessThan(0.01);
    }
  });

  test('names the month since which it was not as high, where somebody looks', async () => {
    const { coverage } = await server.json<Series>('/api/v1/dyads/KOR-RUS/series');
    expect(coverage.isDeclared).toBe(true);
    const highest = async (): Promise<Board['dyads'][number]> =>
      (await server.json<Board>('/api/v1/dyads')).dyads.find(({ id }) => id === 'KOR-RUS')!;
    server.setNow(`${TODAY}T16:00:00Z`);
    const acts = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
      eventRow({
        id: `kor-rus-high-${n}`,
        dyad: 'KOR-RUS',
        date: TODAY,
        actor: n % 2 ? 'RUS' : 'KOR',
        target: n % 2 ? 'KOR' : 'RUS',
        severity: 5,
        type: n > 4 ? 'expulsion' : 'sanction',
      }),
    );
    await server.importAndRollUp([CSV_HEADER, ...acts].join('\n'));
    expect((await highest()).highestSince, 'nobody has said that they looked today').toBeNull();
    await server.ledger.declareCoverage(
      [
        {
          dyad: 'KOR-RUS',
          from: epochDay(TODAY),
          to: epochDay(TODAY),
          density: 'all',
          by: 'tester',
          sources: '',
          note: '',
        },
      ],
      'tester',
    );
    await (
      await server.rollup.start('request')
    ).done;
    const dyad = await highest();
    expect(dyad.lookedThrough).toBe(TODAY);
    expect(dyad.percentile).toBeGreaterThan(90);
    const { points } = await server.json<Series>('/api/v1/dyads/KOR-RUS/series');
    const since = points.filter(({ date }) => date > dyad.highestSince! && date < TODAY);
    expect(since.length).toBeGreaterThan(365);
    expect(Math.max(...since.map(({ index }) => index!))).toBeLessThan(dyad.index! + 0.1);
  });
});

describe('a flag', () => {
  test('is raised where the index rose by five points and more within 30 days', async () => {
    const rows = Array.from({ length: 5 }, (_, i) =>
      eventRow({
        id: `jpn-kor-test-${i}`,
        dyad: 'JPN-KOR',
        date: `2026-11-0${i + 1}`,
        actor: i % 2 ? 'JPN' : 'KOR',
        target: i % 2 ? 'KOR' : 'JPN',
        severity: 5,
      }),
    );
    await server.importAndRollUp([CSV_HEADER, ...rows].join('\n'));
    const { dyads } = await server.json<Board>('/api/v1/dyads');
    const found = dyads.find(({ id }) => id === 'JPN-KOR')!;
    expect(found.change30).toBeGreaterThan(5);
    expect(found.flag).toBe('deteriorated');
  });
});
