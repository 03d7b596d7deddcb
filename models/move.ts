/** The change of the index between two states as the exact sum of its causes. */
import type { EventColumns } from './eventColumns.ts';
import { unitImpacts } from './impacts.ts';
import { CATEGORIES, type Category, type Codebook } from './codebook.ts';
import { secantSlope } from './contribution.ts';
import type { Direction } from './dyad.ts';
import { indexOf } from './score.ts';
import type { ModelDefinition } from './model.ts';
import { endDaysOf, NEVER, remainingOf } from './remaining.ts';
import { typeParametersOf } from './typeParameters.ts';

/** A point of the line: a day, as known and weighted at one time. */
export interface MoveState {
  /** epoch day */
  readonly day: number;
  readonly columns: EventColumns;
  readonly model: ModelDefinition;
}

/**
 * `new`: an event after the first day; `ended`: an earlier one that another undid since; `fading`: any other earlier one whose effect has
 * changed since; `revised`: recorded, recoded or
 * retracted between the two states of knowledge; `model`: other weights, half-lives or multipliers.
 */
export const MOVE_KINDS = ['new', 'ended', 'fading', 'revised', 'model'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

/** What one event adds to the change. */
export interface MoveCause {
  readonly eventId: string;
  readonly type: string;
  readonly actor: string;
  /** change of a_e K, signed */
  readonly tensionPoints: number;
  /** its share of the change of the index, signed */
  readonly indexPoints: number;
}

export interface MoveExplanation extends Readonly<Record<MoveKind, readonly MoveCause[]>> {
  readonly from: { readonly day: number; readonly index: number; readonly tension: number };
  readonly to: { readonly day: number; readonly index: number; readonly tension: number };
  /** index on `to` less index on `from` */
  readonly change: number;
  /** index points that come from another base or scale of the model, and so from no event */
  readonly rescaling: number;
  /** change less the sum of all parts: rounding only, below 1e-9 */
  readonly residual: number;
}

/** The move between two days, both as known now and under one model: see {@link explainMoveBetween}. */
export function explainMove(
  columns: EventColumns,
  model: ModelDefinition,
  fromDay: number,
  toDay: number,
  direction: Direction = 'both',
): MoveExplanation {
  return explainMoveBetween({ day: fromDay, columns, model }, { day: toDay, columns, model }, direction);
}

/**
 * Explains the move from one state to another. Data steps come before the model step: first what is known changes (on the
 * first day), then time passes, then the model changes (on the last day). Within the data steps every cause has
 * g = (I(L2) - I(L1)) / (L2 - L1) times its change in tension points (the slope I' where the two are equal): the
 * Aumann-Shapley share, which does not depend on any order of the events; within the model step likewise. O(n log n).
 *
 * @param direction which side's acts count; the columns of both states must be of one dyad
 * @throws RangeError when the second day lies before the first, or the dyads differ.
 */
export function explainMoveBetween(from: MoveState, to: MoveState, direction: Direction = 'both'): MoveExplanation {
  if (to.day < from.day)
    throw new RangeError(`A move from day ${from.day} to day ${to.day} runs backwards: give the earlier day first.`);
  if (to.columns.dyad !== from.columns.dyad)
    throw new RangeError(`A move needs one dyad, not ${from.columns.dyad} and ${to.columns.dyad}.`);
  const sameData = from.columns === to.columns;
  const recorded = effectsOf(to.columns, from.model, [from.day, to.day], direction);
  // Of the same data the acts on the first day are among those of the last, where later ones have nothing yet.
  const known = sameData ? recorded : effectsOf(from.columns, from.model, [from.day], direction);
  const knownById = new Map(sameData ? [] : known.map((effect) => [effect.eventId, effect]));
  const sameModel = from.model === to.model;
  const remodelled = sameModel ? recorded : effectsOf(to.columns, to.model, [to.day, to.day], direction);

  const parts: Part[] = [];
  const add = (kind: MoveKind, { eventId, type, actor }: Act, tensionPoints: number): void => {
    if (tensionPoints !== 0) parts.push({ kind, eventId, type, actor, tensionPoints });
  };
  let dataChange = 0;
  for (const [i, effect] of recorded.entries()) {
    const { eventId, day, endDay, onDays } = effect;
    const before = sameData ? onDays[0]! : (knownById.get(eventId)?.onDays[0] ?? 0);
    add('revised', effect, onDays[0]! - before);
    const isEnded = from.day < endDay && endDay <= to.day;
    add(day > from.day ? 'new' : isEnded ? 'ended' : 'fading', effect, onDays[1]! - onDays[0]!);
    if (!sameModel) add('model', effect, remodelled[i]!.onDays[1]! - onDays[1]!);
    dataChange += onDays[1]! - before;
    knownById.delete(eventId);
  }
  let start = from.model.base;
  for (const { onDays } of known) start += onDays[0]!;
  for (const effect of knownById.values()) {
    add('revised', effect, -effect.onDays[0]!);
    dataChange -= effect.onDays[0]!;
  }
  // The last day under the old model, under the old base and scale with the new weights, and as it is.
  const dated = start + dataChange;
  const weightChange = parts.reduce((sum, part) => (part.kind === 'model' ? sum + part.tensionPoints : sum), 0);
  const reweighted = dated + weightChange;
  const end = reweighted - from.model.base + to.model.base;
  const fromIndex = indexOf(start, from.model.scale);
  const toIndex = indexOf(end, to.model.scale);
  const rescaling = toIndex - indexOf(reweighted, from.model.scale);
  const gain = {
    data: secantSlope(start, dated, from.model.scale),
    model: secantSlope(dated, reweighted, from.model.scale),
  };
  let explained = rescaling;
  const causes = (wanted: MoveKind): MoveCause[] =>
    parts
      .filter(({ kind }) => kind === wanted)
      .map(({ kind, eventId, type, actor, tensionPoints }): MoveCause => {
        const indexPoints = (kind === 'model' ? gain.model : gain.data) * tensionPoints;
        explained += indexPoints;
        return { eventId, type, actor, tensionPoints, indexPoints };
      })
      .sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints) || (a.eventId < b.eventId ? -1 : 1));
  const byKind = {
    new: causes('new'),
    ended: causes('ended'),
    fading: causes('fading'),
    revised: causes('revised'),
    model: causes('model'),
  };
  const change = toIndex - fromIndex;
  return {
    from: { day: from.day, index: fromIndex, tension: start },
    to: { day: to.day, index: toIndex, tension: end },
    change,
    ...byKind,
    rescaling,
    residual: change - explained,
  };
}

