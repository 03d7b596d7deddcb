/** Ticks of a time axis in epoch days: calendar periods, names of months, the year where it begins. */
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { dateParts } from './format.ts';

export interface TimeTick {
  readonly day: number;
  /** one line, or two where a year (or month) begins */
  readonly label: string | readonly [string, string];
}

const STEPS: readonly { readonly unit: 'day' | 'month' | 'year'; readonly size: number; readonly days: number }[] = [
  { unit: 'day', size: 1, days: 1 },
  { unit: 'day', size: 2, days: 2 },
  { unit: 'day', size: 7, days: 7 },
  { unit: 'day', size: 14, days: 14 },
  { unit: 'month', size: 1, days: 30.4 },
  { unit: 'month', size: 3, days: 91.3 },
  { unit: 'month', size: 6, days: 182.6 },
  { unit: 'year', size: 1, days: 365.25 },
  { unit: 'year', size: 2, days: 730.5 },
  { unit: 'year', size: 5, days: 1826 },
  { unit: 'year', size: 10, days: 3652 },
];

/** At most about `most` ticks between two days, inclusive. */
export function timeTicks(from: number, to: number, most: number, words: Words = en): TimeTick[] {
  const { axisDay, axisMonth, axisYear, month: monthOfYear } = words.dates;
  const step = STEPS.find(({ days }) => (to - from) / days <= Math.max(most, 1)) ?? STEPS.at(-1)!;
  const days: number[] = [];
  if (step.unit === 'day') {
    // From the first of a month on, so that ticks fall on dates that people name.
    for (let { year, month } = dateParts(from); ;) {
      const first = Date.UTC(year, month - 1, 1) / 86_400_000;
      if (first > to) break;
      const next = Date.UTC(year, month, 1) / 86_400_000;
      for (let day = first; day < next; day += step.size)
        if (day >= from && day <= to && (step.size === 1 || next - day >= step.size * 0.5)) days.push(day);
      if (month === 12) [year, month] = [year + 1, 1];
      else month += 1;
    }
  } else {
    const months = step.unit === 'month' ? step.size : step.size * 12;
    const { year, month } = dateParts(from);
    for (let at = Math.floor((year * 12 + month - 1) / months) * months; ; at += months) {
      const day = Date.UTC(Math.floor(at / 12), at % 12, 1) / 86_400_000;
      if (day > to) break;
      if (day >= from) days.push(day);
    }
  }
  let shownYear: number | undefined;
  let shownMonth: number | undefined;
  return days.map((day) => {
    const { year, month, dayOfMonth } = dateParts(day);
    const isNewYear = year !== shownYear;
    const isNewMonth = isNewYear || month !== shownMonth;
    shownYear = year;
    shownMonth = month;
    if (step.unit === 'year') return { day, label: axisYear(year) };
    if (step.unit === 'month') return { day, label: isNewYear ? [axisMonth(month), axisYear(year)] : axisMonth(month) };
    return {
      day,
      label: isNewMonth
        ? [axisDay(dayOfMonth), isNewYear ? monthOfYear(year, month) : axisMonth(month)]
        : axisDay(dayOfMonth),
    };
  });
}
