/** Published values of consecutive days as bytes: how they lie in the database. */
import { crc32 } from 'node:zlib';
import { DoublesDamaged, mostBytes, readDoubles, writeDoubles } from './codedDoubles.ts';

/** One entry a day; NaN on a day that has no value any more. */
export interface DayValues {
  readonly tension: Float64Array;
  readonly conflict: Float64Array;
  readonly cooperation: Float64Array;
  readonly sd: Float64Array;
}

export interface PackedDays {
  /** tension less conflict plus cooperation, where the tension of every day is that exact sum; otherwise null, and the tensions are packed too */
  readonly base: number | null;
  /**
   * All conflicts, then all cooperations, deviations and, without a base, tensions: the lower two bytes of the number of days, little-endian, and the two of
   * `MARK`; the CRC-32 of the base and of what follows; then each column as `codedDoubles` has it, and a zero more where the length would be a multiple
   * of 8. No mark: the number of days in four bytes and no checksum, as rows were coded at first. A length that is a multiple of 8 has what still earlier versions wrote, and what withdraws days:
   * plain doubles, little-endian.
   */
  readonly bytes: Uint8Array;
}

const COUNT_BYTES = 4;
const CHECKED_HEAD_BYTES = 8;
/** No number of days has it as its upper bytes, and no bit that is changed makes it zeros. */
const MARK = 0x5ec3;
/** Two centuries are more than two bytes hold. */
const lowOf = (days: number): number => days & 0xffff;
const isCoded = (bytes: Uint8Array): boolean => bytes.length % 8 !== 0;
/** Of the values, and of the base without which they are others. */
const checksumOf = (base: number | null, values: Uint8Array): number =>
  crc32(values, base === null ? 0 : crc32(new Uint8Array(Float64Array.of(base).buffer)));
const columnsOf = (base: number | null): number => (base === null ? 4 : 3);

/** @param base of the model @returns what `unpackedDays` makes the very same values of, bit for bit */
export function packedDays({ tension, conflict, cooperation, sd }: DayValues, base: number): PackedDays {
  const isSum = tension.every((value, i) => Object.is(value, base + conflict[i]! - cooperation[i]!));
  const columns = [conflict, cooperation, sd, ...(isSum ? [] : [tension])];
  const bytes = new Uint8Array(CHECKED_HEAD_BYTES + columns.length * mostBytes(tension.length) + 1);
  let end = CHECKED_HEAD_BYTES;
  for (const column of columns) end = writeDoubles(column, bytes, end);
  bytes[end] = 0;
  const packed = bytes.slice(0, end % 8 === 0 ? end + 1 : end);
  const head = new DataView(packed.buffer);
  head.setUint16(0, lowOf(tension.length), true);
  head.setUint16(2, MARK, true);
  const written = isSum ? base : null;
  head.setUint32(COUNT_BYTES, checksumOf(written, packed.subarray(CHECKED_HEAD_BYTES)), true);
  return { base: written, bytes: packed };
}

/** The columns one after another. @throws DoublesDamaged */
function doublesOf({ base, bytes }: PackedDays, days: number): Float64Array {
  const length = columnsOf(base) * days;
  const refuse = (what: string): never => {
    throw new DoublesDamaged(`not the values of ${days} days: ${what}`);
  };
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const mark = bytes.length < COUNT_BYTES ? undefined : head.getUint16(2, true);
  const isChecked = mark === MARK && head.getUint16(0, true) === lowOf(days);
  if (!isCoded(bytes) && !isChecked && bytes.length === 8 * length)
    return new Float64Array(new Uint8Array(bytes).buffer);
  if (!isCoded(bytes)) return refuse(`${bytes.length} bytes`);
  if (!isChecked && (mark === undefined || head.getUint32(0, true) !== days)) return refuse('they begin otherwise');
  let end = isChecked ? CHECKED_HEAD_BYTES : COUNT_BYTES;
  if (isChecked && (bytes.length < end || head.getUint32(COUNT_BYTES, true) !== checksumOf(base, bytes.subarray(end))))
    return refuse('another checksum');
  const values = new Float64Array(length);
  for (let begin = 0; begin < length; begin += days)
    end = readDoubles(bytes, end, values.subarray(begin, begin + days));
  if (bytes.length !== (end % 8 === 0 ? end + 1 : end)) return refuse('bytes behind the last one');
  return values;
}

/** The values of packed days. O(days). @throws DoublesDamaged for bytes that are not those of so many days */
export function unpackedDays({ base, bytes }: PackedDays, days: number): DayValues {
  const values = doublesOf({ base, bytes }, days);
  const column = (place: number): Float64Array => values.subarray(place * days, (place + 1) * days);
  const [conflict, cooperation, sd] = [column(0), column(1), column(2)];
  const tension = base === null ? column(3) : conflict.map((value, i) => base + value - cooperation[i]!);
  return { tension, conflict, cooperation, sd };
}

/** Most days of one row: a reading of the last months need not fetch the years before. */
export const STRETCH_DAYS = 256;

/** Ascending days (epoch), cut into stretches of at most `STRETCH_DAYS`; gaps of up to `maxGap` days are bridged. */
export function stretchesOf(days: readonly number[], maxGap = 0): { readonly from: number; readonly to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last && day - last.to <= 1 + maxGap && day - last.from < STRETCH_DAYS) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}
