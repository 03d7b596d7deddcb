/** Event columns as plain arrays, which is how they travel in JSON. */
import type { CoveredStretch } from './stretch.ts';
import type { EventColumns } from './eventColumns.ts';

type Plain<Value> = Value extends Int32Array | Uint16Array | Int8Array | Uint8Array | Float64Array
  ? number[]
  : Value extends readonly string[]
    ? string[]
    : Value;
/** Events coded by hand, without the amounts of those coded by machine: these are scored where they are stored. */
export type PackedColumns = {
  -readonly [
    Name in Exclude<keyof EventColumns, 'dyad' | 'amount' | 'sources' | 'ends' | 'lastDay' | 'coverage'>
  ]: Plain<EventColumns[Name]>;
} & {
  lastDay?: number[] | undefined;
  ends?: { by: number[]; ended: number[] } | undefined;
  coverage?: CoveredStretch[] | undefined;
};

export function packColumns(columns: EventColumns): PackedColumns {
  return {
    ids: [...columns.ids],
    types: [...columns.types],
    actors: [...columns.actors],
    day: [...columns.day],
    type: [...columns.type],
    actor: [...columns.actor],
    polarity: [...columns.polarity],
    severity: [...columns.severity],
    indirect: [...columns.indirect],
    unverified: [...columns.unverified],
    firstSideShare: [...columns.firstSideShare],
    ...(columns.lastDay && { lastDay: [...columns.lastDay] }),
    ...(columns.ends && { ends: { by: [...columns.ends.by], ended: [...columns.ends.ended] } }),
    ...(columns.coverage && { coverage: [...columns.coverage] }),
  };
}

/** The columns that were packed; the numbers are trusted, as everything that one's own server sends. */
export function unpackColumns(dyad: string, packed: PackedColumns): EventColumns {
  return {
    dyad,
    ids: packed.ids,
    types: packed.types,
    actors: packed.actors,
    day: Int32Array.from(packed.day),
    type: Uint16Array.from(packed.type),
    actor: Uint16Array.from(packed.actor),
    polarity: Int8Array.from(packed.polarity),
    severity: Uint8Array.from(packed.severity),
    indirect: Uint8Array.from(packed.indirect),
    unverified: Uint8Array.from(packed.unverified),
    firstSideShare: Float64Array.from(packed.firstSideShare),
    ...(packed.lastDay && { lastDay: Int32Array.from(packed.lastDay) }),
    ...(packed.ends && { ends: { by: Int32Array.from(packed.ends.by), ended: Int32Array.from(packed.ends.ended) } }),
    ...(packed.coverage && { coverage: packed.coverage }),
  };
}
