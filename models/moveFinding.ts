/**
 * What a move comes to, by rules that anyone can check against the parts. Title, sentence, notes, link and page all tell what is found here:
 *
 * 1. *Nobody looked* where no day of the move is covered; *no value before* where it begins before the first day that has one; *last looked
 *    at* where nobody looked at the end of it, for more than half of its days, and acts that are known do not explain half of the change: then
 *    the line mostly fades. None of them is a rise or a fall. Of other moves it is said after which day nobody looked, or at how many days.
 * 2. *Little changed* when the index changed by less than a point; *within its uncertainty* when the 90% band of the change includes zero (changeBand.ts).
 * 3. Otherwise it *rose* or *fell*.
 * 4. A *peak* (*trough*) is told where a covered day between the two lies beyond both by a point, and by a tenth of the change; where there is
 *    no value before, beyond the end, and a month or more after the first day.
 * 5. A cause is named only where it alone explains half of the change, the most exact first: one new act, if it is half of all that
 *    pulled that way too; the new acts of one type; a kind and category; a kind. Where two of a level explain half each, neither alone is the
 *    cause, and the next level is asked. A category of no name (`other`) is none.
 *
 * The words stand in client/charts/moveSentence.ts and client/charts/card/title.ts.
 */
import { Z90 } from './band.ts';
import { basisOf } from './basis.ts';
import { epochDay, toIsoDate } from './calendar.ts';
import { changeBand, isLittleChanged, SMALLEST_CHANGE, tensionChange } from './changeBand.ts';
import type { Category, Codebook } from './codebook.ts';
import { coverageOf } from './coverage.ts';
import type { Stretch } from './stretch.ts';
import type { Direction } from './dyad.ts';
import {
  groupsOf,
  MOVE_KINDS,
  type MoveExplanation,
  type MoveGroup,
  type MoveKind,
  type MoveState,
  type MoveType,
  typesOf,
} from './move.ts';
import { indexOf, type Score, scoreOf } from './score.ts';

/** The share of a change from which a cause is said to have driven it. */
export const DRIVER_SHARE = 0.5;
/** The share of a change by which a peak or trough lies beyond both ends, where it is told. */
const EXCURSION_SHARE = 0.1;

interface MoveEnd {
  /** epoch day */
  readonly day: number;
  readonly index: number;
}

interface PartCause {
  readonly kind: MoveKind;
  readonly type: string;
  readonly category: Category;
  readonly eventId: string;
  readonly indexPoints: number;
}

/** The parts of a move: as it was explained here, or as the API answers it. */
export interface MoveParts {
  readonly from: MoveEnd;
  readonly to: MoveEnd;
  readonly change: number;
  /** the 90% band of the change, index points */
  readonly band: { readonly low: number; readonly high: number };
  readonly groups: readonly MoveGroup[];
  readonly types: readonly MoveType[];
  /** of each kind the largest first; of a line with too many the largest alone */
  readonly events: readonly PartCause[];
  /** the highest and the lowest covered day between the two ends, where there is one */
  readonly highest: MoveEnd | null;
  readonly lowest: MoveEnd | null;
  /** the first day that has a value, where the move begins before it */
  readonly firstDay: number | null;
  /** no day after the first, up to the last, was looked at */
  readonly isUncovered: boolean;
  /** days after the first, up to the last, that nobody looked at; 0 under a model that does not ask */
  readonly uncoveredDays: number;
  /** the last day that somebody looked at, where it lies between the two and nobody looked at the last */
  readonly lookedThrough: MoveEnd | null;
}

export type MoveDriver =
  | { readonly by: 'act'; readonly eventId: string; readonly type: string }
  | { readonly by: 'type'; readonly type: string }
  | { readonly by: 'group'; readonly kind: MoveKind; readonly category: Category | null }
  | { readonly by: 'kind'; readonly kind: 'ended' | 'fading' };

export interface MoveFinding {
  readonly kind: 'uncovered' | 'begins' | 'faded' | 'little' | 'unclear' | 'rise' | 'fall';
  /** of a rise or a fall */
  readonly driver: MoveDriver | undefined;
  readonly peak: MoveEnd | undefined;
  readonly trough: MoveEnd | undefined;
}

/**
 * The parts of a move between two states.
 *
 * @param score of the days between them, where both states share data and model: without it no peak is told
 */
