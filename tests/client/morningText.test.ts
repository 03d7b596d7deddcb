import { describe, expect, it } from 'vitest';
import { morningText } from '../../client/charts/morningText.ts';
import type { Morning, MorningDyad, MorningEvent, MorningPeriod } from '../../models/contract/morning.ts';
import { type Language, WORDS } from '../../client/words/words.ts';

const act = (fields: Partial<MorningEvent>): MorningEvent => ({
  id: 'a',
  dyad: 'KOR-RUS',
  name: 'South Korea – Russia',
  date: '2026-08-15',
  datePrecision: 'day',
  actor: 'RUS',
  target: 'KOR',
  type: 'expulsion',
  typeLabel: 'Expulsion',
  category: 'diplomatic_protest',
  summary: 'Moscow expels an envoy.',
  sourceName: 'AP',
  sourceUrl: 'https://example.org/a',
  verified: true,
  news: 'new',
  changed: [],
  reason: '',
  indexPoints: 3.7,
  ...fields,
});
const dyad = (fields: Partial<MorningDyad>): MorningDyad => ({
  id: 'KOR-RUS',
  name: 'South Korea – Russia',
  index: 66.9,
  low: 60,
  high: 73,
  from: '2026-11-26',
  before: 60.7,
  isBeforeAsKnown: true,
  change: 6.2,
  newsPoints: 6.2,
  sentence: 'South Korea – Russia tension rose 6.2 points.',
  flag: 'unchanged',
  flagBefore: 'unchanged',
  change30: 2.1,
  change30Before: 1.9,
  sparse: false,
  provisional: false,
  lookedThrough: '2026-11-27',
  newEvents: 0,
  lastEvent: '2026-08-15',
  events: [act({})],
  moreEvents: 0,
  ...fields,
});
const brief = (dyads: MorningDyad[], fields: Partial<Morning> = {}): Morning => ({
  date: '2026-11-27',
  asOf: null,
  model: { name: 'baseline', version: 2, hash: '514dfb67' },
  lang: 'en',
  timeZone: 'Asia/Seoul',
  since: '2026-11-25T21:00:00.000Z',
  list: null,
  flagRule: { windowDays: 30, raiseAt: 5, clearAt: 3 },
  dyads: 14,
  lastEvent: '2026-11-26',
  quiet: 12,
  uncovered: 12,
  sparse: 0,
  periods: [
    {
      period: 'since',
      from: '2026-11-26',
      to: '2026-11-27',
      moved: 1,
      newEvents: 0,
      more: 0,
      dyads,
      flags: [],
      events: [],
    },
    {
      period: 'week',
      from: '2026-11-20',
      to: '2026-11-27',
      moved: 1,
      newEvents: 0,
      more: 0,
      dyads: [],
      flags: [],
      events: [],
    },
  ],
  ...fields,
});
const textOf = (of: Morning, language: Language = 'en'): string =>
  morningText(of, { words: WORDS[language], date: (date) => date, moment: (moment) => `[${moment}]` });

