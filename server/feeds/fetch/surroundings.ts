/** The clock, chance and patience of fetching, as parameters: a test has its own. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Surroundings {
  readonly now: () => Date;
  /** from 0 to below 1 */
  readonly chance: () => number;
  /** @throws AbortError when the signal is aborted */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Sleeps by the clock of the machine. */
export async function sleepOnMachine(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal });
}

/** How long to wait for a server, in ms. */
export interface Patience {
  /** until there is a connection */
  readonly connectMs: number;
  /** until something more has come: the answer, or at least `LEAST_BYTES` of it */
  readonly stallMs: number;
  /** how often one file is tried in one go */
  readonly tries: number;
  /** between two tries at first; it doubles */
  readonly firstWaitMs: number;
  /** between two tries at most */
  readonly mostWaitMs: number;
}

export const STANDARD_PATIENCE: Patience = {
  connectMs: 10_000,
  stallMs: 30_000,
  tries: 5,
  firstWaitMs: 1000,
  mostWaitMs: 60_000,
};

/**
 * How long to wait after so many failures in a row: it doubles with each, up to a most. Half of it is left to chance, so that many
 * who failed together do not come back together.
 *
 * @param failures from 1 on
 */
export function backOffMs(failures: number, firstMs: number, mostMs: number, chance: number): number {
  const whole = Math.min(firstMs * 2 ** Math.min(failures - 1, 40), mostMs);
  return whole / 2 + (whole / 2) * chance;
}

/**
 * What a server asks for by the header Retry-After, in ms: seconds, or a moment. Undefined when it says nothing usable.
 *
 * @example retryAfterMs('120', new Date(0)) // 120000
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) || !/[a-z]/i.test(header) ? undefined : Math.max(0, moment - now.getTime());
}
