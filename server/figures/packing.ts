/**
 * Hands a card to a drawing thread. Most of it are the days of its series, which are the same in every look of a view: they are put into bytes
 * once, in memory that threads share, so that the server's own thread has next to nothing to do for the next figure of the view.
 */
import { deserialize, serialize } from 'node:v8';
import type { CardInput } from '../../client/charts/card/cardInput.ts';

type Data = CardInput['data'];

export interface PackedCard {
  readonly rest: Omit<CardInput, 'data'>;
  /** v8's own form */
  readonly data: Uint8Array<SharedArrayBuffer>;
}

const packed = new WeakMap<object, Uint8Array<SharedArrayBuffer>>();

export function packedCard({ data, ...rest }: CardInput): PackedCard {
  const bytes = packed.get(data) ?? sharedBytes(serialize(data));
  packed.set(data, bytes);
  return { rest, data: bytes };
}

export function unpackedCard({ rest, data }: PackedCard): CardInput {
  const read: Data = deserialize(data);
  return { ...rest, data: read } as CardInput; // as it was before it was taken apart
}

function sharedBytes(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
