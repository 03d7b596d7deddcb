/** A dyad as rules look at it: its line day by day, with the same flag, percentile and bands as everywhere else. */
import { Z90 } from '../band.ts';
import { basisOf } from '../basis.ts';
import { changeBand, isLittleChanged, tensionChange } from '../changeBand.ts';
import { firstDayOf, MIN_COVERED_DAYS, uncoveredBetween } from '../coverage.ts';
import { type Direction, sidesOf } from '../dyad.ts';
import type { EventColumns } from '../eventColumns.ts';
import { changeSeries, eventsWithin, eventsWithinOfDays, type Flag, flagAfter, flagAfterDay } from '../flag.ts';
import type { ModelDefinition } from '../model.ts';
import { explainMove } from '../move.ts';
import { indexOf, type Score, scoreOf } from '../score.ts';

export interface ActOfDay {
  readonly eventId: string;
  readonly type: string;
  /** 1 to 5 */
  readonly severity: number;
  /** what it adds to the change from the eve to its day */
  readonly indexPoints: number;
}

/** Covered days up to one, and those among them that were less tense, or as tense. */
interface Place {
  readonly below: number;
  readonly same: number;
  readonly covered: number;
}

/** A run asks for the place or the flag of a day or two, a replay for that of every day: then a tree, or the flags of all days, are worth their making. */
const FEW = 8;
/** Times the scale of a model: tensions that are closer may have the same index, and all of those further out may. */
const CLOSE = 1e-6;
const FAR_OUT = 20;

export class WatchedDyad {
  readonly columns: EventColumns;
  readonly model: ModelDefinition;
  /** the first day that has a value (epoch), and the last */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly #line: Pick<Score, 'tension'>;
  #flags: readonly Flag[] | undefined;
  #looked: Int32Array | undefined;
  #isCovered: Uint8Array | undefined;
  #gaps: Float64Array | undefined;
  /** of each day, once a place among them was asked for */
  #indices: Float64Array | undefined;
  #flagsAsked = 0;
  #placesAsked = 0;
  #places: ((day: number) => Place) | undefined;

  /** @param columns of a dyad that has an event up to `lastDay` @param lastDay epoch day @param score of both directions, where it is known: from the first event on */
  constructor(columns: EventColumns, model: ModelDefinition, lastDay: number, score?: Score) {
    this.columns = columns;
    this.model = model;
    const firstEvent = columns.day[0] ?? lastDay;
    this.firstDay = Math.min(firstDayOf(columns, model) ?? firstEvent, firstEvent, lastDay);
    this.lastDay = lastDay;
    this.#line = score ? fromDay(score, this.firstDay, model.base) : this.#scored('both');
  }

  /** The index of a day (epoch) from `firstDay` to `lastDay`. */
  index(day: number): number {
    return this.#indices?.[day - this.firstDay] ?? this.#indexOf(day);
  }

  #indexOf(day: number): number {
    return indexOf(this.#line.tension[day - this.firstDay]!, this.model.scale);
  }