describe('the morning brief as text', () => {
  it('names the moment since which it tells, each act with its effect and its source', () => {
    const text = textOf(brief([dyad({})]));
    expect(text).toContain('New since [2026-11-25T21:00:00.000Z]\nThere is news of 1 pair.');
    expect(text).toContain('- +6.2 South Korea – Russia tension rose 6.2 points.\n');
    expect(text).toContain('+3.7 Expulsion, 2026-08-15: Moscow expels an envoy. (AP, https://example.org/a)');
    expect(text).toContain('The last 7 days (2026-11-21 to 2026-11-27)\n1 pair rose or fell, told above.');
  });

  it('counts the acts by their days, and says which others it lists', () => {
    const since = (fields: Partial<MorningPeriod>, events: MorningEvent[]): string => {
      const whole = brief([dyad({ events })]);
      return textOf({ ...whole, periods: whole.periods.map((one, i) => (i === 0 ? { ...one, ...fields } : one)) });
    };
    const earlier = 'Acts of earlier days that were recorded, changed or taken out since are marked.';
    const both = since({ newEvents: 1 }, [act({ date: '2026-11-27' }), act({ news: 'recorded' })]);
    expect(both).toContain(`There is news of 1 pair. 1 act is dated 2026-11-27 or later. ${earlier}\n`);
    expect(since({ newEvents: 2 }, [act({})])).toContain('2 acts are dated 2026-11-27 or later.\n');
    expect(textOf(brief([], { dyads: 1, quiet: 0 }))).toContain('The pair has a coded act in these 30 days.');
    expect(textOf(brief([], { dyads: 1, quiet: 1 }))).toContain('The pair has no coded act in these 30 days.');
  });

  it.each<[Partial<MorningEvent>, string]>([
    [{ verified: false }, '(unverified, AP, https://example.org/a)'],
    [{ news: 'recorded' }, '(recorded since, AP, https://example.org/a)'],
    [
      { news: 'recoded', changed: [{ field: 'severity', from: '3', to: '5' }], verified: false },
      '(coded otherwise since; severity 3 → 5, unverified, AP, https://example.org/a)',
    ],
    [
      { news: 'retracted', reason: 'The ministry denies it.', sourceUrl: '' },
      '(taken out since; The ministry denies it., AP)',
    ],
    [{ news: 'undone', sourceName: '', sourceUrl: '' }, '(undone since)'],
  ])('keeps what is marked on the page: %j', (fields, marks) => {
    expect(textOf(brief([dyad({ events: [act(fields)] })]))).toContain(`Moscow expels an envoy. ${marks}`);
  });

  it('explains a flag that turned, also one that is below its threshold again', () => {
    const turned = { flagBefore: 'unchanged', flag: 'deteriorated', change30Before: 3 } as const;
    expect(textOf(brief([dyad({ ...turned, change30: 6.2 })]))).toContain(
      'Flag: unchanged → deteriorated. The change over 30 days went from +3.0 to +6.2; the flag is raised at 5 points and cleared below 3.',
    );
    expect(textOf(brief([dyad({ ...turned, change30: 4.5 })]))).toContain(
      'went from +3.0 to +4.5, having passed 5 in between;',
    );
    expect(textOf(brief([dyad({})]))).toContain('\n  unchanged, +2.1 over 30 days\n');
  });

  it('says until when somebody looked where that is not today, and is silent where it is', () => {
    expect(textOf(brief([dyad({ lookedThrough: '2026-11-20' })]))).toContain('[looked at through 2026-11-20]');
    expect(textOf(brief([dyad({ lookedThrough: null })]))).toContain('[nobody has said that they looked]');
    expect(textOf(brief([dyad({})]))).not.toMatch(/looked at through|missing data, not calm.*KOR/);
  });

  it('has no change where there was no value, and says no word of noise or of a future day', () => {
    const text = textOf(brief([dyad({ before: null, change: null, sentence: 'It stood at 66.9.' })]));
    expect(text).toContain('- South Korea – Russia: It stood at 66.9.');
    for (const language of ['en', 'ko'] as const)
      expect(textOf(brief([dyad({})]), language)).not.toMatch(/noise|In a day|In a week|잡음|하루 동안/);
  });

  it('begins with its day, its model and its moment', () => {
    expect(
      textOf(brief([], { asOf: '2026-11-27T12:00:00.000Z' }))
        .split('\n')
        .slice(0, 2),
    ).toEqual(['Morning brief of 2026-11-27', 'Model baseline v2 (514dfb67). Data as known on 2026-11-27 12:00 UTC.']);
  });

  it('gives a day that is not known as its month', () => {
    const vague = brief([dyad({ events: [act({ datePrecision: 'month' })] })]);
    const date = (text: string, precision?: 'day' | 'month') => (precision === 'month' ? text.slice(0, 7) : text);
    const text = morningText(vague, { words: WORDS.en, date, moment: (moment) => moment });
    expect(text).toContain('+3.7 Expulsion, 2026-08: Moscow');
  });

  it('ends with what it cannot say: how many pairs have no act, and of how many nobody looked', () => {
    expect(textOf(brief([])).split('\n').slice(-3)).toEqual([
      '12 of 14 pairs have no coded act in these 30 days.',
      'Nobody has said that they looked in that time: missing data, not calm.',
      'The last coded act of all is of 2026-11-26.',
    ]);
    expect(textOf(brief([], { uncovered: 3 }))).toContain('Of 3 of them nobody has said that they looked');
    expect(
      textOf(brief([], { lastEvent: null }))
        .split('\n')
        .at(-1),
    ).toBe('Nothing was coded up to this day.');
  });

  it('of a day in the past names its days', () => {
    expect(textOf(brief([], { since: null }))).toContain('New from 2026-11-27 to 2026-11-27\nThere is nothing new.');
  });
});
