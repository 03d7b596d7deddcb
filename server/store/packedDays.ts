/** Published values of consecutive days as bytes: how they lie in the database. */
import { mostBytes, readDoubles, writeDoubles } from './codedDoubles.ts';

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
   * All conflicts, then all cooperations, deviations and, without a base, tensions: the number of days in four bytes, little-endian, then each column as
   * `codedDoubles` has it, and one byte more where the length would be a multiple of 8. Such a length has what earlier versions wrote, and what withdraws
   * days: plain doubles, little-endian.
   */
  readonly bytes: Uint8Array;
}

const HEAD_BYTES = 4;
const isCoded = (bytes: Uint8Array): boolean => bytes.length % 8 !== 0;

/** @param base of the model @returns what `unpackedDays` makes the very same values of, bit for bit */
export function packedDays({ tension, conflict, cooperation, sd }: DayValues, base: number): PackedDays {
  const isSum = tension.every((value, i) => Object.is(value, base + conflict[i]! - cooperation[i]!));
  const columns = [conflict, cooperation, sd, ...(isSum ? [] : [tension])];
  const bytes = new Uint8Array(HEAD_BYTES + columns.length * mostBytes(tension.length) + 1);
  new DataView(bytes.buffer).setUint32(0, tension.length, true);
  let end = HEAD_BYTES;
  for (const column of columns) end = writeDoubles(column, bytes, end);
  return { base: isSum ? base : null, bytes: bytes.slice(0, end % 8 === 0 ? end + 1 : end) };
}

/** The columns one after another. */
function doublesOf({ base, bytes }: PackedDays): Float64Array {
  if (!isCoded(bytes)) return new Float64Array(new Uint8Array(bytes).buffer);
  const days = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const values = new Float64Array((base === null ? 4 : 3) * days);
  let end = HEAD_BYTES;
  for (let begin = 0; begin < values.length; begin += days)
    end = readDoubles(bytes, end, values.subarray(begin, begin + days));
  return values;
}

/** The values of packed days. O(days). */
export function unpackedDays({ base, bytes }: PackedDays): DayValues {
  const values = doublesOf({ base, bytes });
  const days = values.length / (base === null ? 4 : 3);
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
