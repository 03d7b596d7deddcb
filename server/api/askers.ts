/** Who asks: requests share turns, counts and a budget of work by who sends them, and those of nobody known by the address that they come from. */
import type { Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { type Asker, AskerLeft, LineFull, Turns, type TurnLimits } from '../turns.ts';
import { identityOf } from '../people/identity.ts';
import { Problem } from './problem.ts';
import { WorkBudget } from './workBudget.ts';

/** More at once would only make each of them slower: most of the work is done by one thread. */
const AT_ONCE = 4;
/** A reader with every page open asks for some dozens at once. */
const READING: TurnLimits = { atOnce: AT_ONCE, waiting: 2000, waitingEach: 200 };
const RETRY_AFTER_SECONDS = 5;

/** The address of a request, as limits know it: IPv6 by its network, of which one subscriber has many addresses. */
export const addressOf = ({ ip = '' }: Request): string => ipKeyGenerator(ip);

/** Who is counted as one: the key or the person that the server knows, and otherwise the address. The server's token is shared, so it counts by address. */
export function countedAs(request: Request): string {
  const { via, id, keyId } = identityOf(request);
  if (keyId !== undefined) return `key ${keyId}`;
  if (id !== undefined) return `person ${id}`;
  return via === 'token' ? `token ${addressOf(request)}` : addressOf(request);
}

/** Whose requests they are, as an answer says it. */
export const whose = (request: Request): 'you' | 'your address' =>
  countedAs(request) === addressOf(request) ? 'your address' : 'you';

export class Askers {
  readonly #budget: WorkBudget;
  readonly #reading = new Turns(READING);

  /** @param isBusy whether the server is at work of its own, which no reader is charged with */
  constructor(workSecondsPerMinute: number, isBusy: () => boolean) {
    this.#budget = new WorkBudget(workSecondsPerMinute, isBusy);
  }

  of(request: Request, response: Response): Asker {
    const who = countedAs(request);
    const left = new AbortController();
    response.once('close', () => left.abort());
    return { who, signal: left.signal, measured: (work) => this.#budget.measured(who, work) };
  }

  /** Whether the asker has used up the work of this minute. */
  isOverspent({ who }: Asker): boolean {
    return this.#budget.waitSeconds(who) > 0;
  }

  /** Reads when the turn of the asker has come. @throws Problem when it has taken too much, or too many wait */
  async reading<Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> {
    const seconds = this.#budget.waitSeconds(asker.who);
    if (seconds > 0)
      throw new Problem(
        'too-many-requests',
        `The requests from you or your address took more of the server’s time than it gives to one: wait ${seconds} s (Retry-After) and go on more slowly, or ask for fewer days.`,
        { headers: { 'Retry-After': String(seconds) } },
      );
    try {
      return await this.#reading.take(asker, work);
    } catch (error) {
      throw waitingProblem(error);
    }
  }
}

/** What an asker hears whose turn did not come; every other error as it is. */
export function waitingProblem(error: unknown): unknown {
  if (error instanceof LineFull)
    return new Problem('too-many-requests', error.message, { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } });
  if (error instanceof AskerLeft)
    return new Problem('asker-left', 'The connection was closed before the answer was made.');
  return error;
}
