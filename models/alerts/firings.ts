/** When a rule tells of a dyad, and when it is over: the same for a replay of the past as after each run. */
import type { AlertRule, When, WhenOf } from './rule.ts';
import type { ActOfDay, WatchedDyad } from './watched.ts';

export interface Firing {
  /** epoch day on which the rule tells */
  readonly day: number;
  /** epoch day on which it is over; null: it still holds, or it told of an act, which is not over */
  readonly clearedOn: number | null;
  /** what it was measured by, in the unit of its condition: index points, index, percentile, days; 0 for a flag */
  readonly value: number;
  /** the acts that it tells of, of a rule about acts */
  readonly eventIds: readonly string[];
}

/** A day under a condition that lasts. `between`: it does not hold, but is not left by enough to be over. */
interface Reading {
  readonly state: 'holds' | 'between' | 'not';
  readonly value: number;
  /** which way, of a condition that can hold either way; 0 of any other */
  readonly side: -1 | 0 | 1;
}

/** A rule about acts tells of each day that has one; a rule about the line tells when it begins to hold, and when it comes to hold the other way. O(days), or for bands O(days x events). */
export function firingsOf({ when, holdDays, clearDays }: AlertRule, watched: WatchedDyad): Firing[] {
  if (when.kind === 'step' || when.kind === 'act') return actFirings(when, watched);
  const readingOf = readerOf(when, watched);
  const firings: Firing[] = [];
  let held = 0;
  let left = 0;
  let heldSide: Reading['side'] = 0;
  let told: { readonly day: number; readonly value: number; readonly side: Reading['side'] } | undefined;
  const end = ({ day, value }: NonNullable<typeof told>, clearedOn: number | null): void =>
    void firings.push({ day, clearedOn, value, eventIds: [] });
  for (let day = watched.firstDay; day <= watched.lastDay; day++) {
    const { state, value, side } = readingOf(day);
    held = state !== 'holds' ? 0 : held > 0 && side === heldSide ? held + 1 : 1;
    heldSide = side;
    left = state === 'not' ? left + 1 : 0;
    if (held >= holdDays && (!told || side !== told.side)) {
      if (told) end(told, day);
      told = { day, value, side };
    } else if (told && left >= clearDays) {
      end(told, day);
      told = undefined;
    }
  }
  if (told) end(told, null);
  return firings;
}

function actFirings(when: WhenOf<'step'> | WhenOf<'act'>, watched: WatchedDyad): Firing[] {
  const { columns, firstDay, lastDay } = watched;
  const days = [...new Set(columns.day)].filter((day) => day >= firstDay && day <= lastDay);
  return days.flatMap((day) => {
    const acts = watched.acts(day).filter((act) => tellsOf(when, act));
    if (acts.length === 0) return [];
    const value = acts.reduce((sum, { indexPoints }) => sum + indexPoints, 0);
    return [{ day, clearedOn: null, value, eventIds: acts.map(({ eventId }) => eventId) }];
  });
}

const tellsOf = (when: WhenOf<'step'> | WhenOf<'act'>, { type, severity, indexPoints }: ActOfDay): boolean =>
  when.kind === 'step'
    ? Math.abs(indexPoints) >= when.points
    : severity >= when.severity && (when.types?.includes(type) ?? true);

function readerOf(when: Exclude<When, WhenOf<'step'> | WhenOf<'act'>>, watched: WatchedDyad): (day: number) => Reading {
  switch (when.kind) {
    case 'flag':
      return (day) => {
        const flag = watched.flag(day);
        const side = flag === 'deteriorated' ? 1 : flag === 'improved' ? -1 : 0;
        return { state: when.to.some((to) => to === flag) ? 'holds' : 'not', value: 0, side };
      };
    case 'change':
      return (day) => changeReading(when, watched, day);
    case 'level':
      return (day) => crossingReading(when, watched.index(day));
    case 'percentile':
      return (day) => crossingReading(when, watched.percentile(day));
    case 'sides':
      return (day) => {
        const gap = watched.gapBetweenSides(day);
        const reading = crossingReading({ above: when.points, hysteresis: when.hysteresis }, Math.abs(gap));
        return { ...reading, value: gap, side: sideOf(gap) };
      };
    case 'not-looked': {
      let looked = watched.firstDay;
      return (day) => {
        if (watched.isCovered(day)) looked = day;
        return { state: day - looked >= when.days ? 'holds' : 'not', value: day - looked, side: 0 };
      };
    }
  }
}

const sideOf = (value: number): Reading['side'] => (value > 0 ? 1 : value < 0 ? -1 : 0);

function changeReading({ days, points, direction }: WhenOf<'change'>, watched: WatchedDyad, day: number): Reading {
  const change = day - days < watched.firstDay ? 0 : watched.index(day) - watched.index(day - days);
  const isAsked = direction === 'either' || change > 0 === (direction === 'up');
  // The band costs more than the change, so it is asked where the change is large enough.
  const isBeyond = Math.abs(change) >= points && isAsked && watched.isChanged(day, days);
  return { state: isBeyond ? 'holds' : 'not', value: change, side: sideOf(change) };
}

function crossingReading(
  {
    above,
    below,
    hysteresis,
  }: Pick<WhenOf<'level'>, 'hysteresis'> & { above?: number | undefined; below?: number | undefined },
  value: number | null,
): Reading {
  if (value === null) return { state: 'not', value: 0, side: 0 };
  const beyond = above === undefined ? below! - value : value - above;
  return { state: beyond >= 0 ? 'holds' : beyond > -hysteresis ? 'between' : 'not', value, side: 0 };
}
