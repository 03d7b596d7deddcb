/** When a rule tells of a dyad, and when it is over: the same for a replay of the past as after each run. */
import { type AlertRule, type DyadWhen, isOfDyad, type WhenOf } from './rule.ts';
import type { ActOfDay, WatchedDyad } from './watched.ts';

export interface Firing {
  /** epoch day on which the rule tells */
  readonly day: number;
  /** epoch day on which it is over; null: it still holds, or it told of an act, which is not over */
  readonly clearedOn: number | null;
  /** what it was measured by, in the unit of its condition: index points, index, percentile, days; 0 for a flag */
  readonly value: number;
  /** which way, of a condition that can hold either way: 1 deteriorated, up, the first side; 0 of any other */
  readonly side: Side;
  /** the acts that it tells of, of a rule about acts */
  readonly eventIds: readonly string[];
}

export type Side = -1 | 0 | 1;

/** A day under a condition that lasts. `between`: it does not hold, but is not left by enough to be over. */
export interface Reading {
  readonly state: 'holds' | 'between' | 'not';
  readonly value: number;
  readonly side: Side;
}

/** A rule about acts tells of each day that has one; a rule about the line tells when it begins to hold, and when it comes to hold the other way; one about more than a dyad of none. O(days), or for bands O(days x events). */
export function firingsOf(rule: AlertRule, watched: WatchedDyad): Firing[] {
  const { when } = rule;
  if (!isOfDyad(when)) return [];
  if (isOfActs(when)) return actFirings(when, watched);
  return lineFirings(rule, readerOf(when, watched), watched.firstDay, watched.lastDay);
}

/** When a condition that lasts is told, and when it is over. */
export function lineFirings(
  { holdDays, clearDays }: Pick<AlertRule, 'holdDays' | 'clearDays'>,
  readingOf: (day: number) => Reading,
  firstDay: number,
  lastDay: number,
): Firing[] {
  const firings: Firing[] = [];
  let held = 0;
  let left = 0;
  let heldSide: Side = 0;
  let told: { readonly day: number; readonly value: number; readonly side: Side } | undefined;
  const end = (one: NonNullable<typeof told>, clearedOn: number | null): void =>
    void firings.push({ ...one, clearedOn, eventIds: [] });
  for (let day = firstDay; day <= lastDay; day++) {
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

export const isOfActs = (when: DyadWhen): when is WhenOf<'step'> | WhenOf<'act'> =>
  when.kind === 'step' || when.kind === 'act';

function actFirings(when: WhenOf<'step'> | WhenOf<'act'>, watched: WatchedDyad): Firing[] {
  const { columns, firstDay, lastDay } = watched;
  const days = [...new Set(columns.day)].filter((day) => day >= firstDay && day <= lastDay);
  return days.flatMap((day) => {
    const acts = watched.acts(day).filter((act) => tellsOf(when, act));
    return acts.length === 0 ? [] : [firingOfActs(day, acts)];
  });
}

export const firingOfActs = (day: number, acts: readonly ActOfDay[]): Firing => ({
  day,
  clearedOn: null,
  value: acts.reduce((sum, { indexPoints }) => sum + indexPoints, 0),
  side: 0,
  eventIds: acts.map(({ eventId }) => eventId),
});

/** Whether a rule about acts tells of this one. */
export const tellsOf = (when: WhenOf<'step'> | WhenOf<'act'>, { type, severity, indexPoints }: ActOfDay): boolean =>
  when.kind === 'step'
    ? Math.abs(indexPoints) >= when.points
    : severity >= when.severity && (when.types?.includes(type) ?? true);

/** How a condition that lasts stands on any day of a dyad. */
export function readerOf(
  when: Exclude<DyadWhen, WhenOf<'step'> | WhenOf<'act'>>,
  watched: WatchedDyad,
): (day: number) => Reading {
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
    case 'not-looked':
      return (day) => {
        const since = day - watched.lookedThrough(day);
        return { state: since >= when.days ? 'holds' : 'not', value: since, side: 0 };
      };
  }
}

const sideOf = (value: number): Side => (value > 0 ? 1 : value < 0 ? -1 : 0);

/** Each dyad of a state that jumps, by the way it goes. */
export const jumpReading = ({ days, points }: WhenOf<'siblings'>, watched: WatchedDyad, day: number): Reading =>
  changeReading({ kind: 'change', days, points, direction: 'either' }, watched, day);

/** How many dyads of a state jump on a day, of the way that more of them go. */
export function siblingsReading({ dyads }: WhenOf<'siblings'>, sides: readonly Side[]): Reading {
  const [up, down] = [1, -1].map((side) => sides.filter((one) => one === side).length) as [number, number];
  const value = Math.max(up, down);
  const holds = value >= dyads;
  return { state: holds ? 'holds' : 'not', value, side: holds ? (up >= down ? 1 : -1) : 0 };
}

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
