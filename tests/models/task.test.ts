import { describe, expect, it } from 'vitest';
import { type Progress, type Task, finish, runTask } from '../../models/task.ts';

function* counting(total: number): Task<string> {
  for (let done = 1; done <= total; done++) yield { done, total };
  return 'all';
}

describe('a task', () => {
  it('tells how far it is and gives its result', () => {
    const seen: Progress[] = [];
    expect(runTask(counting(3), (progress) => seen.push(progress))).toBe('all');
    expect(seen).toEqual([
      { done: 1, total: 3 },
      { done: 2, total: 3 },
      { done: 3, total: 3 },
    ]);
    expect(finish(counting(0))).toBe('all');
  });

  it('ends between two steps when it should, without a result', () => {
    const seen: Progress[] = [];
    expect(
      runTask(
        counting(100),
        (progress) => seen.push(progress),
        () => seen.length === 2,
      ),
    ).toBeUndefined();
    expect(seen).toHaveLength(2);
  });
});
