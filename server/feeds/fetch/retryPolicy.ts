/** How long to wait for a server, in ms, and how often to try. */
export interface RetryPolicy {
  /** until there is a connection */
  readonly connectMs: number;
  /** until something more has come: the answer, or at least `MIN_BYTES` of it */
  readonly stallMs: number;
  /** how often one file is tried in one go */
  readonly tries: number;
  /** between two tries at first; it doubles */
  readonly firstWaitMs: number;
  /** between two tries at most */
  readonly maxWaitMs: number;
}

export const STANDARD_RETRY_POLICY: RetryPolicy = {
  connectMs: 10_000,
  stallMs: 30_000,
  tries: 5,
  firstWaitMs: 1000,
  maxWaitMs: 60_000,
};

/**
 * How long to wait after so many failures in a row: it doubles with each, up to a most. Half of it is left to random, so that many
 * who failed together do not come back together.
 *
 * @param failures from 1 on
 */
export function backOffMs(failures: number, firstMs: number, mostMs: number, random: number): number {
  const whole = Math.min(firstMs * 2 ** Math.min(failures - 1, 40), mostMs);
  return whole / 2 + (whole / 2) * random;
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
