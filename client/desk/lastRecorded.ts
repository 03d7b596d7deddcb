/** What a sheet recorded last. It stays with the sheet in the browser, so that it can be taken back after a reload. */
import type { ActDraft } from './actDraft.ts';

export interface LastRecorded {
  /** `recordings` of the sheet when it was written: asking again after a failure goes on with the same */
  readonly attempt: number;
  /** the acts of the sheet */
  readonly acts: readonly string[];
  /** events that are new: taking back retracts them */
  readonly created: readonly { readonly id: string; readonly dyad: string }[];
  /** events that were revised: taking back gives them the fields of before */
  readonly revised: readonly Revised[];
  readonly dyads: readonly string[];
  readonly run: number | undefined;
}

export interface Revised {
  /** the acts of the sheet that revised it */
  readonly of: readonly string[];
  readonly id: string;
  readonly actId: string;
  readonly before: ActDraft;
  readonly after: ActDraft;
  /** the number of our revision: where the event has a later one, somebody wrote since */
  readonly revision: number;
}

export const nothingRecorded = (attempt: number): LastRecorded => ({
  attempt,
  acts: [],
  created: [],
  revised: [],
  dyads: [],
  run: undefined,
});

/** Two acts of a text may revise one event: it goes back to what it was before the first. */
export function withRevised(revised: readonly Revised[], now: Revised): readonly Revised[] {
  const first = revised.find(({ id }) => id === now.id);
  if (!first) return [...revised, now];
  return revised.map((one) => (one === first ? { ...now, of: [...first.of, ...now.of], before: first.before } : one));
}
