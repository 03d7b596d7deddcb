/** What recording, changing or leaving out acts does to the index: said before anything is recorded. */
import { basisOf } from './basis.ts';
import type { Codebook } from './codebook.ts';
import type { ScoredEvent } from './event.ts';
import { eventColumns } from './eventColumns.ts';
import type { ModelDefinition } from './model.ts';
import { indexOf, neutralIndex, scoreOf } from './score.ts';

export interface IndexChange {
  readonly day: number;
  readonly before: number;
  readonly after: number;
}

/** The index of some days with the events as they are, and as they would be. Both are scored from the start, so that repetitions and undone acts count as they will. O(events + days), twice. */
export function effectOfActs(
  dyad: string,
  before: readonly ScoredEvent[],
  after: readonly ScoredEvent[],
  days: readonly number[],
  codebook: Codebook,
  model: ModelDefinition,
): IndexChange[] {
  const was = indexOn(dyad, before, days, codebook, model);
  const is = indexOn(dyad, after, days, codebook, model);
  return days.map((day, i) => ({ day, before: was[i]!, after: is[i]! }));
}

function indexOn(
  dyad: string,
  events: readonly ScoredEvent[],
  days: readonly number[],
  codebook: Codebook,
  model: ModelDefinition,
): number[] {
  if (events.length === 0) return days.map(() => neutralIndex(model));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const { tension } = scoreOf(basisOf(eventColumns(dyad, events, codebook), model, first, last), model);
  return days.map((day) => indexOf(tension[day - first]!, model.scale));
}
