/**
 * Hands a card to a drawing thread. Most of it are the days of its series, which are the same in every look of a view: they are put into bytes
 * once, in memory that threads share, so that the server's own thread has next to nothing to do for the next figure of the view.
 */
import { deserialize, serialize } from 'node:v8';
import { LRUCache } from 'lru-cache';
import type { CardInput } from '../../client/charts/card/cardInput.ts';

type Data = CardInput['data'];

export interface PackedCard {
  /** of the data: two cards of one number have the same */
  readonly id: number;
  readonly rest: Omit<CardInput, 'data'>;
  /** v8's own form */
  readonly data: Uint8Array<SharedArrayBuffer>;
}

const packed = new WeakMap<object, Pick<PackedCard, 'id' | 'data'>>();
let packedOnes = 0;

export function packedCard({ data, ...rest }: CardInput): PackedCard {
  const known = packed.get(data) ?? { id: ++packedOnes, data: sharedBytes(serialize(data)) };
  packed.set(data, known);
  return { rest, ...known };
}

/** Days of series that a thread keeps unpacked, some 300 bytes each and as much again in numbers. */
const MAX_KEPT_DAYS = 30_000;

/** Of this thread: whoever tries looks of a view, or takes it in several formats, has its data unpacked once. */
const unpacked = new LRUCache<number, Data>({
  maxSize: MAX_KEPT_DAYS,
  sizeCalculation: (data) =>
    1 + ('series' in data ? [data] : data).reduce((n, { series }) => n + series.points.length, 0),
});

export function unpackedCard({ id, rest, data }: PackedCard): CardInput {
  const read: Data = unpacked.get(id) ?? deserialize(data);
  unpacked.set(id, read);
  return { ...rest, data: read } as CardInput; // as it was before it was taken apart
}

function sharedBytes(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
