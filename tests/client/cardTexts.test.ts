/** What a card says beside its title: of shipped events. */
import { describe, expect, it } from 'vitest';
import { weightiest } from '../../client/charts/card/cardEvents.ts';
import { cardFacts } from '../../client/charts/card/cardFacts.ts';
import { cardTexts } from '../../client/charts/card/cardTexts.ts';
import { rivalsOf } from '../../client/charts/card/title.ts';
import { PRESETS, type Preset } from '../../client/charts/card/presentation.ts';
import { longDate } from '../../client/charts/format.ts';
import { numberedEvents } from '../../client/charts/steps.ts';
import { epochDay } from '../../models/calendar.ts';
import type { Move } from '../../models/contract/move.ts';
import { recordCard } from '../figures/recordedCard.ts';
import { baseline2, eventRows } from '../models/shipped.ts';
import { compareView, dyadView, moveView, shippedCard, type Changes } from '../figures/shippedCard.ts';

const SPRING = dyadView('KOR-RUS', '2024-03-01', '2024-04-05');
const texts = (view: Parameters<typeof shippedCard>[0] = SPRING, changes: Changes = {}) =>
  cardTexts(shippedCard(view, changes));
const kinds = (view: Parameters<typeof shippedCard>[0], changes: Changes = {}) =>
  texts(view, changes).badges.map(({ kind }) => kind);

describe('the sentence of a card', () => {
  it.each([
    ['KOR-RUS', '2024-03-01', '2024-04-05'],
    ['CHN-USA', '2022-01-01', '2023-12-31'],
    ['AUS-CHN', '2022-06-01', '2024-06-30'],
    ['KOR-RUS', '2023-03-01', '2023-03-31'],
    ['JPN-KOR', '2023-03-01', '2023-05-31'],
  ] as const)('is in English the one of the model, but for how the pair is written: %s %s', (dyad, from, to) => {
    const input = shippedCard(dyadView(dyad, from, to));
    const { move } = input as { move: Move } & typeof input;
    const [a, b] = dyad.split('-') as [string, string];
    expect(cardTexts(input).sentence).toBe(
      move.sentence.replace(`${dyad} tension`, `${input.names[a]!.en}–${input.names[b]!.en} tension`),
    );
  });

  it('says the same in Korean', () => {
    expect(texts(SPRING, { presentation: { lang: 'ko' } }).sentence).toMatch(
      /^한국–러시아 긴장도는 2024년 3월 1일~4월 5일 직전일 71\.0에서 80\.1로 9\.1포인트 상승했다\. 단일 요인으로 설명되지 않는다\.$/,
    );
    expect(texts(dyadView('KOR-PRK', '2020-06-17', '2020-06-17'), { presentation: { lang: 'ko' } }).sentence).toBe(
      '한국–북한 긴장도는 2020년 6월 17일 직전일과 같은 57.3으로 큰 변화가 없었다.',
    );
  });
});

