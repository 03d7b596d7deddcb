/** Parts that are compressed apart, as one gzip file. */
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gzipOfParts } from '../../server/api/gzipParts.ts';

test('parts in any order, empty ones and none, are one gzip of all bytes', async () => {
  const [a, b, empty] = [
    Buffer.from('{"dyads":[1,2,3]}'.repeat(5000)),
    Buffer.from('한국 – Россия '.repeat(300)),
    Buffer.alloc(0),
  ];
  for (const parts of [[a, b], [b, a, b], [empty, a, empty], [a], []]) {
    const bytes = Buffer.concat(parts);
    expect(gunzipSync(await gzipOfParts(parts, bytes))).toEqual(bytes);
  }
});
