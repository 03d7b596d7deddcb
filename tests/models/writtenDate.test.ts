import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { writtenDate } from '../../models/writtenDate.ts';

const APRIL_5 = epochDay('2024-04-05');
const MAY_4 = epochDay('2024-05-04');

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
  ])('%s is one day', (text) => {
    expect(writtenDate(text)).toEqual({ day: APRIL_5 });
  });

  it('may be two days, and is not guessed', () => {
    expect(writtenDate('5/4/2024')).toEqual({ dayFirst: APRIL_5, monthFirst: MAY_4 }); // the example of the doc block
    expect(writtenDate('05.04.2024')).toEqual({ dayFirst: APRIL_5, monthFirst: MAY_4 });
    expect(writtenDate('5/4/2024', 'dayFirst')).toEqual({ day: APRIL_5 });
    expect(writtenDate('5/4/2024', 'monthFirst')).toEqual({ day: MAY_4 });
  });

  it('is certain where a number is above 12, or both are the same', () => {
    expect(writtenDate('13/4/2024')).toEqual({ day: epochDay('2024-04-13') });
    expect(writtenDate('4/13/2024')).toEqual({ day: epochDay('2024-04-13') });
    expect(writtenDate('4/4/2024')).toEqual({ day: epochDay('2024-04-04') });
  });

  it.each(['', 'soon', '5/4/24', '30 Feb 2024', '2024-13-01', 'Wednesday', '5 Marz 2024', '0/4/2024', '5 x 2024'])(
    '"%s" is none',
    (text) => {
      expect(writtenDate(text)).toBeUndefined();
    },
  );
});
