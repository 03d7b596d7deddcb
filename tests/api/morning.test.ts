import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Board } from '../../models/contract/board.ts';
import type { Morning, MorningDyad } from '../../models/contract/morning.ts';
import { morningCards } from '../../client/charts/morningCards.ts';
import { plain, printedChange } from '../../client/charts/format.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import type { PinnedView } from '../../models/contract/views.ts';
import { CSV_HEADER, eventRow, startTestServer, type TestServer, TODAY } from './testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const brief = (query = ''): Promise<Morning> => server.json<Morning>(`/api/v1/morning${query}`);
const told = ({ periods }: Morning): MorningDyad[] => periods.flatMap(({ dyads }) => dyads);
/** What both begin with: the finding, without the record, the value and the cause, which one of the two adds. */
const headOf = (text: string): string =>
  text
    .replace(' – ', '–')
    .replace(/ to (its|the) (highest|lowest).*| at [\d.]+(?= between)/, '')
    .split(/[,;:]|\.$/)[0]!;
const PAST = ['2021-06-30', '2024-04-05', '2025-05-07', '2025-05-08', '2020-06-17'];

describe('the morning brief of a day in the past', () => {
  test.each([
    ['2025-05-08', 'IND-PAK', 'Operation Sindoor', /^India launches Operation Sindoor/],
    ['2020-06-17', 'KOR-PRK', 'the liaison office', /blows up the inter-Korean liaison office/],
  ])('%s leads with %s: the morning after %s', async (date, dyad, _what, summary) => {
    const { since, periods } = await brief(`?date=${date}`);
    expect(since).toBeNull();
    const [first] = periods[0]!.dyads;
    expect(first).toMatchObject({ id: dyad, isBeforeAsKnown: false });
    expect(first!.events[0]).toMatchObject({ date: toIsoDate(epochDay(date) - 1), news: 'new' });
    expect(first!.events[0]!.summary).toMatch(summary);
    expect(first!.change).toBeGreaterThan(4);
  });

  test('tells of a dyad what its series and its move say', async () => {
    for (const { from, to, dyads } of (await brief('?date=2024-04-05')).periods)
      for (const dyad of dyads) {
        const { points } = await server.json<Series>(`/api/v1/dyads/${dyad.id}/series?from=${from}&to=${to}`);
        const { index, low, high } = points.at(-1)!;
        expect(dyad).toMatchObject({ index, low, high });
        expect(dyad.before).toBeCloseTo(points[0]!.index!, 9);
        const move = await server.json<Move>(`/api/v1/dyads/${dyad.id}/move?from=${from}&to=${to}`);
        expect(dyad.change).toBeCloseTo(move.change, 9);
        expect(dyad.sentence).toBe(move.sentence);
        const news = move.events.filter(({ kind }) => kind === 'new' || kind === 'ended');
        expect(dyad.newsPoints).toBeCloseTo(
          news.reduce((sum, { indexPoints }) => sum + Math.abs(indexPoints), 0),
          9,
        );
        expect(dyad.newEvents).toBe(news.filter(({ kind }) => kind === 'new').length);
        for (const { id, indexPoints } of dyad.events)
          expect(news.find(({ eventId }) => eventId === id)!.indexPoints).toBeCloseTo(indexPoints!, 9);
      }
  });

  test.each(PAST)('%s tells each dyad once, what is new first, and counts all that rose or fell', async (date) => {
    const { periods } = await brief(`?date=${date}`);
    const ids = periods.flatMap(({ dyads, flags }) => [...dyads, ...flags].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const board = await server.json<Board>('/api/v1/dyads');
    for (const { from, to, dyads, moved } of periods) {
      const points = dyads.map(({ newsPoints }) => newsPoints);
      expect(points).toEqual(points.toSorted((a, b) => b - a));
      let clear = 0;
      for (const { id } of board.dyads) {
        const { sentence } = await server.json<Move>(`/api/v1/dyads/${id}/move?from=${from}&to=${to}`);
        if (/ (rose|fell) /.test(sentence)) clear++;
      }
      expect(moved).toBe(clear);
    }
  });

  test.each(PAST)(
    '%s does not contradict its flags: one that turned is told with the change that turned it',
    async (date) => {
      const { periods, flagRule } = await brief(`?date=${date}`);
      for (const { dyads, flags } of periods)
        for (const { id, flag, flagBefore, change30, change30Before } of [...dyads, ...flags]) {
          const { points } = await server.json<Series>(
            `/api/v1/dyads/${id}/series?from=${toIsoDate(epochDay(date) - 30)}&to=${date}`,
          );
          if (points[0]!.index !== null) expect(change30).toBeCloseTo(points.at(-1)!.index! - points[0]!.index, 9);
          if (flag === 'deteriorated') expect(change30).toBeGreaterThanOrEqual(flagRule.clearAt);
          if (flag === 'improved') expect(change30).toBeLessThanOrEqual(-flagRule.clearAt);
          if (flag !== flagBefore && flag !== 'sparse' && flagBefore !== 'sparse')
            expect(change30Before).not.toBe(change30);
        }
      for (const { flags } of periods)
        for (const { sentence } of flags) expect(sentence).toMatch(/ between \d+ \w+ (\d{4} )?and /);
    },
  );

  test('has the gravest acts of dyads that it does not tell, each once', async () => {
    const { periods } = await brief('?date=2024-04-05');
    const dyads = new Set(told({ periods } as Morning).map(({ id }) => id));
    const events = periods.flatMap((period) => period.events);
    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const { dyad, typeLabel, indexPoints } of events) {
      expect(typeLabel).not.toBe('');
      expect(indexPoints).toBeNull();
      expect(server.reference.dyads.has(dyad)).toBe(true);
    }
    expect(events.some(({ dyad }) => dyads.has(dyad))).toBe(false);
  });

  test('speaks Korean, but for the summaries as they are coded', async () => {
    const english = await brief('?date=2024-04-05');
    const korean = await brief('?date=2024-04-05&lang=ko');
    expect(korean.lang).toBe('ko');
    const dyad = told(korean).find(({ id }) => id === 'KOR-RUS')!;
    expect(dyad.name).toBe('한국 – 러시아');
    expect(dyad.sentence).toMatch(/^한국.러시아 긴장도.*2024년 4월 3일.*1\.1포인트 상승/);
    expect(dyad.events[0]!.typeLabel).toBe('초치');
    expect(told(korean).map(({ change }) => change)).toEqual(told(english).map(({ change }) => change));
  });

  test('of an earlier moment is scored from what was known then', async () => {
    const known = await brief(`?date=2024-04-05&asOf=${TODAY}`);
    const published = await brief('?date=2024-04-05');
    // Both are the same sums in another order.
    const to8 = (_key: string, value: unknown): unknown =>
      typeof value === 'number' ? Number(value.toFixed(8)) : value;
    expect(JSON.stringify(known.periods, to8)).toBe(JSON.stringify(published.periods, to8));
  });

  test('begins on the eve of the day of the last brief, where that is given', async () => {
    const { periods } = await brief('?date=2024-04-05&since=2024-04-01T22:00:00Z&tz=Asia/Seoul');
    expect(periods[0]).toMatchObject({ period: 'since', from: '2024-04-01', to: '2024-04-05' });
  });
});

