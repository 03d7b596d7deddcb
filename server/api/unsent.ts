/** Answers that an address asked for and does not take lie in memory until it does or leaves: so many bytes, and no more. */
import type { Request, Response } from 'express';
import { addressOf } from './askers.ts';
import { Problem } from './problem.ts';

export class Unsent {
  readonly #maxBytes: number;
  readonly #byAddress = new Map<string, number>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts an answer until it is sent; one alone may be of any size. @throws Problem when too much waits for the address */
  hold(request: Request, response: Response, bytes: number): void {
    const address = addressOf(request);
    const held = this.#byAddress.get(address) ?? 0;
    if (held > 0 && held + bytes > this.#maxBytes)
      throw new Problem(
        'too-many-requests',
        `Answers of ${Math.round(held / 1024)} KiB wait for your address to take them: read them, or close their connections.`,
        { headers: { 'Retry-After': '5' } },
      );
    this.#byAddress.set(address, held + bytes);
    response.once('close', () => {
      const left = (this.#byAddress.get(address) ?? 0) - bytes;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
  }
}
