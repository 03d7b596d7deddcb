/** What models/moveFinding.ts finds, in words that title and sentence share: the days, the cause, the peak between. */
import type { MoveDriver, MoveFinding, MoveParts } from '../../models/moveFinding.ts';
import type { Words } from '../words/words.ts';
import { dateParts, plain } from './format.ts';
import { headlineOf, type NamedAct } from './headline.ts';
import { periodOf } from './period.ts';

/** In longer moves a day is said by its month. */
const MAX_DAYS_BY_DAY = 400;

export interface MoveAct extends NamedAct {
  /** epoch day */
  readonly day: number;
}

/** Whose move it is, and how its days were asked for. */
export interface MoveSubject {
  /** @example 'South Korea – Russia tension' */
  readonly subject: string;
  /** of a window the move begins on the eve of its first day; else two days are compared as they stand at their ends */
  readonly isWindow: boolean;
  /** the value of the first day is the one that was known at an earlier moment, and not today's value of that day */
  readonly isFromAsKnown?: boolean;
  /** the event that is named; undefined leaves it unnamed */
  readonly eventOf: (eventId: string) => MoveAct | undefined;
}

/** @example 'in May 2025', 'from 28 March to 5 April 2024', of two days 'between 1 March and 5 April 2024' */
export function moveDays({ from, to }: MoveParts, isWindow: boolean, { dates }: Words): string {
  if (isWindow) return dates.during(periodOf(from.day + 1, to.day));
  return from.day === to.day ? dates.on(dateParts(to.day)) : dates.between(dateParts(from.day), dateParts(to.day));
}

/** A day within the days of a move, as exactly as they need: alone, and as when something was. @example { day: '7 May', on: 'on 7 May' } */
function dayInMove(
  day: number,
  { from, to }: MoveParts,
  { dates }: Words,
): { readonly day: string; readonly on: string } {
  const parts = dateParts(day);
  const { year, month } = parts;
  if (to.day - from.day > MAX_DAYS_BY_DAY) return { day: dates.fullMonth(year, month), on: dates.inMonth(year, month) };
  const hasYear = dateParts(from.day + 1).year !== dateParts(to.day).year;
  return { day: dates.full(parts, hasYear), on: dates.on(parts, hasYear) };
}

/** The peaks and troughs that leave the ends; of both the earlier first. @example ', with a peak of 92.7 on 7 May' */
export function excursionWords(move: MoveParts, { peak, trough }: MoveFinding, words: Words): string {
  const said = (end: MoveParts['from'] | undefined, say: (value: string, on: string) => string) =>
    end ? [{ day: end.day, text: say(plain(end.index), dayInMove(end.day, move, words).on) }] : [];
  const all = [...said(peak, words.card.excursion.peak), ...said(trough, words.card.excursion.trough)].sort(
    (p, q) => p.day - q.day,
  );
  return all.length === 0 ? '' : words.card.excursion.with(all.map(({ text }) => text));
}

/** What drove the move; undefined where nothing alone did. */
export function driverWords(
  move: MoveParts,
  driver: MoveDriver | undefined,
  eventOf: MoveSubject['eventOf'],
  words: Words,
): string | undefined {
  if (!driver) return undefined;
  const { driver: say } = words.card;
  const noun = (place: 0 | 1): string => {
    const nouns: Readonly<Record<string, readonly string[]>> = words.causes;
    const type = driver.by === 'act' || driver.by === 'type' ? driver.type : '';
    return nouns[type]?.[place] ?? type;
  };
  switch (driver.by) {
    case 'act': {
      const act = eventOf(driver.eventId);
      const isOneDay = move.to.day - move.from.day <= 1;
      return act
        ? say.act(headlineOf(act, words), isOneDay ? undefined : dayInMove(act.day, move, words).day)
        : say.type(noun(0));
    }
    case 'type':
      return say.type(noun(1));
    case 'group':
      return driver.category === null ? say.rescaling : say[driver.kind](words.causeGroups[driver.category]);
    case 'kind':
      return say.all[driver.kind];
  }
}

/** How many days of a move nobody looked at, or since when; empty where somebody looked at all of them, or the finding says it. */
export function gapWords(
  { from, to, uncoveredDays, lookedThrough }: MoveParts,
  { kind }: MoveFinding,
  isWindow: boolean,
  { card, dates }: Words,
): string {
  const days = to.day - from.day;
  const isSaid = kind === 'uncovered' || kind === 'faded' || (kind === 'begins' && isWindow);
  if (isSaid || uncoveredDays === 0) return '';
  if (uncoveredDays === days) return card.gap.all;
  return lookedThrough && uncoveredDays === to.day - lookedThrough.day
    ? card.gap.after(dates.full(dateParts(lookedThrough.day)))
    : card.gap.days(uncoveredDays, days);
}

/** Where a line stands whose record begins within the move: on its last day, or in a window on the last one that somebody looked at. */
export function begunWords(
  { firstDay, lookedThrough, to }: MoveParts,
  isWindow: boolean,
  { dates }: Words,
): { to: string; on: string; first: string; isLastLooked: boolean } {
  const told = (isWindow ? lookedThrough : null) ?? to;
  return {
    to: plain(told.index),
    on: dates.on(dateParts(told.day)),
    first: dates.full(dateParts(firstDay!)),
    isLastLooked: told !== to,
  };
}

/** After which day nobody looked at a move between two days. */
export const lookedAfter = ({ lookedThrough }: MoveParts, { dates }: Words): { looked: string } => ({
  looked: dates.full(dateParts(lookedThrough!.day)),
});

/** Where a line stood that has mostly faded since. */
export function lastLooked(
  { lookedThrough, to }: MoveParts,
  { dates }: Words,
): { looked: string; value: string; end: string } {
  return {
    looked: dates.on(dateParts(lookedThrough!.day)),
    value: plain(lookedThrough!.index),
    end: dates.on(dateParts(to.day)),
  };
}
