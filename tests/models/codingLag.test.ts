import { expect, test } from 'vitest';
import { codingLagDays } from '../../models/codingLag.ts';

const act = (day: number, sourceDate: string) => ({ day, sourceDate });

test('the lag is the median over sources with a full date', () => {
  expect(codingLagDays([act(0, '1970-01-04'), act(0, '1970')])).toBe(3);
  expect(codingLagDays([act(0, '1970-01-02'), act(0, '1970-01-04'), act(0, '1970-02-01')])).toBe(3);
  expect(codingLagDays([act(0, '1970-01-02'), act(0, '1970-01-05')])).toBe(2.5);
});

test('a source that announced the act says nothing about the lag', () => {
  expect(codingLagDays([act(10, '1970-01-02'), act(0, '1970-01-08')])).toBe(7);
});

test('it is at least a day: the day itself is never over', () => {
  expect(codingLagDays([act(0, '1970-01-01')])).toBe(1);
  expect(codingLagDays([act(0, ''), act(0, '1970-01'), act(0, '1970-02-30')])).toBe(1);
  expect(codingLagDays([])).toBe(1);
});