/** What of an act its causes are told and grouped by. */
interface Act {
  readonly eventId: string;
  readonly type: string;
  readonly actor: string;
}

interface Part extends Act {
  readonly kind: MoveKind;
  readonly tensionPoints: number;
}

/** What an act does. */
interface Effect extends Act {
  readonly day: number;
  /** the day on which it was undone, `NEVER` where it was not, or the model knows no undone acts */
  readonly endDay: number;
  readonly onDays: readonly number[];
}

/** Signed tension points of every event up to the last of `days`, on each of them, in the order of the events. */
function effectsOf(
  columns: EventColumns,
  model: ModelDefinition,
  days: readonly number[],
  direction: Direction,
): Effect[] {
  const impacts = unitImpacts(columns, model, direction);
  const last = days[days.length - 1]!;
  const effects: Effect[] = [];
  const remaining = remainingOf(columns, model);
  const endDays = model.ended && endDaysOf(columns);
  for (let event = 0; event < impacts.length && columns.day[event]! <= last; event++) {
    const type = columns.types[columns.type[event]!]!;
    const impact = impacts[event]! * typeParametersOf(model, type).weight;
    effects.push({
      eventId: columns.ids[event]!,
      type,
      actor: columns.actors[columns.actor[event]!]!,
      day: columns.day[event]!,
      endDay: endDays?.[event] ?? NEVER,
      onDays: days.map((day) => impact * remaining(event, day)),
    });
  }
  return effects;
}

/** A bar of the waterfall: all causes of one kind and one category. */
export interface MoveGroup {
  readonly kind: MoveKind;
  /** null for a change of the model's base or scale, which belongs to no event */
  readonly category: Category | null;
  readonly events: number;
  readonly indexPoints: number;
}

