/** Lines of acts coded by machine: what is unknown is no zero, and what is inherited is no act of one's own. */
import { describe, expect, it } from 'vitest';
import type { DyadFeed } from '../../models/contract/dyadFeed.ts';
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import type { ModelSummary } from '../../models/contract/models.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Series } from '../../models/contract/series.ts';
import { dailySeries, liesInGap } from '../../client/charts/dailySeries.ts';
import { evidenceColumns, evidenceOf, feedDayOn, isContaminated } from '../../client/charts/evidence.ts';
import { dyadFigure } from '../../client/charts/figure.ts';
import { summarise } from '../../client/charts/sentences.ts';
import { staleFeeds } from '../../client/charts/stale.ts';
import { THEMES } from '../../client/charts/theme.ts';
import { waterfallRows } from '../../client/charts/waterfall.ts';
import { parseDyadView, viewQuery } from '../../client/state/dyadView.ts';
import { lastKnownDay } from '../../client/charts/lineSource.ts';
import { machineModelOf, overlayOf } from '../../client/state/machineLines.ts';
import { knownRange, nextBeside } from '../../client/state/sources.ts';
import { en } from '../../client/words/en/index.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';

const FIRST = epochDay('2026-11-01');
const MODEL = { name: 'gdelt', version: 1, hash: '2b536735' };

const FRESH: FeedFreshness = {
  feed: 'gdelt',
  name: 'GDELT',
  newestDay: '2026-11-08',
  lastTakenAt: '2026-11-08T12:00:00.000Z',
  lacking: 2,
  stale: true,
  sentence: 'GDELT is stale.',
};

const feedDay = (at: number, changes: Partial<DyadFeed['days'][number]>): DyadFeed['days'][number] => ({
  date: toIsoDate(FIRST + at),
  rows: 0,
  stories: 0,
  singleSourceStories: 0,
  sources: 0,
  mentions: 0,
  articles: 0,
  lateRows: 0,
  worldRows: 1000,
  worldQuadClasses: [500, 200, 200, 100],
  share: 0,
  filesDone: 96,
  filesLacking: 0,
  jump: false,
  siblingJumps: [],
  ...changes,
});
const UNKNOWN = {
  rows: null,
  stories: null,
  singleSourceStories: null,
  sources: null,
  mentions: null,
  articles: null,
  lateRows: null,
  worldRows: null,
  worldQuadClasses: null,
  share: null,
  filesDone: 0,
  filesLacking: 96,
};

const feed: DyadFeed = {
  dyad: 'KOR-RUS',
  name: 'South Korea – Russia',
  feed: 'gdelt',
  model: MODEL,
  asOf: null,
  from: '2026-11-01',
  to: '2026-11-06',
  freshness: FRESH,
  siblings: [{ dyad: 'PRK-RUS', name: 'North Korea – Russia' }],
  summary: {
    rows: 12,
    stories: 6,
    countedStories: 4,
    lateRows: 1,
    lateShare: 1 / 12,
    singleSourceStories: 3,
    singleSourceShare: 0.5,
    unknownDays: 3,
    partialDays: 0,
    contaminatedDays: 1,
  },
  unknown: [{ from: '2026-11-03', to: '2026-11-05' }],
  days: [
    feedDay(0, { rows: 4, share: 0.4 }),
    feedDay(1, { rows: 2, share: 0.2 }),
    feedDay(2, UNKNOWN),
    feedDay(3, UNKNOWN),
    feedDay(4, UNKNOWN),
    feedDay(5, { rows: 6, share: 0.6, jump: true, siblingJumps: ['PRK-RUS'] }),
  ],
};

/** Ten days, the third to the fifth and the last two without a file. */
const series: Series = {
  dyad: 'KOR-RUS',
  name: 'South Korea – Russia',
  model: MODEL,
  asOf: null,
  direction: 'both',
  step: 'day',
  whatIf: null,
  neutral: 50,
  scale: 100,
  coverage: {
    firstEvent: '2026-11-01',
    lastEvent: '2026-11-08',
    events: 40,
    firstDay: null,
    isDeclared: false,
    declared: [],
    coveredDays: 5000,
    codingLagDays: 1,
    sparse: [],
    uncovered: [
      { from: '2026-11-03', to: '2026-11-05' },
      { from: '2026-11-09', to: '2026-11-10' },
    ],
    note: null,
  },
  feeds: [FRESH],
  points: Array.from({ length: 10 }, (_, i) => ({
    date: toIsoDate(FIRST + i),
    index: 60 + i,
    low: 58,
    high: 75,
    tension: 40 + i,
    conflict: 50,
    cooperation: 10,
    sd: 4,
    provisional: false,
  })),
};
const daily = dailySeries(series)!;

