/** What a chart shows, in words: for the page, for who cannot see the chart, and later for titles. */
import type { MoveExplanation } from '../../models/move.ts';
import { type DailySeries, lieWithin, valueOn } from './dailySeries.ts';
import { count, longDate, plain, shorten, signed } from './format.ts';
import type { FigureEvent } from './figure.ts';

export interface SummaryInput {
  readonly series: DailySeries;
  readonly from: number;
  readonly to: number;
  readonly move: MoveExplanation | undefined;
  /** by position in the columns of the move; undefined until they have come: nothing is said of them then */
  readonly events: readonly FigureEvent[] | undefined;
}

/** Changes smaller than this are no change to a reader who sees one decimal. */
const STILL = 0.05;

/** Three sentences: where the index stands, how it came there, how far it can be trusted. */
export function summarise({ series, from, to, move, events }: SummaryInput): string[] {
  const index = valueOn(series, series.index, to)!;
  const low = valueOn(series, series.low, to)!;
  const high = valueOn(series, series.high, to)!;
  const distance = index - series.neutral;
  const place = Math.abs(distance) < STILL ? 'at neutral' : `${plain(Math.abs(distance))} points ${distance > 0 ? 'above' : 'below'} neutral`;
  const acts = series.direction === 'both' ? `Tension between ${series.sides[0]} and ${series.sides[1]}` : `Tension from ${directionName(series)}`;
  const first = `${acts} stood at ${plain(index)} of 100 on ${longDate(to)} (90% band ${plain(low)} to ${plain(high)}), ${place}.`;
  return events ? [first, moved(move, events, from), trust(series, events, from, to)] : [first];
}

/** @example 'South Korea towards Russia' */
export function directionName(series: Pick<DailySeries, 'direction' | 'dyad' | 'sides'>): string {
  const [actor] = series.direction.split('>');
  const [a, b] = series.sides;
  if (series.direction === 'both') return `${a} and ${b}`;
  return actor === series.dyad.split('-')[0] ? `${a} towards ${b}` : `${b} towards ${a}`;
}

function moved(move: MoveExplanation | undefined, events: readonly FigureEvent[], from: number): string {
  if (!move) return 'What moved it is being computed.';
  const { change } = move;
  const arrived = move.new.reduce((sum, cause) => sum + cause.indexPoints, 0);
  const faded = move.fading.reduce((sum, cause) => sum + cause.indexPoints, 0);
  const since = `since ${longDate(from)}`;
  const verb = Math.abs(change) < STILL ? `is unchanged ${since}` : `has ${change > 0 ? 'risen' : 'fallen'} by ${plain(Math.abs(change))} points ${since}`;
  const largest = move.new.find((cause) => Math.sign(cause.indexPoints) === Math.sign(change));
  if (move.new.length === 0) return move.fading.length === 0 ? `It ${verb}: nothing is coded up to then.` : `It ${verb}, all of it by the fading of earlier events: nothing new is coded in between.`;
  const mostlyFading = Math.abs(faded) > Math.abs(arrived) && Math.sign(faded) === Math.sign(change);
  if (!largest || Math.abs(largest.indexPoints) < STILL || mostlyFading) return `It ${verb}: the fading of earlier events makes ${signed(faded)}, new events ${signed(arrived)}.`;
  const event = events[largest.event]!;
  const name = `${event.title.toLowerCase()} of ${longDate(event.day)} (“${shorten(event.summary.replace(/\.$/, ''), 110)}”, ${signed(largest.indexPoints)})`;
  const parts = Math.abs(faded) < STILL ? `all by new events` : `new events make ${signed(arrived)}, the fading of earlier ones ${signed(faded)}`;
  return `It ${verb}: ${parts}; the largest part is the ${name}.`;
}

function trust(series: DailySeries, events: readonly FigureEvent[], from: number, to: number): string {
  const within = events.filter((event) => event.day >= from && event.day <= to && (event.peak !== 0 || series.direction === 'both'));
  const unverified = within.filter((event) => !event.verified).length;
  const { lastEvent, sparse } = series.coverage;
  const coded = within.length === 0 ? `No event is coded between ${longDate(from)} and ${longDate(to)}: absence of events, not peace` : `${count(within.length, 'event is', 'events are')} coded in this window${unverified > 0 ? `, ${unverified} of them unverified` : ''}`;
  const gap = lastEvent !== null && lastEvent < to ? `; nothing is coded after ${longDate(lastEvent)}, which is absence of events, not peace` : '';
  const thin = sparse.some((stretch) => stretch.from <= to && stretch.to >= from) ? '; parts of the window are sparsely coded' : '';
  return `${coded}${gap}${thin}.`;
}

/** A day in one sentence, as the keyboard cursor reads it out. */
export function sayDay(series: DailySeries, day: number, events: readonly FigureEvent[]): string {
  const index = valueOn(series, series.index, day);
  if (index === undefined) return `${longDate(day)}: outside the series.`;
  const there = events.filter((event) => event.day === day);
  const state = lieWithin(series.coverage.uncovered, day) ? ', nothing coded' : valueOn(series, series.low, day) === undefined ? '' : `, band ${plain(valueOn(series, series.low, day)!)} to ${plain(valueOn(series, series.high, day)!)}`;
  const happened = there.map((event) => `${event.title}${event.verified ? '' : ', unverified'}: ${event.summary.replace(/\.$/, '')}, ${signed(event.peak)} points.`);
  return [`${longDate(day)}: ${plain(index)}${state}.`, ...happened].join(' ');
}
