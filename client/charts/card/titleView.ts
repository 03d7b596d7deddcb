/** What a view shows of the things that a typed title may speak of. */
import { epochDay } from '../../../models/calendar.ts';
import { isLittleChanged, SMALLEST_CHANGE } from '../../../models/changeBand.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Words } from '../../words/words.ts';
import { valueOn } from '../dailySeries.ts';
import type { DyadFacts } from './cardFacts.ts';
import { type DateClaim, type Days, daysOf, isOpen } from './titleDates.ts';
import type { DirectionClaim } from './titleClaims.ts';
import type { Clause, TypedTitle } from './titleText.ts';

/** One line of the view, and its change over the whole of it. */
export interface Shown {
  readonly facts: DyadFacts;
  readonly move: Move | undefined;
  /** the epoch day that the change is counted from */
  readonly start: number;
  readonly end: number;
  readonly change: number;
  readonly shows: DirectionClaim;
  /** later days than the last of the view were known at its moment */
  readonly isPast: boolean;
  readonly words: Words;
}

/** @param move of a view of one dyad; undefined for a line of a comparison */
export function shownOf(facts: DyadFacts, move: Move | undefined, isPast: boolean, words: Words): Shown {
  const start = move ? epochDay(move.from.date) : facts.from;
  const change = move ? move.change : facts.last.index - facts.first.index;
  const isLittle = move ? isLittleChanged({ change, ...move.band }) : Math.abs(change) < SMALLEST_CHANGE;
  return {
    facts,
    move,
    start,
    end: facts.to,
    change,
    shows: isLittle ? 'little' : change > 0 ? 'rise' : 'fall',
    isPast,
    words,
  };
}

/** The index on a day; NaN where it has none. */
export function levelOn({ facts: { series } }: Shown, day: number): number {
  return valueOn(series, series.index, day) ?? NaN;
}

/** From the end of one day to the end of another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const UNTIL_BEFORE = /\b(?:until|till|through|by|before|to)(?: the)?(?: (?:end|start|beginning) of)?\s*$/i;
const UNTIL_AFTER = /^ ?(?:까지|전까지)/;
const FROM_BEFORE =
  /\b(?:since|from|after|between|following)(?: the)?(?: (?:end|start|beginning) of)?(?: early| late| mid)?\s*$/i;
const FROM_AFTER = /^ ?(?:이후|부터|이래|[~–-])/;

/**
 * What a clause may mean by its dates: "since January" is from its first day or from its last, and a title is wrong only where no reading
 * of it is right. Empty where it means the whole view.
 */
export function spansOf(title: TypedTitle, clause: Clause, shown: Shown): Span[] {
  const { start, end } = shown;
  const own = datesOf(title, clause, shown);
  const previous = title.clauses[title.clauses.indexOf(clause) - 1];
  const spans = ((): Span[] => {
    const [first, second] = own;
    if (!first) {
      const before = previous && datesOf(title, previous, shown).at(-1);
      const isThen =
        before?.isUntil &&
        /^\W*(?:then|but|다가|이후|그 뒤|그 후)|^.{0,6}(?:이후|뒤)/.test(title.text.slice(clause.start));
      return before && isThen
        ? [before.days.first - 1, before.days.first, before.days.last].map((from) => ({ from, to: end }))
        : [];
    }
    const { days, isUntil, isFrom } = first;
    if (second)
      return [days.first - 1, days.first, days.last].flatMap((from) =>
        [second.days.first, second.days.last].map((to) => ({ from, to })),
      );
    if (isUntil) return [days.first - 1, days.last].map((to) => ({ from: start, to }));
    if (isFrom) return [days.first - 1, days.first, days.last].map((from) => ({ from, to: end }));
    return [
      { from: days.first - 1, to: days.last },
      { from: days.first, to: days.last },
      // "Rose to 93 on 7 May": up to that day.
      ...(days.first === days.last ? [{ from: start, to: days.last }] : []),
    ];
  })();
  const within = spans
    .map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, end) }))
    .filter(({ from, to }) => from < to);
  return within.some(({ from, to }) => from <= start + 1 && to === end) ? [] : within;
}

/** The one day that the clause of a place names. */
export function dayOf(title: TypedTitle, at: number, shown: Shown): number | undefined {
  const { start, end } = title.clauseAt(at);
  const dates = title.dates.filter((date) => date.at >= start && date.at < end && !title.isCause(date.at));
  const days = dates.length === 1 ? daysIn(dates[0]!, shown) : undefined;
  return days && days.first === days.last && days.first >= shown.start && days.last <= shown.end
    ? days.first
    : undefined;
}

/** The days that a date means in a view; the eve of its first day is meant where no day of the view itself can be. */
export const daysIn = (date: DateClaim, { facts, start, end }: Shown): Days | undefined =>
  daysOf(date, facts.from, end) ?? (isOpen(date, facts.from, end) ? undefined : daysOf(date, start, end));

/** A clause names a date that several years of the view have: what it says of it, nobody can check. */
export const isOpenClause = (title: TypedTitle, { start, end }: Clause, { facts, end: last }: Shown): boolean =>
  title.dates.some(
    (date) => date.at >= start && date.at < end && !title.isCause(date.at) && isOpen(date, facts.from, last),
  );

/** The date begins what the title speaks of: "from December". */
export const isFromDate = (title: TypedTitle, { at, text, role }: DateClaim): boolean =>
  role === 'since' || FROM_BEFORE.test(title.text.slice(0, at)) || FROM_AFTER.test(title.text.slice(at + text.length));

function datesOf(title: TypedTitle, { start, end }: Clause, shown: Shown) {
  return title.dates.flatMap((date) => {
    if (date.at < start || date.at >= end || date.role === 'known' || title.isCause(date.at)) return [];
    const days = daysIn(date, shown);
    if (!days) return [];
    const before = title.text.slice(0, date.at);
    const after = title.text.slice(date.at + date.text.length);
    const isFrom = isFromDate(title, date);
    return [{ days, isFrom, isUntil: !isFrom && (UNTIL_BEFORE.test(before) || UNTIL_AFTER.test(after)) }];
  });
}

/** The highest (lowest) value from a day to another, and the first day that has it in whole points. */
export function extremeOf(shown: Shown, isHighest: boolean, from = shown.facts.from, to = shown.facts.to): Extreme {
  const sign = isHighest ? 1 : -1;
  let best: Extreme = { value: NaN, day: from };
  for (let day = from; day <= to; day++) {
    const value = levelOn(shown, day);
    if (!Number.isNaN(value) && (Number.isNaN(best.value) || sign * value > sign * best.value)) best = { value, day };
  }
  return best;
}

export interface Extreme {
  readonly value: number;
  readonly day: number;
}
