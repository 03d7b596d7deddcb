import { LRUCache } from 'lru-cache';

/** The board of thousands of dyads takes minutes on a busy machine. */
const MAKE_WITHIN_MS = 15 * 60_000;

/** @throws Error when it takes too long */
async function ended<Value>(making: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`What was asked for was not made within ${MAKE_WITHIN_MS / 60_000} minutes.`)),
      MAKE_WITHIN_MS,
    );
    timer.unref();
  });
  try {
    return await Promise.race([making, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What was made for a key, kept up to a total size; what was not read for longest goes first. */
export class BoundedCache<Value extends object> {
  readonly #kept: LRUCache<string, Value, () => Promise<Value>>;

  /** @param sizeOf of a value and its key in the unit of `maxSize`, such as bytes; above 0 */
  constructor(maxSize: number, sizeOf: (value: Value, key: string) => number) {
    this.#kept = new LRUCache({
      maxSize,
      sizeCalculation: sizeOf,
      fetchMethod: (_key, _stale, { context: make }) => make(),
      ignoreFetchAbort: true, // who asked for a value has it, even where it cannot be kept
    });
  }

  /**
   * The value of a key, made at most once at a time; a making that fails is forgotten, one larger than the whole cache too, and one
   * that does not end: or whoever asks for the key would wait for ever.
   */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    return this.#kept.forceFetch(key, { context: () => ended(make()) });
  }
}
