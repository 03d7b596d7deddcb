/** Days that a sentence says: weekdays, "last year", dates in full, held against the day of publication. */
import * as chrono from 'chrono-node/en';
import { toIsoDate } from '../../calendar.ts';
import { ENGLISH_MONTHS as MONTHS } from '../../monthNames.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MS_PER_DAY = 86_400_000;
/** A date stands near the front of a sentence or near its act; a longer text is no sentence. */
const LOOKED_AT = 1500;

export interface SaidDate {
  /** epoch day; the first of a month or a year where the text says no more */
  readonly day: number;
  readonly precision: 'day' | 'month' | 'year';
  /** where it stands in the sentence */
  readonly at: number;
  /** "last year", "in 2019": long before the news */
  readonly isPast: boolean;
  /** a day to come: "next Tuesday" */
  readonly isFuture: boolean;
}

/** @param published epoch day; without it, only dates in full are days */
export function datesIn(sentence: string, published: number | undefined): SaidDate[] {
  const text = sentence.slice(0, LOOKED_AT);
  const dates = [...relativeDates(text, published), ...fullDates(text, published)].sort((a, b) => a.at - b.at);
  return [...dates, ...shiftedDates(text, published, dates)].sort((a, b) => a.at - b.at);
}

const SHIFT = /\b(a|one|two|three|four|five|six|seven|\d{1,2}) (day|week)s? (earlier|after|before(?=[,.;]|$))/giu;
const COUNTS: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7 };

/** "two days earlier", "a day after X met Y": counted from the day that is said before, else from that of publication. */
function shiftedDates(text: string, published: number | undefined, dates: readonly SaidDate[]): SaidDate[] {
  return [...text.matchAll(SHIFT)].flatMap((match) => {
    const base = dates.findLast(({ at, precision }) => at < match.index && precision === 'day')?.day ?? published;
    if (base === undefined || (match[2]!.toLowerCase() === 'week' && match[3]!.toLowerCase() === 'after')) return [];
    const count = COUNTS[match[1]!.toLowerCase()] ?? Number(match[1]);
    const day = base - count * (match[2]!.toLowerCase() === 'week' ? 7 : 1);
    const precision = match[2]!.toLowerCase() === 'week' ? 'month' : 'day';
    // what stands behind "after" is what was done then
    const at = match.index + (match[3]!.toLowerCase() === 'after' ? match[0].length : 0);
    return [{ at, day: precision === 'month' ? monthStart(day, 0) : day, precision, isPast: false, isFuture: false }];
  });
}

function relativeDates(text: string, published: number | undefined): SaidDate[] {
  if (published === undefined) return [];
  const found: SaidDate[] = [];
  const add = (at: number, day: number, precision: SaidDate['precision'], isPast = false): void =>
    void found.push({ at, day, precision, isPast, isFuture: day > published });
  const weekday = new RegExp(`\\b(?:(next|last|coming|this) )?(${WEEKDAYS.join('|')})(?!’?'?s? newspaper)\\b`, 'giu');
  for (const match of text.matchAll(weekday)) {
    const wanted = WEEKDAYS.indexOf(match[2]!.toLowerCase());
    // 1970-01-01 was a Thursday
    const today = (((published + 4) % 7) + 7) % 7;
    const back = (today - wanted + 7) % 7;
    if (
      /\b(?:beginning|starting|effective|until|by|before)(?: on| from)? $/iu.test(
        text.slice(Math.max(0, match.index - 20), match.index),
      )
    )
      continue;
    const isNext = /^(?:next|coming)$/iu.test(match[1] ?? '');
    add(match.index, isNext ? published - back + 7 : published - back, 'day');
  }
  for (const match of text.matchAll(/\b(today|yesterday|overnight|this morning|tomorrow|day before yesterday)\b/giu)) {
    const word = match[1]!.toLowerCase();
    const shift = word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : word === 'day before yesterday' ? -2 : 0;
    add(match.index, published + shift, 'day');
  }
  const ago = /\b(\d{1,3}|a|one|two|three|four|five|six|seven|ten) (day|week|month|year)s? ago\b/giu;
  for (const match of text.matchAll(ago)) {
    const count =
      Number(match[1]) ||
      { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 }[match[1]!.toLowerCase()] ||
      1;
    const unit = match[2]!.toLowerCase() as 'day' | 'week' | 'month' | 'year';
    if (unit === 'day') add(match.index, published - count, 'day', count > 7);
    else if (unit === 'week') add(match.index, monthStart(published - 7 * count, 0), 'month', true);
    else add(match.index, monthStart(published, unit === 'month' ? -count : -12 * count), unit, true);
  }
  for (const match of text.matchAll(
    /(?<!(?:january|february|march|april|may|june|july|august|september|october|november|december) )\b(last|previous|earlier this|late last|early last) (month|year|week|weekend)\b/giu,
  )) {
    const unit = match[2]!.toLowerCase();
    if (unit === 'month')
      add(match.index, monthStart(published, /this/iu.test(match[1]!) ? 0 : -1), 'month', !/this/iu.test(match[1]!));
    else if (unit === 'year') add(match.index, monthStart(published, /this/iu.test(match[1]!) ? 0 : -12), 'year', true);
    else if (unit === 'week' && !/this/iu.test(match[1]!))
      add(match.index, monthStart(published - 7, 0), 'month', false);
    else if (unit === 'weekend') add(match.index, published - ((((published + 4) % 7) + 7) % 7 || 7) - 1, 'day');
  }
  // "in September last year"
  for (const match of text.matchAll(
    new RegExp(`\\b(${MONTHS.join('|')}) (last|this) year\\b|\\blast (${MONTHS.join('|')})\\b`, 'giu'),
  )) {
    const month = MONTHS.indexOf((match[1] ?? match[3])!.toLowerCase());
    const year = new Date(published * MS_PER_DAY).getUTCFullYear() - (match[2]?.toLowerCase() === 'last' ? 1 : 0);
    const day = Date.UTC(year, month, 1) / MS_PER_DAY;
    const at = day > published ? monthStart(day, -12) : day;
    add(match.index, at, 'month', published - at > 60);
  }
  const over = /\bover the weekend\b/iu.exec(text);
  if (over) add(over.index, published - ((((published + 4) % 7) + 7) % 7 || 7) - 1, 'day');
  return found;
}

