/** What doctor finds, and how it looks without stopping at the first fault. */
import { messageOf } from '../../models/errorMessage.ts';

/** `note`: nothing is broken, but a reader of the index should know. */
export type Verdict = 'ok' | 'note' | 'fault';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** what was found and, where it is amiss, what to do */
  readonly detail: string;
}

interface Attempt<Value> {
  readonly value?: Value;
  readonly failed?: string;
}

export function attempt<Value>(work: () => Value): Attempt<Value> {
  try {
    return { value: work() };
  } catch (error) {
    return { failed: messageOf(error) };
  }
}

export async function attemptLater<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { failed: messageOf(error) };
  }
}
