/** What is left of many acts on every day: one recursion in place of a sum over all acts for each day. */
import { type Fading, kernel } from './kernel.ts';

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
  if (!amounts.some((amount) => amount > 0)) return exposure;
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
