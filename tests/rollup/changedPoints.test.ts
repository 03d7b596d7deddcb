import { describe, expect, test } from 'vitest';
import type { Score } from '../../models/score.ts';
import { changedPoints } from '../../server/rollup/changedPoints.ts';
import type { PublishedSeries } from '../../server/rollup/rollup.ts';

const FIRST = 19_000;

function score(tension: readonly number[], firstDay = FIRST): Score {
  const values = Float64Array.from(tension);
  return {
    dyad: 'KOR-RUS',
    firstDay,
    lastDay: firstDay + values.length - 1,
    tension: values,
    conflict: values,
    cooperation: new Float64Array(values.length),
    sd: values,
  };
}

function published(tension: readonly number[], firstDay = FIRST): PublishedSeries {
  return { ...score(tension, firstDay), modelHash: '00000000' };
}

describe('what a score changes in a published series', () => {
  test('nothing where every value is the same', () => {
    expect(changedPoints(score([1, 2, 3]), published([1, 2, 3]))).toEqual({ changed: [], withdrawn: [] });
  });

  test('every day of a series that was never published', () => {
    expect(changedPoints(score([1, 2, 3]), undefined)).toEqual({ changed: [0, 1, 2], withdrawn: [] });
  });

  test('a new day at the end, and a day whose value differs in its last bit', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(changedPoints(score([1, 0.1 + 0.2, 3, 4]), published([1, 0.3, 3]))).toEqual({
      changed: [1, 3],
      withdrawn: [],
    });
  });

  test('a day of which only the deviation differs', () => {
    const other = { ...score([1, 2, 3]), sd: Float64Array.of(1, 2, 3.5) };
    expect(changedPoints(other, published([1, 2, 3])).changed).toEqual([2]);
  });

  test('days before an earlier first event', () => {
    expect(changedPoints(score([5, 6, 1, 2, 3], FIRST - 2), published([1, 2, 3]))).toEqual({
      changed: [0, 1],
      withdrawn: [],
    });
  });

  test('days before a later first event are withdrawn, not set to zero', () => {
    expect(changedPoints(score([3], FIRST + 2), published([1, 2, 3]))).toEqual({
      changed: [],
      withdrawn: [FIRST, FIRST + 1],
    });
  });

  test('the whole series of a dyad that has lost its last event is withdrawn', () => {
    expect(changedPoints(undefined, published([1, 2]))).toEqual({ changed: [], withdrawn: [FIRST, FIRST + 1] });
  });

  test('nothing where a dyad has no events and never had', () => {
    expect(changedPoints(undefined, undefined)).toEqual({ changed: [], withdrawn: [] });
  });

  test('days before the one from which it may differ are passed over', () => {
    expect(changedPoints(score([1, 2, 3, 4]), undefined, FIRST + 3)).toEqual({ changed: [3], withdrawn: [] });
    expect(changedPoints(score([1, 2], FIRST), undefined, FIRST - 10)).toEqual({ changed: [0, 1], withdrawn: [] });
  });
});
