/** Questions that many ask at the same time, answered by one reading. */
import { setImmediate as turn } from 'node:timers/promises';

/** More would hold too many events in memory. */
const ASKED_AT_ONCE = 64;
/** What is done with the answers takes longer than a reading: others are served meanwhile. */
const TURN_AFTER_MS = 10;

/** Asks for each of many, some at a time, so that what they read is gathered; the answers are in their order. */
export async function someAtOnce<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let begin = 0; begin < items.length; begin += ASKED_AT_ONCE)
    answers.push(...(await Promise.all(items.slice(begin, begin + ASKED_AT_ONCE).map(ask))));
  return answers;
}

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what is asked for until the event loop turns, and reads it together.
 *
 * @param read one value for each key, in their order
 */
export function gathered<Key, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];
  const readTogether = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    try {
      const values = await read(asked.map(({ key }) => key));
      let turned = performance.now();
      for (const [i, { resolve }] of asked.entries()) {
        resolve(values[i]!);
        await undefined; // whoever asked goes to work
        if (performance.now() - turned < TURN_AFTER_MS) continue;
        await turn();
        turned = performance.now();
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (waiting.length === 1) setImmediate(() => void readTogether());
    });
}