describe('the strip of evidence', () => {
  const evidence = evidenceOf(feed);

  it('leaves days without a file unknown: they have no share, not a share of zero', () => {
    const columns = evidenceColumns(evidence, FIRST, FIRST + 5, 6);
    expect(columns.map(({ share }) => share)).toEqual([0.4, 0.2, Number.NaN, Number.NaN, Number.NaN, 0.6]);
    expect(columns.map(({ unknownDays }) => unknownDays)).toEqual([0, 0, 1, 1, 1, 0]);
  });

  it('means over what is known of a column, and keeps the mark of confused days', () => {
    const columns = evidenceColumns(evidence, FIRST, FIRST + 5, 3);
    expect(columns.map(({ share }) => share)).toEqual([(0.4 + 0.2) / 2, Number.NaN, 0.6]);
    expect(columns.map(({ unknownDays, contaminatedDays }) => [unknownDays, contaminatedDays])).toEqual([
      [0, 0],
      [2, 0],
      [1, 1],
    ]);
    expect(isContaminated(feedDayOn(evidence, FIRST + 5)!)).toBe(true);
  });

  it('takes days outside the answer for unknown', () => {
    expect(evidenceColumns(evidence, FIRST - 1, FIRST, 2).map(({ unknownDays }) => unknownDays)).toEqual([1, 0]);
  });
});

