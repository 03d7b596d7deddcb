/** Questions that many ask at the same time, answered by one reading. */

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
      asked.forEach(({ resolve }, i) => resolve(values[i]!));
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
