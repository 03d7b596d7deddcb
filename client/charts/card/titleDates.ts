/** The dates of a title, and the days that they mean in a view. English and Korean alike, whatever the card's language. */
import { dateParts } from '../format.ts';

export interface DateClaim {
  /** as it was typed */
  readonly text: string;
  /** where it begins in the title */
  readonly at: number;
  readonly year: number | undefined;
  /** 1 to 12 */
  readonly month: number | undefined;
  readonly dayOfMonth: number | undefined;
  /** of a half-year 6, of a quarter 3, from `month` on; of a month 1 */
  readonly months: number;
  /** `since`: where a record begins; `known`: when it was known; `period`: when it happened */
  readonly role: 'period' | 'since' | 'known';
}

/** Stands where something of a title has been read. */
export const TAKEN = '\ufffc';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const PARTS = [
  ['first', '상', '1'],
  ['second', '하', '2'],
  ['third', '3'],
  ['fourth', '4'],
];
const YEAR = '((?:19|20)\\d{2})';

/** Each with the places of year, month and day among its groups; the fullest first, so that no part of a date is read twice. */
const DATES: readonly {
  readonly pattern: RegExp;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** the place of which half or quarter it is, and how many months it has */
  readonly part?: readonly [number, number];
}[] = [
  { pattern: new RegExp(`\\b(first|second) half of ${YEAR}\\b`, 'gi'), part: [1, 6], year: 2 },
  { pattern: new RegExp(`\\b(first|second|third|fourth) quarter of ${YEAR}\\b`, 'gi'), part: [1, 3], year: 2 },
  { pattern: new RegExp(`${YEAR}년 ?(상|하)반기`, 'g'), year: 1, part: [2, 6] },
  { pattern: new RegExp(`${YEAR}년 ?([1-4])분기`, 'g'), year: 1, part: [2, 3] },
  { pattern: new RegExp(`\\b${YEAR}-(\\d{2})-(\\d{2})\\b`, 'g'), year: 1, month: 2, day: 3 },
  { pattern: new RegExp(`\\b(\\d{1,2}) ${MONTH} ${YEAR}\\b`, 'gi'), day: 1, month: 2, year: 3 },
  { pattern: new RegExp(`\\b${MONTH} (\\d{1,2}), ${YEAR}\\b`, 'gi'), month: 1, day: 2, year: 3 },
  { pattern: new RegExp(`\\b${MONTH} ${YEAR}\\b`, 'gi'), month: 1, year: 2 },
  { pattern: new RegExp(`\\b(\\d{1,2}) ${MONTH}\\b`, 'gi'), day: 1, month: 2 },
  { pattern: new RegExp(`\\b${MONTH} (\\d{1,2})\\b`, 'gi'), month: 1, day: 2 },
  {
    // Capital, and after a preposition: "may" is also a verb.
    pattern: new RegExp(
      `(?<=\\b(?:in|since|until|till|through|by|before|after|during|from|to|of|and|between|early|mid|late|last|this)[ -])${MONTH}\\b`,
      'g',
    ),
    month: 1,
  },
  { pattern: new RegExp(`${YEAR}년 ?(\\d{1,2})월 ?(\\d{1,2})일`, 'g'), year: 1, month: 2, day: 3 },
  { pattern: new RegExp(`${YEAR}년 ?(\\d{1,2})월`, 'g'), year: 1, month: 2 },
  { pattern: new RegExp(`${YEAR}년`, 'g'), year: 1 },
  { pattern: /(\d{1,2})월 ?(\d{1,2})일/g, month: 1, day: 2 },
  { pattern: /(\d{1,2})월/g, month: 1 },
  { pattern: /(\d{1,2})일/g, day: 1 },
  { pattern: new RegExp(`\\b${YEAR}\\b`, 'g'), year: 1 },
];

/** The dates of a title, in their order, and what is left of it without them. */
export function datesIn(title: string): { readonly dates: DateClaim[]; readonly rest: string } {
  const dates: DateClaim[] = [];
  let rest = title;
  for (const { pattern, year, month, day, part: half } of DATES)
    rest = rest.replace(pattern, (text: string, ...matched: (string | number)[]) => {
      const at = matched.findIndex((value) => typeof value === 'number');
      const groups = matched.slice(0, at).map(String);
      const offset = Number(matched[at]);
      const part = (place: number | undefined): string | undefined =>
        place === undefined ? undefined : groups[place - 1];
      const before = rest.slice(0, offset);
      const after = rest.slice(offset + text.length);
      const name = part(month);
      dates.push({
        text,
        at: offset,
        year: numberOf(part(year)),
        month: half
          ? 1 + half[1] * PARTS.findIndex((names) => names.includes(part(half[0])!.toLowerCase()))
          : name === undefined
            ? undefined
            : /^\d/.test(name)
              ? Number(name)
              : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1,
        dayOfMonth: numberOf(part(day)),
        months: half?.[1] ?? 1,
        role: /\bsince(?: early| late| mid| \w+)? $/i.test(before)
          ? 'since'
          : /^ ?(이후|이래)/.test(after)
            ? 'since'
            : /as (it was )?known (on|at) $/i.test(before) || /^ ?(시점|기준)/.test(after)
              ? 'known'
              : 'period',
      });
      return TAKEN.repeat(text.length);
    });
  return { dates: dates.sort((p, q) => p.at - q.at), rest };
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** From an epoch day to another, both included. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

const dayNumber = (year: number, month: number, dayOfMonth: number): number =>
  Date.UTC(year, month - 1, dayOfMonth) / 86_400_000;

/** The days that a date means: of a date without a year those within the view, if one year of the view alone has them. */
export function daysOf(date: DateClaim, from: number, to: number): Days | undefined {
  const { year, month, dayOfMonth } = date;
  if (month === undefined) {
    if (year === undefined || dayOfMonth !== undefined) return undefined;
    return { first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31) };
  }
  if (year !== undefined) return inYear(date, year);
  const found = inYears(date, from, to);
  return found.length === 1 ? found[0] : undefined;
}

/** Several years of the view have this date: nobody can say which is meant. */
export const isOpen = (date: DateClaim, from: number, to: number): boolean =>
  date.year === undefined && inYears(date, from, to).length > 1;

function inYear({ month, dayOfMonth, months }: DateClaim, year: number): Days {
  return dayOfMonth === undefined
    ? { first: dayNumber(year, month!, 1), last: dayNumber(year, month! + months, 0) }
    : { first: dayNumber(year, month!, dayOfMonth), last: dayNumber(year, month!, dayOfMonth) };
}

function inYears(date: DateClaim, from: number, to: number): Days[] {
  if (date.month === undefined) return [];
  const found: Days[] = [];
  for (let year = dateParts(from).year; year <= dateParts(to).year; year++) {
    const days = inYear(date, year);
    if (days.first <= to && days.last >= from) found.push(days);
  }
  return found;
}

/** Some day from `from` to `to` is such a day: what the date leaves open (a year, a month) may be any. */
export function touches({ year, month, dayOfMonth, months }: DateClaim, from: number, to: number): boolean {
  for (let day = from; day <= to; day++) {
    const parts = dateParts(day);
    if (
      (year === undefined || parts.year === year) &&
      (month === undefined || (parts.month >= month && parts.month < month + months)) &&
      (dayOfMonth === undefined || parts.dayOfMonth === dayOfMonth)
    )
      return true;
  }
  return false;
}
