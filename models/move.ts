/** The change between two days as the exact sum of its causes. */
import { type EventColumns, kernel, unitImpacts } from './basis.ts';
import { secantSlope } from './contribution.ts';
import type { Direction } from './dyad.ts';
import { indexOf } from './index.ts';
import type { ModelDefinition } from './model.ts';

/** What one event adds to the change from one day to another. */
export interface MoveCause {
  /** position of the event in the columns */
  readonly event: number;
  readonly eventId: string;
  /** change of a_e K, signed */
  readonly tensionPoints: number;
  /** its share of the change of the index, signed */
  readonly indexPoints: number;
}

export interface MoveExplanation {
  readonly from: { readonly day: number; readonly index: number; readonly tension: number };
  readonly to: { readonly day: number; readonly index: number; readonly tension: number };
  /** index on `to` less index on `from` */
  readonly change: number;
  /** events after `from`, up to and including `to`, largest first */
  readonly new: readonly MoveCause[];
  /** events up to and including `from` whose effect has changed since: what raised tension has faded, and what eased it too; largest first */
  readonly fading: readonly MoveCause[];
  /** change less the sum of all indexPoints: rounding only, below 1e-9 */
  readonly residual: number;
}

/**
 * Explains the move of the index from one day to another, both as known now and under one model. With
 * g = (I(L_to) - I(L_from)) / (L_to - L_from) (the slope I' where the two are equal), every event has g times its change in
 * tension points: the Aumann-Shapley share, which does not depend on any order of the events. O(n log n).
 *
 * @param fromDay,toDay epoch days; `fromDay` may lie before the first event, then the move starts at neutral
 * @throws RangeError when `toDay` lies before `fromDay`.
 */
export function explainMove(columns: EventColumns, model: ModelDefinition, fromDay: number, toDay: number, direction: Direction = 'both'): MoveExplanation {
  if (toDay < fromDay) throw new RangeError(`A move from day ${fromDay} to day ${toDay} runs backwards: give the earlier day first.`);
  const impacts = unitImpacts(columns, model, direction);
  const parts: { event: number; isNew: boolean; tensionPoints: number }[] = [];
  let before = 0;
  let after = 0;
  for (let event = 0; event < impacts.length && columns.day[event]! <= toDay; event++) {
    const parameters = model.types[columns.types[columns.type[event]!]!]!;
    const impact = impacts[event]! * parameters.weight;
    const atFrom = impact * kernel(fromDay - columns.day[event]!, parameters);
    const atTo = impact * kernel(toDay - columns.day[event]!, parameters);
    before += atFrom;
    after += atTo;
    if (atTo !== atFrom) parts.push({ event, isNew: columns.day[event]! > fromDay, tensionPoints: atTo - atFrom });
  }
  const from = { day: fromDay, tension: model.base + before, index: indexOf(model.base + before, model.scale) };
  const to = { day: toDay, tension: model.base + after, index: indexOf(model.base + after, model.scale) };
  const gain = secantSlope(from.tension, to.tension, model.scale);
  let explained = 0;
  const causes = (wantNew: boolean): MoveCause[] =>
    parts
      .filter((part) => part.isNew === wantNew)
      .map(({ event, tensionPoints }): MoveCause => {
        const indexPoints = gain * tensionPoints;
        explained += indexPoints;
        return { event, eventId: columns.ids[event]!, tensionPoints, indexPoints };
      })
      .sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints) || a.event - b.event);
  const arrived = causes(true);
  const fading = causes(false);
  const change = to.index - from.index;
  return { from, to, change, new: arrived, fading, residual: change - explained };
}