export function partsOf(
  move: MoveExplanation,
  { from, to, direction }: { readonly from: MoveState; readonly to: MoveState; readonly direction: Direction },
  codebook: Codebook,
  score?: Pick<Score, 'firstDay' | 'tension'>,
): MoveParts {
  const { model, columns } = to;
  const coverage = coverageOf(columns, model, from.day + 1, to.day);
  // What was recorded since, or is weighed otherwise, is known: only time passing between two days under one model has a band.
  const isOneModel = from.model === model;
  const isOneLine = from.columns === columns && isOneModel;
  const passed = isOneModel
    ? changeBand(tensionChange(columns, model, from.day, to.day, direction), model.scale, Z90)
    : { change: move.change, low: move.change, high: move.change };
  const known = move.change - passed.change;
  const band = isOneLine ? passed : { low: passed.low + known, high: passed.high + known };
  const firstDay = coverage.firstDay ?? coverage.firstEvent;
  const uncovered = model.unobserved && isOneLine ? coverage.uncovered : [];
  const tail = uncovered.find((stretch) => stretch.to === to.day);
  const indexOn = (day: number): number =>
    indexOf(scoreOf(basisOf(columns, model, day, day, direction), model).tension[0]!, model.scale);
  return {
    from: move.from,
    to: move.to,
    change: move.change,
    band: { low: band.low, high: band.high },
    groups: groupsOf(move, codebook),
    types: typesOf(move, codebook),
    events: MOVE_KINDS.flatMap((kind) =>
      move[kind].map(({ eventId, type, indexPoints }) => ({
        kind,
        category: codebook.get(type)!.category,
        type,
        eventId,
        indexPoints,
      })),
    ),
    ...extremesBetween(isOneLine ? score : undefined, model.scale, from.day, to.day, coverage.uncovered),
    firstDay: firstDay !== null && from.day < firstDay ? firstDay : null,
    isUncovered: coverage.uncovered.some((stretch) => stretch.from <= from.day + 1 && stretch.to >= to.day),
    uncoveredDays: uncovered.reduce((days, stretch) => days + stretch.to - stretch.from + 1, 0),
    lookedThrough: tail && tail.from - 1 > from.day ? { day: tail.from - 1, index: indexOn(tail.from - 1) } : null,
  };
}

/** O(days). */
function extremesBetween(
  score: Pick<Score, 'firstDay' | 'tension'> | undefined,
  scale: number,
  from: number,
  to: number,
  uncovered: readonly Stretch[],
): Pick<MoveParts, 'highest' | 'lowest'> {
  if (!score) return { highest: null, lowest: null };
  let highest: number | undefined;
  let lowest: number | undefined;
  let next = 0;
  const tensionOn = (day: number): number => score.tension[day - score.firstDay]!;
  for (let day = Math.max(from + 1, score.firstDay); day < to; day++) {
    while (next < uncovered.length && uncovered[next]!.to < day) next++;
    if (next < uncovered.length && uncovered[next]!.from <= day) continue;
    if (highest === undefined || tensionOn(day) > tensionOn(highest)) highest = day;
    if (lowest === undefined || tensionOn(day) < tensionOn(lowest)) lowest = day;
  }
  const endOf = (day: number | undefined): MoveEnd | null =>
    day === undefined ? null : { day, index: indexOf(tensionOn(day), scale) };
  return { highest: endOf(highest), lowest: endOf(lowest) };
}

interface DatedEnd {
  readonly date: string;
  readonly index: number;
}

type AnsweredParts = Omit<MoveParts, 'from' | 'to' | 'highest' | 'lowest' | 'firstDay' | 'lookedThrough'> & {
  readonly lookedThrough: DatedEnd | null;
  readonly from: DatedEnd;
  readonly to: DatedEnd;
  readonly highest: DatedEnd | null;
  readonly lowest: DatedEnd | null;
  readonly firstDay: string | null;
};

/** The parts as the API answers them, but for the two ends and the events, of which it says more. */
export function answeredParts({
  change,
  band,
  groups,
  types,
  highest,
  lowest,
  firstDay,
  isUncovered,
  uncoveredDays,
  lookedThrough,
}: MoveParts): Omit<AnsweredParts, 'from' | 'to' | 'events' | 'groups' | 'types'> & {
  groups: MoveGroup[];
  types: MoveType[];
} {
  const dated = (end: MoveEnd | null): DatedEnd | null => end && { date: toIsoDate(end.day), index: end.index };
  return {
    change,
    band,
    groups: [...groups],
    types: [...types],
    highest: dated(highest),
    lowest: dated(lowest),
    firstDay: firstDay === null ? null : toIsoDate(firstDay),
    isUncovered,
    uncoveredDays,
    lookedThrough: dated(lookedThrough),
  };
}

/** The parts of a move as the API answers it, whose days are dates. */
export function partsOfAnswer(move: AnsweredParts): MoveParts {
  const endOf = ({ date, index }: DatedEnd): MoveEnd => ({ day: epochDay(date), index });
  const { from, to, highest, lowest, firstDay, lookedThrough } = move;
  return {
    ...move,
    from: endOf(from),
    to: endOf(to),
    highest: highest && endOf(highest),
    lowest: lowest && endOf(lowest),
    lookedThrough: lookedThrough && endOf(lookedThrough),
    firstDay: firstDay === null ? null : epochDay(firstDay),
  };
}

