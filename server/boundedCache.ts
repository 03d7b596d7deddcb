import { LRUCache } from 'lru-cache';

/** What was made for a key, kept up to a total size; what was not read for longest goes first. */
export class BoundedCache<Value extends object> {
  readonly #kept: LRUCache<string, Value, () => Promise<Value>>;

  /** @param sizeOf in the unit of `maxSize`, such as bytes; above 0 */
  constructor(maxSize: number, sizeOf: (value: Value) => number) {
    this.#kept = new LRUCache({
      maxSize,
      sizeCalculation: sizeOf,
      fetchMethod: (_key, _stale, { context: make }) => make(),
      ignoreFetchAbort: true, // who asked for a value has it, even where it cannot be kept
    });
  }

  /** The value of a key, made at most once at a time; a making that fails is forgotten, one larger than the whole cache too. */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    return this.#kept.forceFetch(key, { context: make });
  }
}