describe('the morning brief of today', () => {
  test('of a day without news says so, and how many pairs nobody has looked at', async () => {
    const { date, since, timeZone, dyads, lastEvent, quiet, uncovered, periods } = await brief();
    const board = await server.json<Board>('/api/v1/dyads');
    expect({ date, since, timeZone }).toEqual({ date: TODAY, since: '2026-11-22T12:00:00.000Z', timeZone: 'UTC' });
    expect(dyads).toBe(board.dyads.length);
    expect(lastEvent).toBe(
      board.dyads
        .map((dyad) => dyad.lastEvent)
        .sort()
        .at(-1),
    );
    expect(quiet).toBe(board.dyads.filter((dyad) => dyad.lastEvent <= '2026-10-24').length);
    expect(uncovered).toBe(board.dyads.filter(({ lookedThrough }) => lookedThrough! <= '2026-10-24').length);
    expect(periods.map(({ period, from, to }) => [period, from, to])).toEqual([
      ['since', '2026-11-22', TODAY],
      ['week', '2026-11-16', TODAY],
      ['month', '2026-10-24', TODAY],
    ]);
    expect(periods[0]!.dyads, 'the shipped events were recorded today, but are no news').toEqual([]);
  });

  test('heads a dyad as its card in the pack does, with numbers that the picture has', async () => {
    const heads: string[] = [];
    for (const query of ['?since=2026-01-01', '?date=2026-06-27&since=2026-01-01', '?date=2024-04-05']) {
      const answer = await brief(query);
      const sentences = answer.periods.flatMap(({ dyads, flags }) =>
        [...dyads, ...flags].map(({ sentence }) => sentence),
      );
      for (const [i, card] of morningCards(answer).entries()) {
        const pinned = await server.post('/api/v1/views', JSON.stringify({ ...card, direction: 'both' }), {
          'Content-Type': 'application/json',
        });
        const { code } = (await pinned.json()) as PinnedView;
        const { title } = await server.json<{ title: string }>(`/api/v1/views/${code}/card`);
        const head = headOf(title);
        expect(head).toBe(headOf(sentences[i]!));
        heads.push(head);
        const { from, to } = await server.json<Move>(`/api/v1/dyads/${card.dyad}/move?from=${card.from}&to=${card.to}`);
        const drawn = [plain(from.index), plain(to.index), plain(Math.abs(printedChange(from.index, to.index)))];
        for (const number of head.match(/\d+\.\d/g) ?? []) expect(drawn, head).toContain(number);
      }
    }
    for (const kind of [/ rose /, / moved from /]) expect(heads.join('\n')).toMatch(kind);
    const sentences = told(await brief('?since=2026-01-01')).map(({ sentence }) => sentence);
    expect(sentences.some((sentence) => sentence.includes('mostly by fading'))).toBe(true);
    expect(sentences.some((sentence) => sentence.includes('within its uncertainty'))).toBe(true);
  });

  test('has the acts that a run has just published', async () => {
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
    expect(lastEvent).toBe(TODAY);
    expect(periods[0]!.newEvents).toBe(3);
    expect(periods[0]!.dyads).toHaveLength(1);
    const [dyad] = periods[0]!.dyads;
    expect(dyad).toMatchObject({ id: 'CHN-JPN', newEvents: 3, lastEvent: TODAY, moreEvents: 0 });
    expect(dyad!.events.map(({ news }) => news)).toEqual(['new', 'new', 'new']);
    expect(dyad!.change).toBeGreaterThan(5);
    expect(periods.slice(1).flatMap(({ dyads, events }) => [...dyads, ...events])).toEqual([]);
  });

  test('has an act of August that was recorded since, with its effect on what the reader saw', async () => {
    server.setNow('2026-11-25T06:00:00Z');
    const since = '?since=2026-11-24T06:00:00Z';
    const seen = (
      await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2026-11-24&to=2026-11-24&asOf=2026-11-24')
    ).points[0]!.index!;
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({
          id: 'kor-rus-late',
          dyad: 'KOR-RUS',
          date: '2026-08-15',
          actor: 'RUS',
          target: 'KOR',
          type: 'expulsion',
          severity: 4,
        }),
      ].join('\n'),
    );
    const [dyad, ...others] = (await brief(since)).periods[0]!.dyads;
    expect(others).toEqual([]);
    expect(dyad).toMatchObject({ id: 'KOR-RUS', isBeforeAsKnown: true, newEvents: 0 });
    expect(dyad!.before).toBeCloseTo(seen, 9);
    const act = dyad!.events[0]!;
    expect(act).toMatchObject({ id: 'kor-rus-late', date: '2026-08-15', news: 'recorded' });
    expect(act.indexPoints).toBeGreaterThan(1);
    const now = await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2026-11-25&to=2026-11-25');
    expect(dyad!.change).toBeCloseTo(now.points[0]!.index! - seen, 9);
    expect(dyad!.sentence).toMatch(/rose .* points between .*, from \d+\.\d as it was known then to \d+\.\d/);
  });

  test('has a severity that was coded otherwise since, from what to what; and a retraction with its reason', async () => {
    server.setNow('2026-11-26T06:00:00Z');
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({
          id: 'kor-rus-late',
          dyad: 'KOR-RUS',
          date: '2026-08-15',
          actor: 'RUS',
          target: 'KOR',
          type: 'expulsion',
          severity: 2,
        }),
      ].join('\n'),
    );
    await server.ledger.retract('chn-jpn-morning-0', 'Tokyo denies it.', 'tester');
    await (
      await server.rollup.start('request')
    ).done;
    const { dyads } = (await brief('?since=2026-11-25T07:00:00Z')).periods[0]!;
    const events = dyads.flatMap((dyad) => dyad.events);
    const recoded = events.find(({ id }) => id === 'kor-rus-late')!;
    expect(recoded).toMatchObject({ news: 'recoded', changed: [{ field: 'severity', from: '4', to: '2' }] });
    expect(recoded.indexPoints).toBeLessThan(0);
    const retracted = events.find(({ id }) => id === 'chn-jpn-morning-0')!;
    expect(retracted).toMatchObject({ news: 'retracted', reason: 'Tokyo denies it.', date: TODAY });
    expect(retracted.indexPoints).toBeLessThan(0);
    expect(
      events.map(({ id }) => id).sort(),
      'acts that only count otherwise, because another is gone, are not told as touched',
    ).toEqual(['chn-jpn-morning-0', 'kor-rus-late']);
  });

  test('has the day of the reader’s time zone: an act of this morning in Seoul is of today', async () => {
    server.setNow('2026-11-26T21:14:00Z');
    await server.importAndRollUp(
      [
        CSV_HEADER,
        eventRow({ id: 'kor-prk-seoul', dyad: 'KOR-PRK', date: '2026-11-27', actor: 'PRK', target: 'KOR' }),
      ].join('\n'),
    );
    const since = '&since=2026-11-26T10:00:00Z';
    expect((await brief('?tz=Asia/Seoul')).date).toBe('2026-11-27');
    const [dyad] = (await brief(`?tz=Asia/Seoul${since}`)).periods[0]!.dyads;
    expect(dyad).toMatchObject({ id: 'KOR-PRK' });
    expect(dyad!.events[0]).toMatchObject({ id: 'kor-prk-seoul', news: 'new' });
    expect((await brief('?tz=America/New_York')).date).toBe('2026-11-26');
    expect(told(await brief(`?tz=America/New_York${since}`)).map(({ id }) => id)).not.toContain('KOR-PRK');
  });
});

