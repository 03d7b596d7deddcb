/** Which rules tell of a dyad with a run: what holds now and was not told before, and what is over. */
import {
  type Firing,
  firingOfActs,
  isOfActs,
  jumpReading,
  type Reading,
  readerOf,
  type Side,
  tellsOf,
} from '../../models/alerts/firings.ts';
import { type AlertRule, isOfDyad, type WhenOf } from '../../models/alerts/rule.ts';
import { type ActOfDay, WatchedDyad } from '../../models/alerts/watched.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { Score } from '../../models/score.ts';
import type { SubjectState } from './states.ts';

/** An act that becomes known so many days after its day, or later, is told of no more. */
export const LATE_DAYS = 30;

/** What came of a rule and a subject. */
export interface Found extends Firing {
  readonly what: 'raised' | 'clear';
}

/** The days that a run looks at: those that are new, or the last one again. */
export interface Days {
  /** epoch days */
  readonly from: number;
  readonly to: number;
}

export interface Looked {
  readonly state: SubjectState;
  readonly found: readonly Found[];
}

/** How a condition stands day by day, and what a rule tells of it: the same as models/alerts/firings.ts does over all days at once. */
export function lookAtLine(
  { holdDays, clearDays }: Pick<AlertRule, 'holdDays' | 'clearDays'>,
  readingOf: (day: number) => Reading,
  { from, to }: Days,
  firstDay: number,
  before: SubjectState,
): Looked {
  let { told } = before;
  let found: Found[] | undefined;
  for (let day = Math.max(from, firstDay); day <= to; day++) {
    const reading = readingOf(day);
    if (reading.state === 'holds') {
      const { side, value } = reading;
      if (told?.side === side) continue;
      const begun = heldSince(readingOf, day, side, firstDay);
      if (day - begun + 1 < holdDays) continue;
      const toldOn = begun + holdDays - 1;
      (found ??= []).push({ what: 'raised', day: toldOn, clearedOn: null, value, side, eventIds: [] });
      told = { day: toldOn, side, alert: null };
    } else if (told && reading.state === 'not' && isLeft(readingOf, day, clearDays, firstDay)) {
      (found ??= []).push({ what: 'clear', day, clearedOn: day, value: reading.value, side: told.side, eventIds: [] });
      told = undefined;
    }
  }
  if (!found) return { state: before, found: [] };
  const { told: _told, ...rest } = before;
  return { state: told ? { ...rest, told } : rest, found };
}

/** One day of a condition of which no past can be read: since when it holds, or does not, is part of what is known. */
export function lookAtDay(
  { holdDays, clearDays }: Pick<AlertRule, 'holdDays' | 'clearDays'>,
  { state: stands, value, side }: Reading,
  day: number,
  before: SubjectState,
): Looked {
  const { told, held, left, ...rest } = before;
  const after = (state: Pick<SubjectState, 'told' | 'held' | 'left'>, ...found: Found[]): Looked => ({
    state: { ...rest, ...state },
    found,
  });
  if (stands === 'holds') {
    const run = held?.side === side ? held : { day, side };
    if (told?.side !== side && day - run.day + 1 >= holdDays)
      return after(
        { told: { day, side, alert: null }, held: run },
        { what: 'raised', day, clearedOn: null, value, side, eventIds: [] },
      );
    return run === held && left === undefined
      ? { state: before, found: [] }
      : after({ ...(told && { told }), held: run });
  }
  if (!told) return held || left !== undefined ? after({}) : { state: before, found: [] };
  const begun = left ?? day;
  if (day - begun + 1 >= clearDays)
    return after({}, { what: 'clear', day, clearedOn: day, value, side: told.side, eventIds: [] });
  return !held && begun === left ? { state: before, found: [] } : after({ told, left: begun });
}

function heldSince(readingOf: (day: number) => Reading, day: number, side: Side, firstDay: number): number {
  let begun = day;
  while (begun > firstDay) {
    const earlier = readingOf(begun - 1);
    if (earlier.state !== 'holds' || earlier.side !== side) break;
    begun--;
  }
  return begun;
}

function isLeft(readingOf: (day: number) => Reading, day: number, clearDays: number, firstDay: number): boolean {
  for (let earlier = day - 1; earlier > day - clearDays; earlier--)
    if (earlier < firstDay || readingOf(earlier).state !== 'not') return false;
  return true;
}

/** A dyad as a run sees it, and as the run before did. */
export interface LookedDyad {
  readonly now: EventColumns;
  readonly before: EventColumns | undefined;
  /** the days of the run before end there; undefined where there was none */
  readonly beforeThrough: number | undefined;
  readonly score: Score | undefined;
}

/** A dyad in a run: what several rules ask is read once. */
export class DyadLook {
  readonly #dyad: LookedDyad;
  readonly #model: ModelDefinition;
  readonly #days: Days;
  #watched: WatchedDyad | undefined;
  #earlier: WatchedDyad | undefined;
  #newActs: readonly { readonly day: number; readonly now: ActOfDay[]; readonly before: ActOfDay[] }[] | undefined;