export function moveFinding(move: MoveParts): MoveFinding {
  const excursions = excursionsOf(move);
  const found = (kind: MoveFinding['kind']): MoveFinding => ({ kind, driver: undefined, ...excursions });
  if (move.isUncovered && !move.types.some(({ kind }) => kind === 'new' || kind === 'revised' || kind === 'model'))
    return { ...found('uncovered'), peak: undefined, trough: undefined };
  if (move.firstDay !== null) return found('begins');
  if (mostlyFades(move)) return fadedFrom(move, found('faded'));
  const { change, band } = move;
  if (Math.abs(change) < SMALLEST_CHANGE) return found('little');
  if (isLittleChanged({ change, ...band })) return found('unclear');
  return { ...found(change > 0 ? 'rise' : 'fall'), driver: driverOf(move) };
}

/** The day that it is told from is no peak of its own. */
function fadedFrom({ lookedThrough }: MoveParts, { peak, trough, ...finding }: MoveFinding): MoveFinding {
  const other = (end: MoveEnd | undefined) => (end?.day === lookedThrough?.day ? undefined : end);
  return { ...finding, peak: other(peak), trough: other(trough) };
}

/** Rule 1. */
function mostlyFades({ from, to, change, types, lookedThrough }: MoveParts): boolean {
  if (!lookedThrough || 2 * (to.day - lookedThrough.day) <= to.day - from.day) return false;
  const known = types.reduce((sum, { kind, indexPoints }) => (kind === 'fading' ? sum : sum + indexPoints), 0);
  return known / change < DRIVER_SHARE || change === 0;
}

/** Days after the first that has a value, in which the line only leaves neutral. */
const BEGINNING_DAYS = 30;

/** Rule 4. */
function excursionsOf({
  from,
  to,
  change,
  highest,
  lowest,
  firstDay,
}: MoveParts): Pick<MoveFinding, 'peak' | 'trough'> {
  const ends = firstDay === null ? [from.index, to.index] : [to.index];
  const least = Math.max(SMALLEST_CHANGE, EXCURSION_SHARE * (firstDay === null ? Math.abs(change) : 0));
  const isTold = ({ day }: MoveEnd): boolean => firstDay === null || day >= firstDay + BEGINNING_DAYS;
  return {
    peak: highest && isTold(highest) && highest.index - Math.max(...ends) >= least ? highest : undefined,
    trough: lowest && isTold(lowest) && Math.min(...ends) - lowest.index >= least ? lowest : undefined,
  };
}

/** Rule 5. */
function driverOf({ change, groups, types, events }: MoveParts): MoveDriver | undefined {
  const pull = types.reduce((sum, { indexPoints }) => (indexPoints * change > 0 ? sum + indexPoints : sum), 0);
  const share = ({ indexPoints }: { readonly indexPoints: number }): number => indexPoints / change;
  /** The one that explains half, where no other does. */
  const alone = <Cause extends { readonly indexPoints: number }>(causes: readonly Cause[]): Cause | undefined => {
    const [first, second] = causes.filter((cause) => share(cause) >= DRIVER_SHARE);
    return second ? undefined : first;
  };
  const fresh = events.filter(({ kind }) => kind === 'new');
  const freshTypes = types.filter(({ kind }) => kind === 'new');
  const act = fresh.find((cause) => share(cause) >= DRIVER_SHARE && cause.indexPoints / pull >= DRIVER_SHARE);
  if (act) return { by: 'act', eventId: act.eventId, type: act.type };
  const type = alone(sums(freshTypes, ({ type }) => type, change));
  if (type) {
    const isOfIt = (cause: PartCause | MoveType): boolean => cause.type === type.name && cause.indexPoints * change > 0;
    const pulling = freshTypes.find(isOfIt);
    const only = pulling?.events === 1 ? fresh.find(isOfIt) : undefined;
    return only ? { by: 'act', eventId: only.eventId, type: only.type } : { by: 'type', type: type.name };
  }
  const group = alone(groups);
  if (group && group.category !== 'other') return { by: 'group', kind: group.kind, category: group.category };
  const kinds = types.filter(({ kind }) => kind === 'ended' || kind === 'fading');
  const whole = alone(sums(kinds, ({ kind }) => kind, change));
  return whole && { by: 'kind', kind: whole.name as 'ended' | 'fading' };
}

interface Sum {
  readonly name: string;
  readonly indexPoints: number;
}

/** The largest share of the change first. */
function sums(causes: readonly MoveType[], nameOf: (cause: MoveType) => string, change: number): Sum[] {
  const byName = new Map<string, number>();
  for (const cause of causes) byName.set(nameOf(cause), (byName.get(nameOf(cause)) ?? 0) + cause.indexPoints);
  return [...byName]
    .map(([name, indexPoints]) => ({ name, indexPoints }))
    .sort((p, q) => (q.indexPoints - p.indexPoints) * Math.sign(change));
}
