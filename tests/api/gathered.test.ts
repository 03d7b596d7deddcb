/** What many ask at once is read once, and what is done with the answers leaves others their turn. */
import { expect, test } from 'vitest';
import { gathered, someAtOnce } from '../../server/gathered.ts';

test('one reading answers many, and the event loop turns while they work', async () => {
  const readings: number[] = [];
  const of = gathered(async (keys: readonly number[]) => {
    readings.push(keys.length);
    return keys.map((key) => key * 2);
  });
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  const turnsAt: number[] = [];
  const answers = await someAtOnce([...Array(40).keys()], async (key) => {
    const value = await of(key);
    if (key === 0) setImmediate(count);
    const begun = performance.now();
    while (performance.now() - begun < 3); // work that waits for nothing
    turnsAt.push(turns);
    return value;
  });
  isOver = true;
  expect(answers).toEqual([...Array(40).keys()].map((key) => key * 2));
  expect(readings).toEqual([40]);
  expect(turnsAt[0]).toBe(0);
  expect(turnsAt.at(-1)).toBeGreaterThanOrEqual(5);
});
