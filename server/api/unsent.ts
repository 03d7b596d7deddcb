/** Answers that a person or an address asked for and does not take lie in memory until they are taken or the connection ends: so many bytes, and no more. */
import type { Request, Response } from 'express';
import { countedAs, whose } from './askers.ts';
import { Problem } from './problem.ts';

export class Unsent {
  readonly #maxBytes: number;
  readonly #byAsker = new Map<string, number>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts an answer until it is sent; one alone may be of any size. @throws Problem when too much waits for the asker */
  hold(request: Request, response: Response, bytes: number): void {
    const who = countedAs(request);
    const held = this.#byAsker.get(who) ?? 0;
    if (held > 0 && held + bytes > this.#maxBytes)
      throw new Problem(
        'too-many-requests',
        `Answers of ${Math.round(held / 1024)} KiB wait for ${whose(request)} to take them: read them, or close their connections.`,
        { headers: { 'Retry-After': '5' } },
      );
    this.#byAsker.set(who, held + bytes);
    response.once('close', () => {
      const left = (this.#byAsker.get(who) ?? 0) - bytes;
      if (left > 0) this.#byAsker.set(who, left);
      else this.#byAsker.delete(who);
    });
  }
}
