/** What is left of many acts on every day: one recursion in place of a sum over all acts for each day. */
import { type Fading, kernel } from './kernel.ts';
import { NEVER } from './remaining.ts';

const isPositive = (amount: number): boolean => amount > 0;

/** What is left of an exposure below this is nothing; without a floor it would linger as subnormal numbers, which are slow to add. */
const NOTHING_LEFT = 1e-100;

/**
 * The sum over events of amount x K(t - t_e)^power, for every day t. An event is held at full strength until its hold ends,
 * then joins a sum that shrinks by one factor a day. O(events + days).
 *
 * @param days of the events, ascending
 * @param amounts one an event, >= 0
 */
export function exposureOf(
  days: Int32Array,
  amounts: Float64Array,
  power: 1 | 2,
  parameters: Fading,
  firstDay: number,
  lastDay: number,
): Float64Array {
  const exposure = new Float64Array(lastDay - firstDay + 1);
  if (!amounts.some(isPositive)) return exposure;
  const { holdDays, halfLifeDays } = parameters;
  const fullDays = Math.floor(holdDays) + 1; // days at full strength, the event's own day included
  const onFirstFadingDay = kernel(fullDays, parameters) ** power;
  const daily = 2 ** (-power / halfLifeDays);
  let fading = 0;
  let fades = 0; // the next event to begin to fade
  for (; fades < days.length && days[fades]! + fullDays < firstDay; fades++) {
    // Fading before the first day already: what is left of it on the eve.
    fading += amounts[fades]! * kernel(firstDay - 1 - days[fades]!, parameters) ** power;
  }
  let held = 0;
  let begins = fades; // the next event to begin
  for (let i = 0; i < exposure.length; i++) {
    const today = firstDay + i;
    fading *= daily;
    if (fading < NOTHING_LEFT) fading = 0;
    for (; begins < days.length && days[begins]! <= today; begins++) held += amounts[begins]!;
    for (; fades < begins && days[fades]! + fullDays <= today; fades++) {
      held -= amounts[fades]!;
      fading += amounts[fades]! * onFirstFadingDay;
    }
    // Rounding must not linger: with nothing held the sum is exactly 0, and it is never below.
    if (fades === begins || held < 0) held = 0;
    exposure[i] = held + fading;
  }
  return exposure;
}

/**
 * As `exposureOf`, for acts of which each has its own hold and may be undone: an act begins, then fades, then ends, and moves from one sum
 * to the next on these days. O(events log events + days).
 *
 * @param spans for how many days each act holds, and the day on which it is undone (`NEVER`: none)
 * @param endedHalfLifeDays half-life of what is left of an act that was undone
 */
export function exposureOfSpans(
  days: Int32Array,
  spans: readonly { readonly hold: number; readonly end: number }[],
  amounts: Float64Array,
  power: 1 | 2,
  { halfLifeDays }: Fading,
  endedHalfLifeDays: number,
  firstDay: number,
  lastDay: number,
): Float64Array {
  const exposure = new Float64Array(lastDay - firstDay + 1);
  if (!amounts.some(isPositive)) return exposure;
  const endedHalfLife = Math.min(halfLifeDays, endedHalfLifeDays);
  const daily = 2 ** (-power / halfLifeDays);
  const dailyEnded = 2 ** (-power / endedHalfLife);
  const left = (i: number, day: number): number =>
    (amounts[i] ?? 0) * kernel(day - days[i]!, { holdDays: spans[i]!.hold, halfLifeDays }) ** power;
  // What happens to each sum, and when: days on which an act begins, begins to fade, and is undone.
  const steps: { readonly day: number; readonly held: number; readonly fading: number; readonly ended: number }[] = [];
  for (const [i, { hold, end }] of spans.entries()) {
    const amount = amounts[i]!;
    if (amount === 0) continue;
    const begin = days[i]!;
    const fadeDay = begin + Math.floor(hold) + 1;
    steps.push({ day: begin, held: amount, fading: 0, ended: 0 });
    if (fadeDay <= end) steps.push({ day: fadeDay, held: -amount, fading: left(i, fadeDay), ended: 0 });
    if (end === NEVER) continue;
    const rest = left(i, end);
    if (end < fadeDay) steps.push({ day: end, held: -amount, fading: 0, ended: rest });
    else steps.push({ day: end, held: 0, fading: -rest, ended: rest });
  }
  steps.sort((a, b) => a.day - b.day);
  let held = 0;
  let fading = 0;
  let ended = 0;
  let next = 0;
  let last = steps[0]?.day ?? firstDay;
  const take = (until: number): void => {
    for (; next < steps.length && steps[next]!.day <= until; next++) {
      const step = steps[next]!;
      const days = step.day - last;
      if (days > 0) {
        fading *= days === 1 ? daily : daily ** days;
        if (ended !== 0) ended *= days === 1 ? dailyEnded : dailyEnded ** days;
        last = step.day;
      }
      held += step.held;
      fading += step.fading;
      ended += step.ended;
    }
  };
  take(firstDay - 1);
  for (let i = 0; i < exposure.length; i++) {
    const today = firstDay + i;
    take(today);
    if (today > last) {
      // From day to day, without a power: that is what takes long.
      fading *= today - last === 1 ? daily : daily ** (today - last);
      if (ended !== 0) ended *= today - last === 1 ? dailyEnded : dailyEnded ** (today - last);
      last = today;
    }
    // Sums of what came and went are rounded: what is below nothing is nothing.
    if (fading < NOTHING_LEFT) fading = 0;
    if (ended < NOTHING_LEFT) ended = 0;
    exposure[i] = Math.max(0, held) + fading + ended;
  }
  return exposure;
}
