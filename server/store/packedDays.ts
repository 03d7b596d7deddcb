/** Published values of consecutive days as bytes: how they lie in the database. */

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
  /** doubles, little-endian: all conflicts, then all cooperations, deviations and, without a base, tensions */
  readonly bytes: Uint8Array;
}

/** @param base of the model @returns what `unpackedDays` makes the very same values of, bit for bit */
export function packedDays({ tension, conflict, cooperation, sd }: DayValues, base: number): PackedDays {
  const isSum = tension.every((value, i) => Object.is(value, base + conflict[i]! - cooperation[i]!));
  const columns = [conflict, cooperation, sd, ...(isSum ? [] : [tension])];
  const packed = new Float64Array(columns.length * tension.length);
  columns.forEach((column, i) => packed.set(column, i * tension.length));
  return { base: isSum ? base : null, bytes: new Uint8Array(packed.buffer) };
}

/** The values of packed days. O(days). */
export function unpackedDays({ base, bytes }: PackedDays): DayValues {
  const values = new Float64Array(new Uint8Array(bytes).buffer);
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