const monthStart = (day: number, months: number): number => {
  const date = new Date(day * MS_PER_DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / MS_PER_DAY;
};

/** "in December 2015", "in January"; "this" and "last" stand behind it elsewhere. */
const MONTH_ALONE =
  /\b(?:in|since|of|from|during) (?:early |late |mid-)?(January|February|March|April|May|June|July|August|September|October|November|December)(?:,? (\d{4}))?\b(?! (?:\d|last|this))/gu;

/** "05/06/2024" is a day of May to some and of June to others: such a date stays open. "25/06/2024" and "06/06/2024" are read one way only. */
function isEitherWay(said: string): boolean {
  const [, first, second] = /^(?:\D*\s)?(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/u.exec(said.trim()) ?? [];
  return first !== second && Number(first) <= 12 && Number(second) <= 12;
}

/** "March 28", "28 March 2024", "2024-03-28", "in September 2023", "in 2019". Weekdays and spans are not chrono's here. */
function fullDates(text: string, published: number | undefined): SaidDate[] {
  if (!/\d|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/u.test(text))
    return [];
  const reference = published === undefined ? undefined : new Date(published * MS_PER_DAY + MS_PER_DAY / 2);
  const found: SaidDate[] = [];
  for (const { index, text: said, start } of chrono.strict.parse(text, reference ?? new Date(0))) {
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
    if (
      month === null ||
      !new RegExp(`\\d|${MONTHS.join('|')}`, 'iu').test(said) ||
      /ago|last|next|hour|minute|:/iu.test(said) ||
      isEitherWay(said)
    )
      continue;
    const hasYear = start.isCertain('year') && /\d{4}|\d+\/\d+\/\d+/u.test(said);
    if (!start.isCertain('month') || (!hasYear && published === undefined)) continue;
    const precision = start.isCertain('day') ? 'day' : 'month';
    let at = Date.UTC(year!, month - 1, precision === 'day' ? day! : 1) / MS_PER_DAY;
    // Without a year: the last such day, unless it is only days ahead.
    if (!hasYear && published !== undefined) at = lastOf(month, precision === 'day' ? day! : 1, published);
    found.push({
      at: index,
      day: at,
      precision,
      isPast: published !== undefined && published - at > 60,
      isFuture: published !== undefined && at > published,
    });
  }
  for (const { index, 1: name, 2: year } of text.matchAll(MONTH_ALONE)) {
    if (year === undefined && published === undefined) continue;
    const month = MONTHS.indexOf(name!.toLowerCase());
    const day = year === undefined ? lastOf(month + 1, 1, published!) : Date.UTC(Number(year), month, 1) / MS_PER_DAY;
    const ago = published === undefined ? 0 : published - day;
    found.push({ at: index, day, precision: 'month', isPast: ago > 60, isFuture: ago < 0 });
  }
  for (const match of text.matchAll(/\b(?:in|since|of|from) ((?:19|20)\d{2})\b/gu)) {
    const day = Date.UTC(Number(match[1]), 0, 1) / MS_PER_DAY;
    const isThisYear = published !== undefined && toIsoDate(published).startsWith(match[1]!);
    if (!isThisYear) found.push({ at: match.index, day, precision: 'year', isPast: true, isFuture: false });
  }
  return found;
}

function lastOf(month: number, day: number, published: number): number {
  const year = new Date(published * MS_PER_DAY).getUTCFullYear();
  const here = Date.UTC(year, month - 1, day) / MS_PER_DAY;
  return here > published + 31 ? Date.UTC(year - 1, month - 1, day) / MS_PER_DAY : here;
}