  constructor(dyad: LookedDyad, model: ModelDefinition, days: Days) {
    this.#dyad = dyad;
    this.#model = model;
    this.#days = days;
  }

  /** Undefined where the dyad has no event by then. */
  get watched(): WatchedDyad | undefined {
    const { now, score } = this.#dyad;
    const { to } = this.#days;
    const first = now.day[0];
    if (first === undefined || first > to) return undefined;
    return (this.#watched ??= new WatchedDyad(now, this.#model, to, score));
  }

  /** @param before what was known of the rule and this dyad */
  at(rule: AlertRule, before: SubjectState): Looked {
    const { when } = rule;
    if (!isOfDyad(when)) return { state: before, found: [] };
    if (isOfActs(when)) return { state: before, found: this.#acts(when) };
    const { watched } = this;
    if (!watched) return lookAtLine(rule, () => NOTHING, this.#days, -Infinity, before);
    return lookAtLine(rule, readerOf(when, watched), this.#days, watched.firstDay, before);
  }

  /** What was told, or would have been, of the run before; undefined where nothing held then. */
  before(rule: AlertRule): SubjectState['told'] {
    const { when } = rule;
    const watched = this.#watchedBefore;
    if (!isOfDyad(when) || isOfActs(when) || !watched) return undefined;
    const { beforeThrough: day = -Infinity } = this.#dyad;
    return lookAtLine(rule, readerOf(when, watched), { from: day, to: day }, watched.firstDay, {}).state.told;
  }

  /** Which way it jumped on the last day of the run before. */
  jumpBefore(when: WhenOf<'siblings'>): Side {
    const watched = this.#watchedBefore;
    const { beforeThrough: day = -Infinity } = this.#dyad;
    if (!watched || day < watched.firstDay) return 0;
    const { state, side } = jumpReading(when, watched, day);
    return state === 'holds' ? side : 0;
  }

  /** As the run before saw the dyad; undefined where it had no event by then. */
  get #watchedBefore(): WatchedDyad | undefined {
    const { now, before, beforeThrough } = this.#dyad;
    if (now === before) return this.watched;
    const first = before?.day[0];
    if (!before || beforeThrough === undefined || first === undefined || first > beforeThrough) return undefined;
    return (this.#earlier ??= new WatchedDyad(before, this.#model, beforeThrough));
  }

  /** Which way it jumps on each of the days. */
  jumps(when: WhenOf<'siblings'>): Side[] {
    const { from, to } = this.#days;
    return Array.from({ length: to - from + 1 }, (_, i) => {
      if (!this.watched || from + i < this.watched.firstDay) return 0;
      const { state, side } = jumpReading(when, this.watched, from + i);
      return state === 'holds' ? side : 0;
    });
  }

  /** Acts that a rule tells of now, and did not in the run before. */
  #acts(when: WhenOf<'step'> | WhenOf<'act'>): Found[] {
    return (this.#newActs ??= this.#readNewActs()).flatMap(({ day, now, before }) => {
      const known = new Set(before.filter((act) => tellsOf(when, act)).map(({ eventId }) => eventId));
      const acts = now.filter((act) => tellsOf(when, act) && !known.has(act.eventId));
      return acts.length === 0 ? [] : [{ what: 'raised' as const, ...firingOfActs(day, acts) }];
    });
  }

  /** The days of late on which other acts stand than in the run before. */
  #readNewActs(): { day: number; now: ActOfDay[]; before: ActOfDay[] }[] {
    const { now, before, beforeThrough } = this.#dyad;
    if (beforeThrough === undefined) return [];
    const { to } = this.#days;
    const days = now === before ? [] : actsByDay(now, to - LATE_DAYS, to);
    const was = now === before || !before ? [] : actsByDay(before, to - LATE_DAYS, beforeThrough);
    const known = new Map(was);
    const changed =
      now === before ? actsByDay(now, beforeThrough + 1, to) : days.filter(([day, acts]) => known.get(day) !== acts);
    const watched = changed.length === 0 ? undefined : this.watched;
    if (!watched) return [];
    const earlier = before !== now && changed.some(([day]) => known.has(day)) ? this.#watchedBefore : undefined;
    return changed.map(([day]) => ({
      day,
      now: watched.acts(day),
      before: known.has(day) ? (earlier?.acts(day) ?? []) : [],
    }));
  }
}

const NOTHING: Reading = { state: 'not', value: 0, side: 0 };

/** The acts of each day that has any, in a text that differs where one of them does. */
function actsByDay(columns: EventColumns, from: number, to: number): [day: number, acts: string][] {
  const { ids, day, type, types, severity, polarity } = columns;
  const found = new Map<number, string>();
  for (let i = day.length - 1; i >= 0 && day[i]! >= from; i--) {
    if (day[i]! > to) continue;
    const act = `${ids[i]} ${types[type[i]!]} ${severity[i]} ${polarity[i]}`;
    found.set(day[i]!, `${found.get(day[i]!) ?? ''}\n${act}`);
  }
  return [...found].sort(([a], [b]) => a - b);
}
