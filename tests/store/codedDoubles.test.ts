import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DoublesDamaged, mostBytes, readDoubles, writeDoubles } from '../../server/store/codedDoubles.ts';
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
    const days = unpackedDays(packed, tension.length);
    expect(bitsOf(days.tension)).toEqual(bitsOf(tension));
    expect(bitsOf(days.conflict)).toEqual(bitsOf(conflict));
    expect(bitsOf(days.cooperation)).toEqual(bitsOf(cooperation));
    expect(bitsOf(days.sd)).toEqual(bitsOf(sd));
  }
  const plain = new Uint8Array(Float64Array.of(...conflict, ...cooperation, ...sd).buffer);
  expect(bitsOf(unpackedDays({ base: 12, bytes: plain }, 100).tension)).toEqual(bitsOf(sum));
});

test('two centuries of days are packed and read like any', () => {
  const days = 77_000; // from 1816, more than two bytes count
  const conflict = fading(256);
  const long = Float64Array.from({ length: days }, (_, day) => conflict[day % 256]!);
  const sum = long.map((value) => 12 + value - value / 2);
  const packed = packedDays(
    { tension: sum, conflict: long, cooperation: long.map((value) => value / 2), sd: long },
    12,
  );
  expect(bitsOf(unpackedDays(packed, days).tension)).toEqual(bitsOf(sum));
  expect(() => unpackedDays(packed, days - 0x10000)).toThrow(DoublesDamaged);
});

const bits64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
/** Values of 0 to 64 days, of every bit pattern or of fading acts; their tensions are the sum of the others, or are packed too. */
const someDays = fc.integer({ min: 0, max: 64 }).chain((days) =>
  fc.record({
    isSum: fc.boolean(),
    base: fc.constantFrom(0, 12, -0.1),
    columns: fc.oneof(
      fc.array(
        fc
          .array(bits64, { minLength: days, maxLength: days })
          .map((bits) => new Float64Array(BigUint64Array.from(bits).buffer)),
        { minLength: 4, maxLength: 4 },
      ),
      fc.nat(7).map((n) => [1, 2, 3, 4].map((times) => fading(days).map((value) => times * value + n))),
    ),
  }),
);
const packedOf = ({ isSum, base, columns: [conflict, cooperation, sd, other] }: SomeDays) => {
  const tension = isSum ? conflict!.map((value, i) => base + value - cooperation![i]!) : other!;
  const values = { tension, conflict: conflict!, cooperation: cooperation!, sd: sd! };
  return { values, packed: packedDays(values, base) };
};
type SomeDays = typeof someDays extends fc.Arbitrary<infer Value> ? Value : never;
const everyBit = ({ tension, conflict, cooperation, sd }: ReturnType<typeof unpackedDays>): bigint[] =>
  [tension, conflict, cooperation, sd].flatMap(bitsOf);

test('0 to 64 days come back bit for bit, with their tensions or as a sum', () => {
  const branches = new Set<boolean>();
  fc.assert(
    fc.property(someDays, (some) => {
      const { values, packed } = packedOf(some);
      branches.add(packed.base === null);
      expect(everyBit(unpackedDays(packed, values.tension.length))).toEqual(everyBit(values));
    }),
  );
  expect(branches.size).toBe(2);
});

test('packed days that are damaged in any way are none: a changed bit, a cut end, something behind it, another base, another count', () => {
  fc.assert(
    fc.property(someDays, fc.nat(), fc.nat(7), fc.integer({ min: 1, max: 20 }), (some, place, bit, more) => {
      const { values, packed } = packedOf(some);
      const days = values.tension.length;
      const { base, bytes } = packed;
      const spoiled = bytes.slice();
      spoiled[place % bytes.length]! ^= 1 << bit;
      const longer = new Uint8Array(bytes.length + more);
      longer.set(bytes);
      for (const [what, damaged, count] of [
        ['a bit', { base, bytes: spoiled }, days],
        ['cut', { base, bytes: bytes.slice(0, Math.max(1, bytes.length - more)) }, days],
        ['longer', { base, bytes: longer }, days],
        ['base', { base: base === null ? 12 : base + 1, bytes }, days],
        ['no base', { base: base === null ? 0 : null, bytes }, days],
        ['count', packed, days + 1],
      ] as const)
        expect(() => unpackedDays(damaged, count), what).toThrow(DoublesDamaged);
    }),
    { numRuns: 1000 },
  );
});

test('rows that were coded before there were checksums are read, and one that is damaged in its lengths is refused', () => {
  const { values, packed } = packedOf({
    isSum: true,
    base: 12,
    columns: [1, 2, 3, 4].map(() => new Float64Array(fading(64))),
  });
  const older = new Uint8Array(packed.bytes.length - 4);
  older.set(packed.bytes.subarray(8), 4);
  new DataView(older.buffer).setUint32(0, 64, true);
  const whole = older.length % 8 === 0 ? Uint8Array.of(...older, 0) : older;
  expect(everyBit(unpackedDays({ base: 12, bytes: whole }, 64))).toEqual(everyBit(values));
  const spoiled = whole.slice();
  spoiled[4]! ^= 15;
  expect(() => unpackedDays({ base: 12, bytes: spoiled }, 64)).toThrow(DoublesDamaged);
});