test('a plain date is the beginning of that day in the reader’s zone, also of today', async () => {
  const of = async (query: string) => {
    const { since, periods } = await brief(query);
    return [since, periods[0]!.from];
  };
  const today = (await brief()).date;
  const eve = toIsoDate(epochDay(today) - 1);
  expect(await of(`?since=${today}`)).toEqual([`${today}T00:00:00.000Z`, eve]);
  expect(await of(`?tz=America/New_York&since=${eve}`)).toEqual([
    `${eve}T05:00:00.000Z`,
    toIsoDate(epochDay(today) - 2),
  ]);
  const past = await brief('?date=2024-04-05&since=2024-04-05&tz=Asia/Seoul');
  expect(past.periods[0]).toMatchObject({ from: '2024-04-04', to: '2024-04-05' });
});

test('refuses what has no answer: a day that has not come, a zone or model that is not there, a moment to come', async () => {
  const tomorrow = toIsoDate(epochDay(TODAY) + 9);
  const response = await server.get(`/api/v1/morning?date=${tomorrow}`);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { detail: string }).detail).toMatch(/lies after 2026-11-2\d/);
  expect((await server.get('/api/v1/morning?model=none')).status).toBe(404);
  for (const query of ['lang=fr', 'tz=Mars/Olympus', 'since=2027-01-01', 'since=2024-01-01', 'since=yesterday'])
    expect((await server.get(`/api/v1/morning?${query}`)).status, query).toBe(400);
});
