/** Days on which a pair is told of far more than usual: to see where two pairs that machine coders confuse jump together. */
import type { Jump } from './model.ts';

/**
 * The days (positions in the arrays) on which the stories of a pair jump.
 *
 * What is usual follows the world: the pair's share of the world's rows over the `windowDays` before, times the day's rows of the world.
 * Counts are compared as 2 sqrt(x + 3/8), which for a Poisson count has a standard deviation of 1 (Anscombe 1948); where the pair's
 * own days of the window vary more than that, by their standard deviation. Days of which nothing is known (no rows of the world) are
 * neither usual nor a jump, and with less than half of the window known no day is one. O(days).
 *
 * @param stories,worldRows one entry a day, without a gap
 */
export function jumpsOf(
  stories: ArrayLike<number>,
  worldRows: ArrayLike<number>,
  { windowDays, deviations, minStories }: Jump,
): number[] {
  const jumps: number[] = [];
  const window = new RunningWindow();
  for (let day = 0; day < stories.length; day++) {
    const world = worldRows[day]!;
    const count = stories[day]!;
    if (world > 0 && count >= minStories && window.days * 2 >= windowDays) {
      const usual = (window.stories / window.world) * world;
      if (stabilised(count) - stabilised(usual) > deviations * window.deviation()) jumps.push(day);
    }
    window.add(count, world, 1);
    const oldest = day - windowDays;
    if (oldest >= 0) window.add(stories[oldest]!, worldRows[oldest]!, -1);
  }
  return jumps;
}

const stabilised = (count: number): number => 2 * Math.sqrt(count + 3 / 8);

class RunningWindow {
  days = 0;
  stories = 0;
  world = 0;
  #sum = 0;
  #squares = 0;

  add(stories: number, world: number, sign: 1 | -1): void {
    if (world === 0) return;
    const root = stabilised(stories);
    this.days += sign;
    this.stories += sign * stories;
    this.world += sign * world;
    this.#sum += sign * root;
    this.#squares += sign * root * root;
  }

  /** Standard deviation of the stabilised counts; at least 1, that of chance alone. */
  deviation(): number {
    const variance = this.#squares / this.days - (this.#sum / this.days) ** 2;
    return Math.sqrt(Math.max(1, variance));
  }
}
