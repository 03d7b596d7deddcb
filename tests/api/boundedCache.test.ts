import { expect, test } from 'vitest';
import { BoundedCache } from '../../server/boundedCache.ts';

/** A cache of texts by their length, and how often each was made. */
function counted(maxSize: number) {
  const made: string[] = [];
  const cache = new BoundedCache<{ text: string }>(maxSize, ({ text }) => text.length);
  const get = async (key: string, text = key): Promise<string> =>
    (
      await cache.get(key, async () => {
        made.push(key);
        return { text };
      })
    ).text;
  return { made, get, cache };
}

test('a value is made once, also when it is asked for twice at a time', async () => {
  const { made, get } = counted(10);
  expect(await Promise.all([get('a'), get('a')])).toEqual(['a', 'a']);
  await get('a');
  expect(made).toEqual(['a']);
});

test('what was not read for longest goes first', async () => {
  const { made, get } = counted(3);
  for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await get(key);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('a value larger than the cache is given and not kept, and drives nothing out', async () => {
  const { made, get } = counted(3);
  await get('a');
  expect(await get('large', 'xxxx')).toBe('xxxx');
  await get('large', 'xxxx');
  await get('a');
  expect(made).toEqual(['a', 'large', 'large']);
});

test('a making that fails is told to whoever asked, and tried again', async () => {
  const { get, cache } = counted(3);
  await expect(cache.get('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
  expect(await get('a')).toBe('a');
});
