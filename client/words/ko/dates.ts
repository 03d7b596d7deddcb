/** Korean: dates and counts. */
import { grouped } from '../grouped.ts';
import type { Words } from '../en/index.ts';

type DateParts = Parameters<Words['dates']['full']>[0];
const fullOf = ({ year, month, dayOfMonth }: DateParts): string => `${year}년 ${month}월 ${dayOfMonth}일`;

/** What the second day shares with the first is not said again. */
function rangeOf(from: DateParts, to: DateParts): string {
  const end =
    from.year !== to.year
      ? fullOf(to)
      : from.month !== to.month
        ? `${to.month}월 ${to.dayOfMonth}일`
        : `${to.dayOfMonth}일`;
  return `${fullOf(from)}~${end}`;
}

export const dates: Words['dates'] = {
  long: (year: number, month: number, day: number) => `${year}년 ${month}월 ${day}일`,
  short: (month: number, day: number) => `${month}월 ${day}일`,
  month: (year: number, month: number) => `${year}년 ${month}월`,
  full: (date) => fullOf(date),
  fullMonth: (year, month) => `${year}년 ${month}월`,
  between: (from, to) => rangeOf(from, to),
  on: (date) => fullOf(date),
  range: (from, to) => rangeOf(from, to),
  moment: (date, time) => `${fullOf(date)} ${time} UTC`,
  axisDay: (day) => `${day}일`,
  axisMonth: (month) => `${month}월`,
  axisYear: (year) => `${year}년`,
};

export const counts: Words['counts'] = {
  events: (n: number) => `사건 ${grouped(n)}건`,
  days: (n: number) => `${grouped(n)}일`,
};