/** The causes by kind and category, in the fixed order of charts: new, ended, fading, revised, model; escalation first, easing last. */
export function groupsOf(move: MoveExplanation, codebook: Codebook): MoveGroup[] {
  const groups: MoveGroup[] = [];
  for (const kind of MOVE_KINDS) {
    for (const category of CATEGORIES) {
      const causes = move[kind].filter((cause) => codebook.get(cause.type)!.category === category);
      if (causes.length > 0)
        groups.push({
          kind,
          category,
          events: causes.length,
          indexPoints: causes.reduce((sum, cause) => sum + cause.indexPoints, 0),
        });
    }
  }
  if (move.rescaling !== 0) groups.push({ kind: 'model', category: null, events: 0, indexPoints: move.rescaling });
  return groups;
}

/** All causes of one kind and one type that pull the same way. */
export interface MoveType {
  readonly kind: MoveKind;
  readonly type: string;
  readonly category: Category;
  readonly events: number;
  readonly indexPoints: number;
}

/** The causes by kind, type and sign, in the order of the kinds, of each the largest first; with `rescaling` they add up to the change. */
export function typesOf(move: MoveExplanation, codebook: Codebook): MoveType[] {
  return MOVE_KINDS.flatMap((kind) => {
    const types = new Map<string, { -readonly [Field in keyof MoveType]: MoveType[Field] }>();
    for (const { type, tensionPoints, indexPoints } of move[kind]) {
      const key = `${tensionPoints > 0} ${type}`;
      const known = types.get(key);
      if (known) {
        known.events++;
        known.indexPoints += indexPoints;
      } else types.set(key, { kind, type, category: codebook.get(type)!.category, events: 1, indexPoints });
    }
    return [...types.values()].sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints));
  });
}

/** All causes of one actor: which side drives a move. */
export interface MoveActor {
  /** null: acts of both sides together, such as summits and talks, which neither drives alone */
  readonly actor: string | null;
  readonly events: number;
  readonly indexPoints: number;
  /** the same by kind of cause, in their fixed order */
  readonly kinds: { readonly kind: MoveKind; readonly events: number; readonly indexPoints: number }[];
}

/** The causes of all kinds by actor, the largest share first; with `rescaling` they add up to the change. */
export function actorsOf(move: MoveExplanation, codebook: Codebook): MoveActor[] {
  const actorOf = ({ type, actor }: MoveCause): string | null => (codebook.get(type)!.mutual ? null : actor);
  const sum = (causes: readonly MoveCause[]): number => causes.reduce((total, cause) => total + cause.indexPoints, 0);
  const actors = [...new Set(MOVE_KINDS.flatMap((kind) => move[kind].map(actorOf)))];
  return actors
    .map((actor) => {
      const byKind = MOVE_KINDS.map((kind) => ({
        kind,
        causes: move[kind].filter((cause) => actorOf(cause) === actor),
      }));
      const causes = byKind.flatMap(({ causes }) => causes);
      return {
        actor,
        events: new Set(causes.map(({ eventId }) => eventId)).size,
        indexPoints: sum(causes),
        kinds: byKind.flatMap(({ kind, causes }) =>
          causes.length === 0 ? [] : [{ kind, events: causes.length, indexPoints: sum(causes) }],
        ),
      };
    })
    .sort((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints) || ((a.actor ?? '') < (b.actor ?? '') ? -1 : 1));
}

/** The first `keep` of causes that stand largest first, and the rest folded into one line ("27 smaller events"); the two add up to the whole. */
export function foldSmaller<Cause extends { readonly indexPoints: number }>(
  causes: readonly Cause[],
  keep: number,
): {
  readonly shown: readonly Cause[];
  readonly smaller: { readonly events: number; readonly indexPoints: number } | null;
} {
  const shown = causes.slice(0, keep);
  const rest = causes.slice(keep);
  return {
    shown,
    smaller:
      rest.length === 0
        ? null
        : { events: rest.length, indexPoints: rest.reduce((sum, cause) => sum + cause.indexPoints, 0) },
  };
}
