/**
 * What a move comes to, by rules that anyone can check against the parts:
 *
 * 1. *Little changed* when the index at the end lies inside the 90% band of the start, or within one point of it.
 * 2. Otherwise it *rose* or *fell*.
 * 3. The driver, the group of causes (kind and category) with the largest share in the direction of the move, is named only
 *    if it explains at least half of the change; its largest event is named with it if that alone explains a quarter.
 *
 * The words for it stand in client/charts/moveSentence.ts.
 */
import { epochDay } from './calendar.ts';
import type { Category, Codebook } from './codebook.ts';
import { groupsOf, MOVE_KINDS, type MoveExplanation, type MoveGroup, type MoveKind } from './move.ts';

/** Index points below which a change is never called one. */
export const SMALLEST_CHANGE = 1;
/** The share of a change from which a cause is said to have driven it. */
export const DRIVER_SHARE = 0.5;
const NAMED_EVENT_SHARE = 0.25;

/** A 90% band, in index points. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

interface MoveEnd {
  /** epoch day */
  readonly day: number;
  readonly index: number;
}

/** The parts of a move: as it was explained here, or as the API answers it. */
export interface MoveParts {
  readonly from: MoveEnd;
  readonly to: MoveEnd;
  readonly change: number;
  readonly groups: readonly MoveGroup[];
  /** of each kind the largest first */
  readonly events: readonly {
    readonly kind: MoveKind;
    readonly category: Category;
    readonly eventId: string;
    readonly indexPoints: number;
  }[];
}

export interface MoveDriver extends MoveGroup {
  /** the id of the event that explains a quarter of the move alone */
  readonly namedEvent: string | undefined;
}

export type MoveFinding =
  | { readonly kind: 'little' }
  | { readonly kind: 'rise' | 'fall'; readonly driver: MoveDriver | undefined };

export function partsOf(move: MoveExplanation, codebook: Codebook): MoveParts {
  return {
    from: move.from,
    to: move.to,
    change: move.change,
    groups: groupsOf(move, codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, type, indexPoints }) => ({
        kind,
        category: codebook.get(type)!.category,
        eventId,
        indexPoints,
      })),
    ),
  };
}

/** The parts of a move as the API answers it, whose ends have dates. */
export function partsOfAnswer(
  move: Omit<MoveParts, 'from' | 'to'> & Record<'from' | 'to', { readonly date: string; readonly index: number }>,
): MoveParts {
  const endOf = ({ date, index }: { readonly date: string; readonly index: number }): MoveEnd => ({
    day: epochDay(date),
    index,
  });
  return { ...move, from: endOf(move.from), to: endOf(move.to) };
}

/** Rule 1. */
export function isLittleChanged(
  { change, to }: { readonly change: number; readonly to: { readonly index: number } },
  fromBand: Band,
): boolean {
  return Math.abs(change) < SMALLEST_CHANGE || (to.index >= fromBand.low && to.index <= fromBand.high);
}

/** @param fromBand the 90% band of the starting point */
export function moveFinding(move: MoveParts, fromBand: Band): MoveFinding {
  if (isLittleChanged(move, fromBand)) return { kind: 'little' };
  return { kind: move.change > 0 ? 'rise' : 'fall', driver: driverOf(move) };
}

/** Rule 3. */
function driverOf({ change, groups, events }: MoveParts): MoveDriver | undefined {
  const [first] = groups.toSorted((a, b) => (b.indexPoints - a.indexPoints) * Math.sign(change));
  if (!first || first.indexPoints / change < DRIVER_SHARE) return undefined;
  const largest =
    first.kind === 'new'
      ? events.find(
          ({ kind, category, indexPoints }) =>
            kind === 'new' && category === first.category && Math.sign(indexPoints) === Math.sign(change),
        )
      : undefined;
  return {
    ...first,
    namedEvent: largest && largest.indexPoints / change >= NAMED_EVENT_SHARE ? largest.eventId : undefined,
  };
}
