import { FetchFault } from './httpRequest.ts';
import { backOffMs, type RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';

/** A server that asks to wait longer than this is left alone until the next poll. */
const MAX_REQUESTED_WAIT_MS = 120_000;

/**
 * Tries again what failed and may succeed soon, each time after a longer wait, or after the one that the server asks for.
 *
 * @throws the last fault when the tries are used up; at once, any that trying again cannot help
 */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  { random, sleep, tell }: Runtime,
  { tries, firstWaitMs, maxWaitMs }: RetryPolicy,
  signal: AbortSignal,
): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof FetchFault) || signal.aborted) throw error;
      const waitMs = error.waitMs ?? backOffMs(failures, firstWaitMs, maxWaitMs, random());
      if (!error.transient || failures >= tries || waitMs > MAX_REQUESTED_WAIT_MS) {
        if (error.detail !== undefined) tell?.(error.detail);
        throw error;
      }
      await sleep(waitMs, signal);
    }
  }
}
