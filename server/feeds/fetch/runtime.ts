/** What fetching takes from the machine, as parameters: a test gives its own. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Runtime {
  readonly now: () => Date;
  /** from 0 to below 1 */
  readonly random: () => number;
  /** @throws AbortError when the signal is aborted */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** takes a sentence that the log is to have and no reader over HTTP */
  readonly tell?: ((sentence: string) => void) | undefined;
}

/** Sleeps by the clock of the machine. */
export async function sleepOnMachine(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal });
}
