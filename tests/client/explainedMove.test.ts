import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dailySeries, type DailySeries } from '../../client/charts/dailySeries.ts';
import { largestDifference } from '../../client/charts/overlay.ts';
import { type Scored, scoreEvents } from '../../client/state/dyadData.ts';
import { moveAnswer, moveUrl, sentenceOf } from '../../client/state/explainedMove.ts';
import { whatIfWords } from '../../client/charts/whatIfWords.ts';
import { en } from '../../client/words/en/index.ts';
import { changed, gradedEvent, scoreWhatIf, toggledEvent, whatIfOf } from '../../client/state/whatIf.ts';
import { partsOfAnswer } from '../../models/moveFinding.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { baseline3, codebook } from '../models/shipped.ts';

let server: TestServer;
let series: DailySeries;
let scored: Scored;
beforeAll(async () => {
  server = await startTestServer();
  series = dailySeries(await server.json<Series>('/api/v1/dyads/KOR-RUS/series'))!;
  const { events } = await server.json<EventPage>('/api/v1/dyads/KOR-RUS/events?limit=1000');
  scored = scoreEvents(series, events, codebook, baseline3);
});
afterAll(() => server.close());

describe('the move that the page explains itself', () => {
  it.each([
    ['2024-03-01', '2024-04-05'],
    ['2022-02-01', '2022-12-31'],
    ['1995-01-01', '2020-06-30'],
  ])('from %s to %s is what the API answers, sentence included', async (from, to) => {
    const question = {
      dyad: 'KOR-RUS',
      model: undefined,
      asOf: undefined,
      direction: 'both' as const,
      from: epochDay(from),
      to: epochDay(to),
      asOfTo: undefined,
      modelTo: undefined,
    };
    const served = await server.json<Move>(moveUrl(question));
    const own = moveAnswer(series, scored, question.from, question.to);
    expect(own.sentence).toBe(served.sentence);
    expect(own.events.map(({ eventId, kind }) => [kind, eventId])).toEqual(
      served.events.map(({ eventId, kind }) => [kind, eventId]),
    );
    own.events.forEach((event, i) =>
      expect(event).toEqual({
        ...served.events[i]!,
        tensionPoints: expect.closeTo(served.events[i]!.tensionPoints, 9),
        indexPoints: expect.closeTo(served.events[i]!.indexPoints, 9),
      }),
    );
    own.groups.forEach((group, i) =>
      expect(group).toEqual({ ...served.groups[i]!, indexPoints: expect.closeTo(served.groups[i]!.indexPoints, 9) }),
    );
    expect({ ...own, events: [], groups: [], residual: 0 }).toEqual({
      ...served,
      events: [],
      groups: [],
      residual: 0,
      change: expect.closeTo(served.change, 9),
      band: { low: expect.closeTo(served.band.low, 9), high: expect.closeTo(served.band.high, 9) },
      actors: served.actors.map((sum) => ({ ...sum, indexPoints: expect.closeTo(sum.indexPoints, 9) })),
      highest: served.highest && { ...served.highest, index: expect.closeTo(served.highest.index, 9) },
      lowest: served.lowest && { ...served.lowest, index: expect.closeTo(served.lowest.index, 9) },
      from: {
        ...served.from,
        index: expect.closeTo(served.from.index, 9),
        tension: expect.closeTo(served.from.tension, 9),
      },
      to: { ...served.to, index: expect.closeTo(served.to.index, 9), tension: expect.closeTo(served.to.tension, 9) },
    });
    expect(Math.abs(own.residual)).toBeLessThan(1e-9);
    // What the server explained can be told again here, in any words.
    expect(sentenceOf(partsOfAnswer(served), series, scored)).toBe(served.sentence);
  });
});

describe('a what-if that the page scores itself', () => {
  const SANCTION = 'kor-rus-2024-04-02-sanction';

  it.each(['indirect', 'unverified', `event:${SANCTION}`, `severity:${SANCTION}:5,indirect`])(
    '%s is the series that the API answers, to 1e-9',
    async (text) => {
      const served = await server.json<Series>(`/api/v1/dyads/KOR-RUS/series?whatIf=${encodeURIComponent(text)}`);
      const { overlay } = scoreWhatIf(series, scored, text)!;
      const worst = served.points.reduce(
        (most, { date, index }) =>
          Math.max(most, Math.abs(index! - overlay.values[epochDay(date) - overlay.firstDay]!)),
        0,
      );
      expect(worst).toBeLessThan(1e-9);
    },
  );

  it('says in words what it leaves out, and where that matters most', () => {
    const found = scoreWhatIf(series, scored, `event:${SANCTION}`)!;
    expect(found.words).toBe('without the sanction of 2 Apr 2024');
    expect(found.leftOut).toBe(1);
    const largest = largestDifference(series, found.overlay, epochDay('2024-01-01'), epochDay('2024-12-31'))!;
    expect(largest.other).toBeLessThan(largest.index);
    for (let day = epochDay('2024-01-01'); day <= epochDay('2024-12-31'); day++) {
      const difference = series.index[day - series.firstDay]! - found.overlay.values[day - found.overlay.firstDay]!;
      expect(difference, toIsoDate(day)).toBeLessThanOrEqual(largest.index - largest.other + 1e-12);
    }
    expect(largestDifference(series, found.overlay, epochDay('2023-01-01'), epochDay('2024-04-01'))).toBeUndefined();
  });

  it('is nothing where nothing is asked, and passes over events that are not there', () => {
    expect(scoreWhatIf(series, scored, undefined)).toBeUndefined();
    expect(scoreWhatIf(series, scored, 'event:none')!.unknown).toEqual(['none']);
  });

  it('turns on and off in the address', () => {
    expect(toggledEvent(whatIfOf(undefined), 'a')).toBe('event:a');
    expect(toggledEvent(whatIfOf('indirect,event:a'), 'a')).toBe('indirect');
    expect(toggledEvent(whatIfOf('severity:a:5'), 'a'), 'an event is left out or graded, not both').toBe('event:a');
    expect(gradedEvent(whatIfOf('event:a'), 'a', 2)).toBe('severity:a:2');
    expect(gradedEvent(whatIfOf('severity:a:2'), 'a', 'as coded')).toBeUndefined();
    expect(changed(whatIfOf('indirect'), { withoutIndirect: false })).toBeUndefined();
  });

  it('in words', () => {
    const names = { type: () => 'militant attacks', event: (event: string) => `the act ${event}` };
    expect(whatIfWords(whatIfOf('indirect'), names, en)).toBe('without indirect acts');
    expect(whatIfWords(whatIfOf('sources:2'), names, en)).toBe('without reports of one source');
    expect(whatIfWords(whatIfOf('sources:3'), names, en)).toBe('without reports of fewer than 3 sources');
    expect(whatIfWords(whatIfOf('severity:b:5,type:militant_attack,unverified,indirect,event:a'), names, en)).toBe(
      'without indirect acts, unverified rows, militant attacks and the act a, with severity 5 for the act b',
    );
    expect(whatIfWords(whatIfOf(undefined), names, en)).toBe('');
  });

  it('speaks of types in the plural', () => {
    expect(
      [
        'Militant attack',
        'Summons',
        'Visit',
        'Talks',
        'Nuclear test',
        'Closure or suspension',
        'Aid',
        'Trade opening',
      ].map(en.whatIf.plural),
    ).toEqual([
      'militant attacks',
      'summons',
      'visits',
      'talks',
      'nuclear tests',
      'closure or suspensions',
      'aids',
      'trade openings',
    ]);
  });
});
