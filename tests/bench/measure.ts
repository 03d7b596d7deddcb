/** How benchmarks take and print their figures. */
import { median } from 'simple-statistics';

/** Milliseconds that the work takes. */
export function timed(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

/** The middle of the milliseconds of `runs` runs, after some that only warm the compiler up. */
export function medianMs(runs: number, warmUps: number, work: (run: number) => void): number {
  for (let run = 0; run < warmUps; run++) work(run);
  return median(Array.from({ length: runs }, (_, run) => timed(() => work(run))));
}

/** A whole number with thousands set apart: 16,437. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
