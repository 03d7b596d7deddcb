import { describe, expect, it } from 'vitest';
import { feedDay } from '../../server/feeds/feedDate.ts';
import { epochDay } from '../../models/calendar.ts';
import { ENGLISH_MONTHS, monthNamed } from '../../models/monthNames.ts';
import { orderOf, readDate } from '../../models/writtenDate.ts';

const APRIL_5 = '2024-04-05';
const MAY_4 = '2024-05-04';

describe('a written date', () => {
  it.each([
    '2024-04-05',
    '2024-4-5',
    '2024/4/5',
    '2024. 4. 5.',
    '2024.4.5',
    '2024년 4월 5일',
    '20240405',
    '5 Apr 2024',
    '5 april 2024',
    '5th April, 2024',
    '5. Apr. 2024',
    '05-Apr-2024',
    'April 5, 2024',
    'Apr 5th 2024',
    '05.04.2024', // nobody writes the month first with dots
    'Friday, 5 April 2024',
    '5 avril 2024',
    '2024-04-05 12:30',
    '45387', // as spreadsheets count
  ])('%s is one day', (text) => {
    expect(readDate(text)).toEqual({ kind: 'day', date: APRIL_5 });
  });

  it('may be two days, and is not guessed', () => {
    const either = { kind: 'either', dates: { 'day-first': APRIL_5, 'month-first': MAY_4 } };
    expect(readDate('5/4/2024')).toEqual(either); // the example of the doc block
    expect(readDate('5-4-24')).toEqual(either);
  });

  it('is certain where a number is above 12, or both are the same, and tells the order of its column', () => {
    expect(readDate('13/4/2024')).toEqual({ kind: 'day', date: '2024-04-13', order: 'day-first' });
    expect(readDate('4/13/2024')).toEqual({ kind: 'day', date: '2024-04-13', order: 'month-first' });
    expect(readDate('4/4/2024')).toEqual({ kind: 'day', date: '2024-04-04' });
    expect(orderOf(['5/4/2024', '13/4/2024'])).toEqual({ order: 'day-first', isMixed: false, open: ['5/4/2024'] });
  });

  it('without a day is a month or a year', () => {
    expect(readDate('April 2024')).toEqual({ kind: 'month', date: '2024-04-15' });
    expect(readDate('2024')).toEqual({ kind: 'year' });
  });

  it.each(['', 'soon', '30 Feb 2024', '2024-13-01', 'Wednesday', '5 Marzz 2024', '0/4/2024', '5 x 2024'])(
    '"%s" is none',
    (text) => {
      expect(readDate(text)).toBeUndefined();
    },
  );
});

it('months have their names once, for forms, files, feeds and articles', () => {
  expect(ENGLISH_MONTHS.map(monthNamed)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect([monthNamed('Sept'), monthNamed('märz'), monthNamed('jui')]).toEqual([9, 3, undefined]);
  expect([feedDay('16 May 2025'), feedDay('16 Mayo-like 2025')]).toEqual([epochDay('2025-05-16'), undefined]);
});
