import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Board } from '../../models/contract/board.ts';
import type { Morning } from '../../models/contract/morning.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const brief = (query = ''): Promise<Morning> => server.json<Morning>(`/api/v1/morning${query}`);

describe('the morning brief', () => {
  test('of a quiet day says that nothing moved beyond noise, and since when nothing is coded', async () => {
    const { date, dyads, lastEvent, quiet, periods } = await brief();
    const board = await server.json<Board>('/api/v1/dyads');
    expect(date).toBe(TODAY);
    expect(dyads).toBe(board.dyads.length);
    expect(lastEvent).toBe(
      board.dyads
        .map((dyad) => dyad.lastEvent)
        .sort()
        .at(-1),
    );
    expect(quiet).toBe(board.dyads.filter((dyad) => dyad.lastEvent <= '2026-10-24').length);
    expect(periods.map(({ period, from, to }) => [period, from, to])).toEqual([
      ['day', '2026-11-22', TODAY],
      ['week', '2026-11-16', TODAY],
      ['month', '2026-10-24', TODAY],
    ]);
    expect(periods.flatMap((period) => period.events)).toEqual([]);
  });

  test('tells of a day in the past what the series and the move of each dyad say', async () => {
    const { periods } = await brief('?date=2024-04-05');
    const month = periods.find(({ period }) => period === 'month')!;
    const told = month.dyads.find(({ id }) => id === 'KOR-RUS')!;
    const { points } = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2024-03-06&to=2024-04-05');
    expect(told).toMatchObject({
      index: points.at(-1)!.index,
      low: points.at(-1)!.low,
      high: points.at(-1)!.high,
      before: points[0]!.index,
    });
    const move = await server.json<Move>('/api/v1/dyads/KOR-RUS/move?from=2024-03-06&to=2024-04-05');
    expect(told.change).toBeCloseTo(move.change, 9);
    expect(told.sentence).toBe(move.sentence);
    const fresh = move.events.filter(({ kind }) => kind === 'new');
    expect(told.newEvents).toBe(fresh.length);
    expect(told.events.map(({ id, indexPoints }) => [id, indexPoints])).toEqual(
      fresh.slice(0, 3).map(({ eventId, indexPoints }) => [eventId, indexPoints]),
    );
    expect(told.events.every(({ sourceUrl, sourceName }) => sourceUrl.startsWith('http') && sourceName !== '')).toBe(
      true,
    );
    expect(told.flag).toBe('deteriorated');
  });

  test('lists what is beyond noise only, the largest change first, and counts the rest', async () => {
    const { periods } = await brief('?date=2024-04-05');
    for (const { from, to, dyads, moved } of periods) {
      const moves: Move[] = [];
      for (const { id } of (await server.json<Board>('/api/v1/dyads')).dyads)
        moves.push(await server.json<Move>(`/api/v1/dyads/${id}/move?from=${from}&to=${to}`));
      const beyond = moves
        .filter(({ sentence }) => !sentence.includes('little changed'))
        .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
      expect(dyads.map(({ id }) => id)).toEqual(beyond.map(({ dyad }) => dyad));
      expect(moved).toBe(beyond.length);
    }
  });

  test('names the flags that turned within each period, as the board of those days has them', async () => {
    const { periods } = await brief('?date=2024-04-05');
    const month = periods.find(({ period }) => period === 'month')!;
    expect(month.flags.find(({ id }) => id === 'KOR-RUS')).toMatchObject({
      name: 'South Korea – Russia',
      from: 'unchanged',
      to: 'deteriorated',
    });
  });

  test('has new events of all dyads with their sources, the heaviest first', async () => {
    const { periods } = await brief('?date=2024-04-05');
    const week = periods.find(({ period }) => period === 'week')!;
    expect(week.events.length).toBeGreaterThan(0);
    for (const { date, dyad, name, typeLabel } of week.events) {
      expect(date > '2024-03-29' && date <= '2024-04-05').toBe(true);
      expect(name).toContain(' – ');
      expect(typeLabel).not.toBe('');
      expect(server.reference.dyads.has(dyad)).toBe(true);
    }
    expect(week.newEvents).toBeGreaterThanOrEqual(week.events.length);
    expect(week.events.map(({ id }) => id)[0], 'a sanction weighs twice a summons').toBe('kor-rus-2024-04-02-sanction');
  });

  test('speaks Korean, but for the summaries as they are coded', async () => {
    const { lang, periods } = await brief('?date=2024-04-05&lang=ko');
    expect(lang).toBe('ko');
    const told = periods.at(-1)!.dyads.find(({ id }) => id === 'KOR-RUS')!;
    expect(told.name).toBe('한국 – 러시아');
    expect(told.sentence).toMatch(/^한국.러시아 긴장도.*2024년 3월 6일.*9\.0포인트/);
    expect(told.events[0]!.typeLabel).toBe('제재');
  });

  test('of an earlier moment is scored from what was known then', async () => {
    const known = await brief(`?date=2024-04-05&asOf=${TODAY}`);
    const published = await brief('?date=2024-04-05');
    // Both are the same sums in another order.
    const to8 = (_key: string, value: unknown): unknown =>
      typeof value === 'number' ? Number(value.toFixed(8)) : value;
    expect(JSON.stringify(known.periods, to8)).toBe(JSON.stringify(published.periods, to8));
  });

  test('refuses a day of which nothing can be known, and an unknown model', async () => {
    const tomorrow = toIsoDate(epochDay(TODAY) + 1);
    const response = await server.get(`/api/v1/morning?date=${tomorrow}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain(`lies after ${TODAY}`);
    expect((await server.get('/api/v1/morning?model=none')).status).toBe(404);
    expect((await server.get('/api/v1/morning?lang=fr')).status).toBe(400);
  });

  test('takes in what a run has just published', async () => {
    const rows = [5, 4, 5].map((severity, i) =>
      eventRow({
        id: `chn-jpn-morning-${i}`,
        dyad: 'CHN-JPN',
        date: TODAY,
        actor: 'CHN',
        target: 'JPN',
        severity,
        type: 'expulsion',
        summary: `Beijing expels envoy ${i}`,
      }),
    );
    await server.importAndRollUp([CSV_HEADER, ...rows].join('\n'));
    const { periods, lastEvent } = await brief();
    const [today] = periods;
    expect(lastEvent).toBe(TODAY);
    expect(today!.newEvents).toBe(3);
    expect(today!.dyads[0]).toMatchObject({ id: 'CHN-JPN', newEvents: 3, lastEvent: TODAY });
    expect(today!.dyads[0]!.events.map(({ id }) => id).sort(), 'they are told with their dyad, and not again').toEqual([
      'chn-jpn-morning-0',
      'chn-jpn-morning-1',
      'chn-jpn-morning-2',
    ]);
    expect(today!.events).toEqual([]);
    expect(today!.dyads[0]!.change).toBeGreaterThan(5);
  });

  test('ranks new events by their whole impact: an indirect act counts half', async () => {
    const act = { dyad: 'KOR-PRK', date: TODAY, actor: 'PRK', target: 'KOR', type: 'sanction' };
    // One raises and the other eases, so that the line stays within its noise and they are not told with their dyad.
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({ ...act, id: 'kor-prk-morning-indirect', severity: 2, role: 'indirect', polarity: -1 }),
        eventRow({ ...act, id: 'kor-prk-morning-direct', severity: 1 }),
      ].join('\n'),
    );
    const [today] = (await brief()).periods;
    expect(today!.events.map(({ id }) => id)).toEqual(['kor-prk-morning-direct', 'kor-prk-morning-indirect']);
  });
});
