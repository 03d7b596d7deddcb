import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostBytes, readDoubles, writeDoubles } from '../../server/store/codedDoubles.ts';
import { packedDays, unpackedDays } from '../../server/store/packedDays.ts';

const bitsOf = (values: Float64Array): bigint[] => [...new BigUint64Array(values.slice().buffer)];

function coded(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(mostBytes(values.length));
  return bytes.slice(0, writeDoubles(values, bytes, 0));
}

function readAgain(values: Float64Array): Float64Array {
  const bytes = coded(values);
  const read = new Float64Array(values.length);
  expect(readDoubles(bytes, 0, read)).toBe(bytes.length);
  return read;
}

/** Acts that fade, one every 40 days. */
function fading(days: number): Float64Array {
  return Float64Array.from({ length: days }, (_, day) => {
    let sum = 0;
    for (let act = 0; act <= day; act += 40) sum += (1 + (act % 7)) * 2 ** (-(day - act) / (45 + (act % 3) * 70));
    return sum;
  });
}

test('any doubles come back bit for bit, of every bit pattern', () => {
  const doubles = fc.array(
    fc.oneof(fc.double(), fc.constantFrom(0, -0, Infinity, -Infinity, 5e-324, -Number.MAX_VALUE)),
  );
  fc.assert(
    fc.property(doubles, (list) => {
      const values = Float64Array.from(list);
      expect(bitsOf(readAgain(values))).toEqual(bitsOf(values));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), (bits) => {
      const values = new Float64Array(BigUint64Array.from(bits).buffer);
      expect(bitsOf(readAgain(values))).toEqual(bits);
    }),
  );
});

test('fading acts take a third of their bytes, days of one value hardly any', () => {
  const values = fading(256);
  expect(bitsOf(readAgain(values))).toEqual(bitsOf(values));
  expect(coded(values).length).toBeLessThan((8 * 256) / 3);
  expect(coded(new Float64Array(256).fill(1 / 3)).length).toBeLessThan(160);
});

test('packed days are what was packed, and doubles as an earlier version packed them are still read', () => {
  const conflict = fading(100);
  const cooperation = conflict.map((value) => value / 3);
  const sd = conflict.map(Math.sqrt);
  const sum = conflict.map((value, i) => 12 + value - cooperation[i]!);
  for (const tension of [sum, sum.map((value, i) => (i === 50 ? Number.NaN : value))]) {
    const packed = packedDays({ tension, conflict, cooperation, sd }, 12);
    expect(packed.base).toBe(tension === sum ? 12 : null);
    expect(packed.bytes.length % 8).not.toBe(0);
    const days = unpackedDays(packed);
    expect(bitsOf(days.tension)).toEqual(bitsOf(tension));
    expect(bitsOf(days.conflict)).toEqual(bitsOf(conflict));
    expect(bitsOf(days.cooperation)).toEqual(bitsOf(cooperation));
    expect(bitsOf(days.sd)).toEqual(bitsOf(sd));
  }
  const plain = new Uint8Array(Float64Array.of(...conflict, ...cooperation, ...sd).buffer);
  expect(bitsOf(unpackedDays({ base: 12, bytes: plain }).tension)).toEqual(bitsOf(sum));
});
