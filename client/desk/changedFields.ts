/** Which fields of an act differ, those of its bearings in their order: for acts that are not recorded yet, whose bearings have no ids. Pure. */
import type { ActDraft, BearingDraft } from './actDraft.ts';

/** @returns names of fields; `bearings` where the pairs themselves are others */
export function changedFields(from: ActDraft, to: ActDraft): string[] {
  const own = (Object.keys(to) as (keyof ActDraft)[]).filter(
    (field) => field !== 'bearings' && to[field] !== from[field],
  );
  const ofBearings = to.bearings.flatMap((bearing, i) =>
    (Object.keys(bearing) as (keyof BearingDraft)[]).filter(
      (field) => JSON.stringify(bearing[field]) !== JSON.stringify(from.bearings[i]?.[field]),
    ),
  );
  return [...new Set([...own, ...ofBearings, ...(to.bearings.length === from.bearings.length ? [] : ['bearings'])])];
}
