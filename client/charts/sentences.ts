/** What a chart shows, in words: for the page, for who cannot see the chart, and later for titles. */
import { blankWords } from './coverageWords.ts';
import { type DailySeries, lieWithin, valueOn } from './dailySeries.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { longDate, plain, signed } from './format.ts';
import { hasNoLevel, sourceOf } from './lineSource.ts';
import type { FigureEvent } from './figure.ts';

export interface SummaryInput {
  readonly series: DailySeries;
  readonly from: number;
  readonly to: number;
  /** undefined until they have come: nothing is said of them then */
  readonly events: readonly FigureEvent[] | undefined;
}

/** Changes smaller than this are no change to a reader who sees one decimal. */
const STILL = 0.05;

/** Two sentences: where the index stands, and how far it can be trusted. How it came there is told by moveSentence.ts. */
export function summarise({ series, from, to, events }: SummaryInput, words: Words = en): string[] {
  const { sentences } = words;
  const index = valueOn(series, series.index, to)!;
  const low = valueOn(series, series.low, to)!;
  const high = valueOn(series, series.high, to)!;
  const distance = index - series.neutral;
  const place =
    Math.abs(distance) < STILL
      ? sentences.atNeutral
      : distance > 0
        ? sentences.above(plain(distance))
        : sentences.below(plain(-distance));
  const acts =
    series.direction === 'both' ? sentences.between(...series.sides) : sentences.from(directionName(series, words));
  const first = sentences.stood({
    acts,
    index: plain(index),
    date: longDate(to, words),
    low: plain(low),
    high: plain(high),
    place,
  });
  return events ? [first, trust(series, events, from, to, words)] : [first];
}

/** @example 'South Korea towards Russia' */
export function directionName(series: Pick<DailySeries, 'direction' | 'dyad' | 'sides'>, words: Words = en): string {
  const { both, towards } = words.sentences;
  const [actor] = series.direction.split('>');
  const [a, b] = series.sides;
  if (series.direction === 'both') return both(a, b);
  return actor === series.dyad.split('-')[0] ? towards(a, b) : towards(b, a);
}

function trust(series: DailySeries, events: readonly FigureEvent[], from: number, to: number, words: Words): string {
  const { none, coded: some, sparse: sparsely } = words.sentences;
  const within = events.filter(
    (event) => event.day >= from && event.day <= to && (event.step !== 0 || series.direction === 'both'),
  );
  const unverified = within.filter((event) => !event.verified).length;
  const { uncovered, sparse } = series.coverage;
  if (series.feeds) return machineTrust(series, within.length, from, to, words);
  const coded =
    within.length === 0 ? none(longDate(from, words), longDate(to, words)) : some(within.length, unverified);
  const blank = uncovered.find((stretch) => stretch.from <= to && to <= stretch.to);
  const isLookedAt =
    series.coverage.isDeclared && !uncovered.some((stretch) => stretch.from <= to && stretch.to >= from);
  const gap = blank
    ? `; ${blankWords(series, blank, words)}`
    : within.length === 0 && isLookedAt
      ? words.sentences.looked
      : '';
  const thin = sparse.some((stretch) => stretch.from <= to && stretch.to >= from) ? sparsely : '';
  return `${coded}${gap}${thin}.`;
}

/** Acts coded by machine: nobody has read them, and days without a file are unknown. */
function machineTrust(series: DailySeries, acts: number, from: number, to: number, words: Words): string {
  const { feeds = [], coverage } = series;
  const { trust, unknownDays, noLevel } = words.machine;
  const unknown = coverage.uncovered.reduce(
    (days, stretch) => days + Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from) + 1),
    0,
  );
  return `${trust(
    acts,
    feeds.map(({ name }) => name),
  )}${unknown > 0 ? ` ${unknownDays(unknown, to - from + 1)}` : ''}${hasNoLevel(series) ? ` ${noLevel(coverage.coveredDays)}` : ''}`;
}

/** A day in one sentence, as the keyboard cursor reads it out. */
export function sayDay(series: DailySeries, day: number, events: readonly FigureEvent[], words: Words = en): string {
  const { outside, dayBand, happened: happening, day: onDay } = words.sentences;
  const date = longDate(day, words);
  const index = valueOn(series, series.index, day);
  if (index === undefined) return outside(date);
  const there = events.filter((event) => event.day === day);
  const state = lieWithin(series.coverage.uncovered, day)
    ? words.sourceKinds[sourceOf(series).kind].blankDay.said
    : valueOn(series, series.low, day) === undefined
      ? ''
      : dayBand(plain(valueOn(series, series.low, day)!), plain(valueOn(series, series.high, day)!));
  const happened = there.map((event) =>
    happening({
      title: event.title,
      isVerified: event.verified,
      summary: event.summary.replace(/\.$/, ''),
      points: signed(event.step),
    }),
  );
  return [onDay({ date, index: plain(index), state }), ...happened].join(' ');
}