describe('the texts of a card', () => {
  it('say under the title what is measured, by which model, and what was known', () => {
    expect(texts().subtitle).toBe(
      'Tension index, 0 to 100 · acts of both sides · daily · 1 Mar to 5 Apr 2024 · model baseline v2 (3f9a1c2b) · as known on 31 Aug 2026, 12:00 UTC',
    );
    expect(texts(SPRING, { presentation: { lang: 'ko' } }).subtitle).toBe(
      '긴장도 지수(0~100) · 양측 행위 · 일별 · 2024년 3월 1일~4월 5일 · 모형 baseline v2(3f9a1c2b) · 2026년 8월 31일 12:00 UTC 시점 기준',
    );
  });

  it('number the events that moved it most, with their sources', () => {
    const { events, sources } = texts();
    expect(events.map(({ number, type, date, points }) => `${number} ${type} ${date} ${points}`)).toEqual([
      '1 Veto 28 Mar 2024 +2.7',
      '2 Sanction 2 Apr 2024 +2.2',
      '3 Seizure or detention 11 Mar 2024 +2.0',
      '4 Sanction 28 Mar 2024 +2.0',
      '5 Summons 5 Apr 2024 +1.2',
    ]);
    expect(sources.map(({ url }) => url)).toEqual(events.map(({ sourceUrl }) => sourceUrl));
    expect(sources.every(({ url }) => url.startsWith('http'))).toBe(true);
  });

  it('count events and name sources below, and how the picture is read: only what it has', () => {
    const { footer } = texts();
    expect(footer.map(({ kind }) => kind)).toEqual(['basis', 'reading']);
    expect(footer[0]!.text).toMatch(/^7 events in this window\. Sources: .+; .+; .+; 4 more\.$/);
    expect(footer[1]!.text).toBe('Shaded: 50% and 90% bands of uncertainty.');
    expect(texts(dyadView('CHN-LTU', '2021-01-01', '2024-12-31')).footer[1]!.text).toBe(
      'Shaded: 50% and 90% bands of uncertainty. Dotted: not covered, which is missing data, not calm. Hollow: unverified.',
    );
    expect(texts(dyadView('CHN-USA', '2018-01-01', '2023-12-31')).footer[1]!.text).toBe(
      'Shaded: 50% and 90% bands of uncertainty.',
    );
    expect(texts(compareView(['KOR-RUS', 'CHN-USA', 'JPN-KOR'], '2024-01-01', '2024-03-31')).footer[1]!.text).toMatch(
      /^Shaded: 90% band of uncertainty\. (?!.*Pale)/,
    );
  });

  it('name the events with the largest steps, the same first ones whatever there is room for', () => {
    const { numbered } = cardFacts(shippedCard(dyadView('RUS-USA', '2022-01-01', '2022-12-31')));
    const bySize = numbered.toSorted((p, q) => Math.abs(q.points) - Math.abs(p.points));
    expect(numbered.map(({ id }) => id)).toEqual(bySize.map(({ id }) => id));
    expect(numbered.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(
      weightiest(numbered, 3)
        .map(({ summary }) => summary)
        .join(' '),
    ).toMatch(/invade|invasion/i);
  });

  it('name the days from the first act of any line of a comparison to its last day, as its axis has them', () => {
    const dyads = ['IRN-USA', 'CHN-LTU', 'AUS-CHN'];
    const { card } = recordCard(shippedCard(compareView(dyads, '1990-01-01', '2026-06-01')));
    const first = dyads.map((dyad) => eventRows.get(dyad)![0]!['date']!).sort()[0]!;
    expect(card.texts.subtitle).toContain(`${longDate(epochDay(first))} to 1 Jun 2026`);
    expect(card.shown.kind === 'compare' && card.shown.figure.x.min).toBe(epochDay(first) - 0.5);
  });

  it('rank no lines of a comparison whose bands overlap', () => {
    const of = (...bands: readonly (readonly [low: number, high: number])[]) => [
      ...rivalsOf(bands.map(([low, high]) => ({ last: { index: (low + high) / 2, low, high } }))),
    ];
    expect(of([80, 90], [70, 79], [60, 70])).toEqual([]);
    expect(of([80, 90], [70, 81], [60, 75])).toEqual([1]);
    expect(of([70, 90], [70, 78], [60, 76])).toEqual([1, 2]);
  });

  it('number the acts alike in every preset and size of text, as the page does', () => {
    const view = dyadView('KOR-RUS', '2024-01-01', '2024-06-30');
    const { numbered, lines } = cardFacts(shippedCard(view));
    const [{ days, steps, from, to, records }] = lines;
    expect(numbered.map(({ id }) => id)).toEqual(numberedEvents(days, steps, from, to).map((at) => records[at]!.id));
    for (const preset of PRESETS)
      for (const text of [100, 150]) {
        const { events } = recordCard(shippedCard(view, { presentation: { preset, text } })).card.texts;
        expect(events.map(({ id, number }) => `${number} ${id}`)).toEqual(
          numbered.slice(0, events.length).map(({ id, number }) => `${number} ${id}`),
        );
      }
  });

  it('of a picture speak of what it has room for', () => {
    const noted: Changes = {
      notes: [
        {
          from: '2024-03-18',
          to: '2024-03-18',
          dyad: 'KOR-RUS',
          text: 'An envoy arrives',
          textKo: null,
          source: 'Ministry',
          by: null,
        },
      ],
    };
    const alt = (preset: Preset): string =>
      recordCard(shippedCard(SPRING, { ...noted, presentation: { preset } })).card.texts.alt;
    expect(alt('four-three')).toMatch(/over bars of what it is made of\..*An envoy arrives/);
    expect(alt('link')).not.toContain('bars');
    expect(texts().alt).not.toContain('bars');
    // A line only fades after the last day that anybody looked: no extreme of it.
    const faded = texts(dyadView('KOR-RUS', '2024-03-01', '2024-12-31'), { lastEvent: '2024-06-19' });
    expect(faded.alt).toMatch(
      /Of the days that somebody looked at, its highest .* its lowest [\d.]+ on \d+ (Mar|Apr|May|Jun) 2024/,
    );
    expect(texts().alt).toMatch(/\. Its highest value is/);
  });

  it('say of a second line that a machine coded it, and of what', () => {
    const feeds = { ...baseline2, name: 'gdelt', feeds: ['gdelt'] };
    const beside = { ...SPRING, overlay: 'gdelt@a1b2c3d4' };
    const { title, footer } = texts(beside, { second: feeds });
    expect(title).toMatch(/; beside it a line coded by machine$/);
    for (const said of [footer[0]!.text, footer[0]!.short]) expect(said).toContain('Line coded by machine: GDELT.');
    expect(texts(beside, { second: { ...baseline2, name: 'other' } }).title).not.toContain('machine');
  });

  it('rank lines that somebody looked at on the last day, and say of which nobody did', () => {
    const { sentence } = texts(compareView(['KOR-RUS', 'JPN-KOR', 'CHN-LTU'], '2022-01-01', '2026-06-01'));
    expect(sentence).toMatch(
      /^On 1 June 2026 the index stood at .+ for South Korea–Russia; nobody looked at Japan–South Korea and China–Lithuania that day\.$/,
    );
  });

  it('tell who cannot see it what it shows, in two to seven sentences', () => {
    for (const lang of ['en', 'ko'] as const)
      for (const view of [
        SPRING,
        dyadView('CHN-LTU', '2021-01-01', '2024-12-31'),
        moveView('CHN-USA', '2022-01-01', '2023-12-31'),
        compareView(['KOR-RUS', 'JPN-KOR', 'KOR-PRK'], '2022-01-01', '2024-12-31'),
      ]) {
        const sentences = texts(view, { presentation: { lang } }).alt.split(/(?<=[.])\s(?=[A-Z가-힣\d])/);
        expect(sentences.length, `${lang} ${view.kind}: ${sentences.join('|')}`).toBeGreaterThanOrEqual(2);
        expect(sentences.length, `${lang} ${view.kind}: ${sentences.join('|')}`).toBeLessThanOrEqual(7);
      }
    expect(texts().alt).toContain('On the last day its 90% band is 75 to 84. Its highest value is 80.1 on 5 Apr 2024');
  });
});

describe('a card warns', () => {
  it('of nothing where nothing is to be warned of', () => {
    expect(kinds(SPRING)).toEqual([]);
  });

  it('of everything that a reader must know, the gravest first', () => {
    expect(
      kinds(
        { ...SPRING, asOf: '2024-04-03T12:00:00.000Z', whatIf: 'indirect' },
        { standing: 'draft', provisionalDays: 2, stale: [{ feed: 'GDELT', newestDay: null }] },
      ),
    ).toEqual(['draft', 'what-if', 'as-of', 'stale', 'provisional']);
    expect(kinds(SPRING, { standing: 'superseded' })).toEqual(['superseded']);
    expect(kinds(dyadView('CHN-LTU', '2021-01-01', '2024-12-31'))).toEqual(['sparse']);
    expect(kinds(dyadView('CHN-LTU', '2019-01-01', '2019-06-30'))).toEqual(['uncovered']);
    expect(kinds(dyadView('KOR-RUS', '2024-03-01', '2024-06-30'), { lastEvent: '2024-04-05' })).toEqual(['uncovered']);
  });

  it('in words', () => {
    const said = (view: Parameters<typeof shippedCard>[0], changes: Changes = {}) =>
      texts(view, changes).badges.map(({ text }) => text);
    expect(said(dyadView('KOR-RUS', '2024-03-01', '2024-06-30'), { lastEvent: '2024-04-05' })).toEqual([
      'Nobody looked after 5 Apr 2024: missing data, not calm',
    ]);
    expect(said({ ...SPRING, whatIf: 'indirect,type:veto' })).toEqual([
      'What if: without indirect acts and vetoes – not the published index',
    ]);
    expect(said(SPRING, { provisionalDays: 2 })).toEqual([
      'Dashed from 4 Apr 2024 on: provisional, more events may still be coded',
    ]);
    expect(said(SPRING, { standing: 'draft', presentation: { lang: 'ko' } })).toEqual(['초안 모형 – 미공개']);
  });
});
