interface Entry<Value> {
  readonly value: Promise<Value>;
  size: number;
}

/** What was made for a key, kept up to a total size; what was not read for longest goes first. */
export class BoundedCache<Value> {
  readonly #maxSize: number;
  readonly #sizeOf: (value: Value) => number;
  readonly #kept = new Map<string, Entry<Value>>();
  #size = 0;

  /** @param sizeOf in the unit of `maxSize`, such as bytes */
  constructor(maxSize: number, sizeOf: (value: Value) => number) {
    this.#maxSize = maxSize;
    this.#sizeOf = sizeOf;
  }

  /** The value of a key, made at most once at a time; a making that fails is forgotten, one larger than the whole cache too. */
  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const found = this.#kept.get(key);
    if (found) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
      return found.value;
    }
    const entry = { value: make(), size: 0 };
    this.#kept.set(key, entry);
    void this.#settle(key, entry);
    return entry.value;
  }

  async #settle(key: string, entry: Entry<Value>): Promise<void> {
    try {
      const value = await entry.value;
      if (this.#kept.get(key) !== entry) return;
      entry.size = this.#sizeOf(value);
      this.#size += entry.size;
      if (entry.size > this.#maxSize) this.#drop(key);
      for (const oldest of this.#kept.keys()) {
        if (this.#size <= this.#maxSize) break;
        this.#drop(oldest);
      }
    } catch {
      if (this.#kept.get(key) === entry) this.#kept.delete(key); // whoever asked for the value has the error
    }
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0;
    this.#kept.delete(key);
  }
}
