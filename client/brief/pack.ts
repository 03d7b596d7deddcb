/** The pack: codes of views in an order. It stands in the address, and stays with the browser between visits. */
import { BOM } from '../state/download.ts';
import { MAX_PACKED } from './briefState.ts';

/** Puts a view at the end; one that is there already stays where it is, and a full pack as it is. */
export function withView(pack: readonly string[], code: string): readonly string[] {
  return pack.includes(code) || pack.length >= MAX_PACKED ? pack : [...pack, code];
}

export function withoutView(pack: readonly string[], code: string): readonly string[] {
  return pack.filter((other) => other !== code);
}

/** Moves a view up (-1) or down (1); the first cannot go up, nor the last down. */
export function movedView(pack: readonly string[], code: string, by: -1 | 1): readonly string[] {
  const at = pack.indexOf(code);
  const other = pack[at + by];
  if (at < 0 || other === undefined) return pack;
  return pack.with(at, other).with(at + by, code);
}

export const PACK_FORMATS = ['pdf', 'pptx', 'zip'] as const;
export type PackFormat = (typeof PACK_FORMATS)[number];

/** @param look as `presentationQuery` writes it */
export function packAddress(pack: readonly string[], format: PackFormat, look: string): string {
  return `/api/v1/packs/pack.${format}?views=${pack.map(encodeURIComponent).join(',')}&${look}${format === 'zip' ? BOM : ''}`;
}
