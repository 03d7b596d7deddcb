/** How the reports of a pair stand day by day, as rules look at them: each day as the list of unusual pairs has it. */
import {
  type LookedAt,
  lookedAt,
  type PairColumns,
  UNUSUAL_DAYS,
  UNUSUAL_KNOWN_DAYS,
  unusualOf,
  type World,
  type WorldDays,
  worldOf,
} from '../unusual.ts';
import type { Reading } from './firings.ts';
import type { WhenOf } from './rule.ts';

/** The world of any day, worked out once for all pairs. */
export function worldsOf(days: WorldDays): (day: number) => World | undefined {
  const known = new Map<number, World | undefined>();
  return (day) => {
    if (!known.has(day)) known.set(day, worldOf(days, day));
    return known.get(day);
  };
}

export class UnusualLine {
  readonly #pair: PairColumns;
  readonly #worldOn: (day: number) => World | undefined;
  readonly #newest: number;

  /** @param pair with the year before the first day that is asked for @param newest epoch day: more of it may be stored later */
  constructor(pair: PairColumns, worldOn: (day: number) => World | undefined, newest: number) {
    this.#pair = pair;
    this.#worldOn = worldOn;
    this.#newest = newest;
  }

  /** Undefined where nothing can be said of the day. O(days of a year) */
  on(day: number): LookedAt | undefined {
    const world = this.#worldOn(day);
    return world && lookedAt(partOf(this.#pair, day - UNUSUAL_DAYS, day), world);
  }

  /** What a rule tells of a day. That the share is small is not told before the day is over: its reports still come. */
  told({ what, oneIn }: WhenOf<'unusual'>, day: number): ReturnType<typeof unusualOf> {
    const looked = this.on(day);
    const isOpen = day === this.#newest && looked?.count?.way === 'fewer';
    return looked && unusualOf(isOpen ? { ...looked, count: null } : looked, what, oneIn);
  }

  /** A day that is not known, or not over yet, ends nothing. */
  reading(when: WhenOf<'unusual'>, day: number): Reading {
    const world = this.#worldOn(day);
    if (!world || world.before.length < UNUSUAL_KNOWN_DAYS) return OPEN;
    const told = this.told(when, day);
    if (told) return { state: 'holds', value: Math.round(1 / told.chance), side: 0 };
    return day === this.#newest ? OPEN : OVER;
  }
}

const OPEN: Reading = { state: 'between', value: 0, side: 0 };
const OVER: Reading = { state: 'not', value: 0, side: 0 };

function partOf({ day, rows, valued, value }: PairColumns, from: number, to: number): PairColumns {
  const begin = placeOf(day, from);
  const end = placeOf(day, to + 1);
  return {
    day: day.subarray(begin, end),
    rows: rows.subarray(begin, end),
    valued: valued.subarray(begin, end),
    value: value.subarray(begin, end),
  };
}

/** The first place whose day is no earlier. */
function placeOf(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
