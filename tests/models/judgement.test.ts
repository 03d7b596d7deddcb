import { describe, expect, it } from 'vitest';
import { type Judgement, judge } from '../../models/judgement.ts';

const period = (from: string, to: string, statistic: 'mean' | 'max' = 'mean') => ({ from, to, statistic });
const judgement = (higher: Judgement['higher'], lower: Judgement['lower']): Judgement => ({
  id: 'J1',
  dyad: 'AAA-BBB',
  higher,
  lower,
  statement: '',
  sourceName: '',
  sourceUrl: '',
});
/** A measure that grows by one a day: the epoch day itself. */
const dayItself = (_dyad: string, day: number): number => day;

describe('a judgement', () => {
  it('is held against the means of its two periods, both ends included', () => {
    const [result] = judge(
      [judgement(period('1970-01-03', '1970-01-05'), period('1970-01-01', '1970-01-02'))],
      dayItself,
    );
    expect(result).toMatchObject({ higher: 3, lower: 0.5, margin: 2.5, agrees: true });
  });

  it('is held against the highest day where it says so', () => {
    const [result] = judge(
      [judgement(period('1970-01-01', '1970-01-03', 'max'), period('1970-01-04', '1970-01-09', 'max'))],
      dayItself,
    );
    expect(result).toMatchObject({ higher: 2, lower: 8, margin: -6, agrees: false });
  });

  it('is not confirmed by a tie', () => {
    const [result] = judge(
      [judgement(period('1970-01-01', '1970-01-01'), period('1970-01-02', '1970-01-02'))],
      () => 50,
    );
    expect(result).toMatchObject({ margin: 0, agrees: false });
  });

  it('with a period that ends before it begins, or on no real day, is refused', () => {
    expect(() =>
      judge([judgement(period('1970-01-05', '1970-01-01'), period('1970-01-01', '1970-01-01'))], dayItself),
    ).toThrow('The judgement J1 has a period from 1970-01-05 to 1970-01-01');
    expect(() =>
      judge([judgement(period('1970-02-30', '1970-03-01'), period('1970-01-01', '1970-01-01'))], dayItself),
    ).toThrow('"1970-02-30" is not a calendar date');
  });
});
