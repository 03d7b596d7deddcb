/** Packed. A quarter of an hour of GDELT has some 0.1 MB, a day of 1.0 up to 15. */
const SMALL_FILE_BYTES = 2e6;
/** Small files read at once; a large one counts as several. */
const MAX_LOAD = 16;
const LARGE_LOAD = 6;

/**
 * Files that are being read and stored. Several at once, because small files that are ready together share a commit, which costs as
 * much as a thousand rows; but no more than memory should hold.
 */
export class PullReader {
  readonly #underway = new Set<Promise<void>>();
  #load = 0;
  #error: { readonly reason: unknown } | undefined;

  get broken(): boolean {
    return this.#error !== undefined;
  }

  /** Begins the work when there is room for it. */
  async add(bytes: number, work: () => Promise<void>): Promise<void> {
    const load = bytes > SMALL_FILE_BYTES ? LARGE_LOAD : 1;
    while (this.#load > 0 && this.#load + load > MAX_LOAD) await Promise.race(this.#underway);
    this.#load += load;
    const one: Promise<void> = work()
      .catch((reason: unknown) => this.break(reason))
      .finally(() => {
        this.#load -= load;
        this.#underway.delete(one);
      });
    this.#underway.add(one);
  }

  /** Nothing more is begun, and `end` throws the first reason. */
  break(reason: unknown): void {
    this.#error ??= { reason };
  }

  async end(): Promise<void> {
    await Promise.all(this.#underway);
    if (this.#error) throw this.#error.reason;
  }
}