describe('a machine-coded line', () => {
  it('is interrupted by a hole between known days, and not by what has not come yet', () => {
    expect(Array.from({ length: 10 }, (_, i) => liesInGap(daily, FIRST + i))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(lastKnownDay(daily)).toBe(epochDay('2026-11-08'));
    const { feeds: _, ...byHand } = daily;
    expect(liesInGap(byHand, FIRST + 3)).toBe(false);
  });

  it('lies beside another one with a value for known days only, and ends with the last of them', () => {
    const overlay = overlayOf(daily, en.sourceKinds);
    expect(overlay).toMatchObject({ role: 'machine', label: 'gdelt: by machine' });
    expect([...overlay.values]).toEqual([
      60,
      61,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      65,
      66,
      67,
      Number.NaN,
      Number.NaN,
    ]);
    const figure = dyadFigure({
      series: daily,
      explained: undefined,
      events: [],
      view: { from: FIRST, to: FIRST + 9, step: 'day', layer: 'index' },
      theme: THEMES.light,
      width: 900,
      height: 480,
      overlays: [overlay],
    });
    expect(figure.overlays[0]!.end).toBe(67);
    expect(figure.stretches.map(({ label }) => label)).toEqual(
      Array.from({ length: 2 }, () => 'no file of GDELT is stored for these days: unknown, not calm'),
    );
  });

  it('is said to be reports that nobody has read, with the days that are unknown', () => {
    expect(summarise({ series: daily, from: FIRST, to: FIRST + 9, events: [] })[1]).toBe(
      '0 acts are coded by machine from GDELT in this window: what news reports say, read by no person. Of its 10 days, 5 are unknown, because no file is stored.',
    );
  });

  it('has no level before a year of it is known, and says so', () => {
    const young = { ...daily, coverage: { ...daily.coverage, coveredDays: 31 } };
    const said = (series: typeof daily): string =>
      summarise({ series, from: FIRST, to: FIRST + 9, events: [] }).join(' ');
    expect(said(young)).toContain('31 days: no level yet.');
    expect(said({ ...young, coverage: { ...young.coverage, coveredDays: 365 } })).not.toContain('no level');
  });

  it('is stale with its feed, which is named once', () => {
    expect(staleFeeds([series, series, undefined, { feeds: [{ ...FRESH, feed: 'icews', stale: false }] }])).toEqual([
      FRESH,
    ]);
    expect(staleFeeds([{}])).toEqual([]);
  });
});

describe('which line is shown', () => {
  const models = [
    { name: 'baseline' },
    { name: 'baseline-coupled', couplings: true },
    { name: 'gdelt-goldstein', feeds: ['gdelt'] },
    { name: 'gdelt', feeds: ['gdelt'] },
  ].map((model) => ({ ...model, version: 1, hash: '0', title: '', description: '', changelog: [] })) as ModelSummary[];
  const pair = {
    dyad: 'ISR-USA',
    name: 'Israel – United States',
    nameKo: '',
    watched: false,
    events: 0,
    feeds: [{ feed: 'gdelt', name: 'GDELT', rows: 3, firstDay: '2026-11-01', lastDay: '2026-11-08' }],
  };

  it('of a pair that nobody coded by hand: the model named like the feed', () => {
    expect(machineModelOf(models, pair)?.name).toBe('gdelt');
    expect(machineModelOf(models, { ...pair, feeds: [] })).toBeUndefined();
  });

  it('one key lays the other kind beside it, and takes it away again', () => {
    expect(nextBeside(models, { ...pair, events: 5 }, 'baseline', [])).toEqual(['gdelt']);
    expect(nextBeside(models, { ...pair, events: 5 }, 'gdelt', [])).toEqual(['baseline']);
    expect(nextBeside(models, { ...pair, feeds: [], events: 5 }, 'baseline', [])).toEqual(['baseline-coupled']);
    expect(nextBeside(models, pair, 'baseline', ['gdelt'])).toBeUndefined();
  });

  it('ends a range where the feed ends, if that lies before all of it', () => {
    const old = { ...daily, lastDay: FIRST + 400 };
    expect(knownRange('90d', old)).toEqual({ from: epochDay('2026-11-08') - 90, to: epochDay('2026-11-08') });
    expect(knownRange('5y', old)).toBe('5y');
    expect(knownRange('90d', daily)).toBe('90d');
  });

  it('stands in the address', () => {
    const query = new URLSearchParams('overlay=gdelt,baseline-coupled,third&volume=1&sources=2');
    const { view } = parseDyadView(query, 'KOR-RUS');
    expect(view).toMatchObject({ overlays: ['gdelt', 'baseline-coupled'], volume: true, minSources: 2 });
    expect(viewQuery(view)).toMatchObject({ overlay: 'gdelt,baseline-coupled', volume: '1', sources: '2' });
    expect(parseDyadView(new URLSearchParams('sources=9'), 'KOR-RUS').faults).toHaveLength(1);
  });
});

describe('a waterfall with couplings', () => {
  const end = (date: string, index: number): Move['from'] => ({
    date,
    index,
    tension: index,
    model: MODEL,
    asOf: null,
  });
  const cause = (eventId: string, role: 'direct' | 'coupling', indexPoints: number): Move['events'][number] => ({
    eventId,
    kind: 'new',
    date: '2026-11-02',
    actor: 'RUS',
    target: 'PRK',
    type: 'agreement',
    category: 'agreements_easing',
    role,
    verified: true,
    summary: '',
    sourceUrl: '',
    actId: eventId,
    endDate: null,
    headline: '',
    headlineKo: '',
    tensionPoints: indexPoints,
    indexPoints,
    ...(role === 'coupling' && { coupledFrom: 'PRK-RUS' }),
  });
  const move = {
    from: end('2026-11-01', 60),
    to: end('2026-11-05', 63),
    change: 3,
    groups: [{ kind: 'new' as const, category: 'agreements_easing' as const, events: 2, indexPoints: 3 }],
    rescaling: 0,
  };

  it('has a row of its own for what is inherited, and the rows still join start and end', () => {
    const rows = waterfallRows({ ...move, events: [cause('a', 'direct', -1), cause('b', 'coupling', 4)] });
    expect(rows.filter(({ role }) => role === 'part').map(({ label, note, points }) => [label, note, points])).toEqual([
      ['Agreements & easing', '1 event', -1],
      ['inherited from PRK-RUS', '1 event', 4],
    ]);
    expect(rows.at(-2)!.to).toBe(63);
  });

  it('has no row for a category of which everything is inherited', () => {
    const rows = waterfallRows({ ...move, events: [cause('a', 'coupling', -1), cause('b', 'coupling', 4)] });
    expect(rows.filter(({ role }) => role === 'part').map(({ label, points }) => [label, points])).toEqual([
      ['inherited from PRK-RUS', 3],
    ]);
  });
});