  /** The flag of a day, as the board has it. O(events); of many days O(days + events) once. */
  flag(day: number): Flag {
    if (this.#flags || ++this.#flagsAsked > FEW) return (this.#flags ??= this.#readFlags())[day - this.firstDay]!;
    return this.#flagOf(day);
  }

  /** 0 to 100 among the covered days up to that one, the mean place of days as tense; null before a year of them. O(days), of many days O(log days) each */
  percentile(day: number): number | null {
    const { below, same, covered } =
      ++this.#placesAsked > FEW ? (this.#places ??= this.#readPlaces())(day) : this.#placeOf(day);
    if (covered < MIN_COVERED_DAYS) return null;
    return (100 * (below + (same === 0 ? 0 : (same + 1) / 2))) / covered;
  }

  /** Whether somebody looked at a day. */
  isCovered(day: number): boolean {
    return (this.#isCovered ??= this.#readCoverage())[day - this.firstDay] === 1;
  }

  /** The last day up to that one that somebody looked at; the first day where nobody did. */
  lookedThrough(day: number): number {
    return (this.#looked ??= this.#readLooked())[day - this.firstDay]!;
  }

  /** The index of the first side towards the second less that of the second towards the first. */
  gapBetweenSides(day: number): number {
    return (this.#gaps ??= this.#readGaps())[day - this.firstDay]!;
  }

  /** Whether the change over the days before is one: the line had begun, and zero lies outside its 90% band. O(events) */
  isChanged(day: number, days: number): boolean {
    if (day - days < this.firstDay) return false;
    return !isLittleChanged(
      changeBand(tensionChange(this.columns, this.model, day - days, day), this.model.scale, Z90),
    );
  }

  /** The acts of a day, with what each adds to the change from its eve. O(events) */
  acts(day: number): ActOfDay[] {
    const { ids, day: days, type, types, severity } = this.columns;
    const steps = new Map(
      explainMove(this.columns, this.model, day - 1, day).new.map(({ eventId, indexPoints }) => [eventId, indexPoints]),
    );
    return ids.flatMap((eventId, i) =>
      days[i] === day
        ? [{ eventId, type: types[type[i]!]!, severity: severity[i]!, indexPoints: steps.get(eventId) ?? 0 }]
        : [],
    );
  }

  #placeOf(day: number): Place {
    const { tension } = this.#line;
    const { scale } = this.model;
    const own = tension[day - this.firstDay]!;
    const index = this.index(day);
    // The index rises with tension: it is worked out only where the two are close, or so far out that it rises no more.
    const close = Math.abs(own) < FAR_OUT * scale ? CLOSE * scale : Infinity;
    let [covered, below, same] = [0, 0, 0];
    for (let earlier = this.firstDay; earlier <= day; earlier++) {
      if (!this.isCovered(earlier)) continue;
      covered++;
      const apart = tension[earlier - this.firstDay]! - own;
      if (apart > close) continue;
      const value = apart < -close ? -Infinity : this.index(earlier);
      if (value < index) below++;
      else if (value === index) same++;
    }
    return { below, same, covered };
  }

  /** The same for any days, in whatever order: the days up to one are counted in a tree over the values there are. O(days log days) once */
  #readPlaces(): (day: number) => Place {
    const values = new Float64Array(this.lastDay - this.firstDay + 1);
    for (let i = 0; i < values.length; i++) values[i] = this.#indexOf(this.firstDay + i);
    this.#indices = values;
    const levels = [...new Set(values)].sort((a, b) => a - b);
    const levelOf = new Map(levels.map((value, i) => [value, i + 1]));
    const counts = new Int32Array(levels.length + 1);
    let next = this.firstDay;
    let covered = 0;
    const upTo = (level: number): number => {
      let count = 0;
      for (let at = level; at > 0; at -= at & -at) count += counts[at]!;
      return count;
    };
    const count = (day: number, by: 1 | -1): void => {
      if (!this.isCovered(day)) return;
      covered += by;
      for (let at = levelOf.get(values[day - this.firstDay]!)!; at < counts.length; at += at & -at) counts[at]! += by;
    };
    return (day) => {
      for (; next <= day; next++) count(next, 1);
      for (; next > day + 1; next--) count(next - 1, -1);
      const level = levelOf.get(values[day - this.firstDay]!)!;
      const below = upTo(level - 1);
      return { below, same: upTo(level) - below, covered };
    };
  }

  #scored(direction: Direction): Score {
    return scoreOf(basisOf(this.columns, this.model, this.firstDay, this.lastDay, direction), this.model);
  }

  /** From the last day up to it whose change says the flag whatever it was before; it is seldom far. */
  #flagOf(day: number): Flag {
    const { windowDays, minEvents, minEventsDays } = this.model.flag;
    if (eventsWithin(this.columns, day, minEventsDays) < minEvents) return 'sparse';
    const neutral = indexOf(this.model.base, this.model.scale);
    const changeOn = (on: number): number =>
      this.index(on) - (on - windowDays < this.firstDay ? neutral : this.index(on - windowDays));
    const changes: number[] = [];
    let told: Exclude<Flag, 'sparse'> | undefined;
    for (let on = day; on >= this.firstDay && told === undefined; on--) {
      const change = changeOn(on);
      told = flagAfterDay(change, this.model, undefined);
      changes.unshift(change);
    }
    return flagAfter(changes, this.model, 'unchanged');
  }

  #readFlags(): Flag[] {
    const { windowDays, minEvents, minEventsDays } = this.model.flag;
    const changes = changeSeries(this.#line, this.model, windowDays);
    const recent = eventsWithinOfDays(this.columns, this.firstDay, this.lastDay, minEventsDays);
    let raised: Exclude<Flag, 'sparse'> = 'unchanged';
    return Array.from(changes, (change, i) => {
      raised = flagAfterDay(change, this.model, raised);
      return recent[i]! < minEvents ? 'sparse' : raised;
    });
  }

  #readLooked(): Int32Array {
    let looked = this.firstDay;
    return Int32Array.from({ length: this.lastDay - this.firstDay + 1 }, (_, i) => {
      if (this.isCovered(this.firstDay + i)) looked = this.firstDay + i;
      return looked;
    });
  }

  #readCoverage(): Uint8Array {
    const isCovered = new Uint8Array(this.lastDay - this.firstDay + 1).fill(1);
    for (const { from, to } of uncoveredBetween(this.columns, this.model, this.firstDay, this.lastDay))
      isCovered.fill(0, from - this.firstDay, to - this.firstDay + 1);
    return isCovered;
  }

  #readGaps(): Float64Array {
    const sides = sidesOf(this.columns.dyad);
    if (!sides) throw new RangeError(`${this.columns.dyad} is no dyad of two sides.`);
    const [a, b] = sides;
    const towards = this.#scored(`${a}>${b}`).tension;
    const back = this.#scored(`${b}>${a}`).tension;
    const { scale } = this.model;
    return towards.map((tension, i) => indexOf(tension, scale) - indexOf(back[i]!, scale));
  }
}

/** With the days before its first event, which are neutral. */
function fromDay({ firstDay, tension }: Score, from: number, neutral: number): Pick<Score, 'tension'> {
  if (firstDay <= from) return { tension: tension.subarray(from - firstDay) };
  const whole = new Float64Array(tension.length + firstDay - from).fill(neutral);
  whole.set(tension, firstDay - from);
  return { tension: whole };
}
