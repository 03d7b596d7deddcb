/** Korean: dates and counts. */
import { grouped } from '../grouped.ts';
import type { DateParts, Period } from '../en/dates.ts';
import type { Words } from '../en/index.ts';

const fullOf = ({ year, month, dayOfMonth }: DateParts, hasYear = true): string =>
  `${hasYear ? `${year}년 ` : ''}${month}월 ${dayOfMonth}일`;

function duringWords(period: Period): string {
  switch (period.kind) {
    case 'day':
      return fullOf(period.day);
    case 'days':
      return rangeOf(period.from, period.to);
    case 'month':
      return `${period.year}년 ${period.month}월`;
    case 'months': {
      const { from, to } = period;
      return from.year === to.year
        ? `${from.year}년 ${from.month}~${to.month}월`
        : `${from.year}년 ${from.month}월~${to.year}년 ${to.month}월`;
    }
    case 'quarter':
      return `${period.year}년 ${period.place}분기`;
    case 'half':
      return `${period.year}년 ${period.place === 1 ? '상반기' : '하반기'}`;
    case 'year':
      return `${period.year}년`;
    case 'years':
      return `${period.from}~${period.to}년`;
  }
}

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
  full: fullOf,
  fullMonth: (year, month) => `${year}년 ${month}월`,
  inMonth: (year, month) => `${year}년 ${month}월`,
  during: duringWords,
  between: (from, to) => rangeOf(from, to),
  on: fullOf,
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
