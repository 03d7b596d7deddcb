/** Whose flag has changed from one run to the next: what a run tells in its log. */
import type { EventColumns } from '../../models/eventColumns.ts';
import { type Flag, flagOn } from '../../models/flag.ts';
import type { Score } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';

export interface FlagChange {
  readonly dyad: string;
  readonly model: string;
  readonly from: Flag;
  readonly to: Flag;
}

/** A dyad as one run saw it. */
export interface FlagView {
  readonly score: Score;
  readonly columns: EventColumns;
  /** the last day that the run scored */
  readonly day: number;
}

/** The change of a dyad's flag under a model; undefined when it is the same, or when nothing was scored before that could have turned. O(days). */
export function flagChange(model: ModelDefinition, before: FlagView, after: FlagView): FlagChange | undefined {
  if (before.day < before.score.firstDay) return undefined;
  const from = flagOn(before.score, before.columns, model, before.day);
  const to = flagOn(after.score, after.columns, model, after.day);
  return from === to ? undefined : { dyad: after.score.dyad, model: model.name, from, to };
}
