/** A line in the log for a request, under an id; short, without what readers typed, and not for every refusal. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import type pino from 'pino';
import { pinoHttp } from 'pino-http';
import { REQUEST_ID } from './problem.ts';

/** Enough to know an address again. */
const MAX_URL = 300;
/** Typed by readers, or a secret: nobody's business in a log. */
const TYPED = /([?&](?:title|marking|secret)=)[^&]*/gi;
const MS_PER_MINUTE = 60_000;
/** Kinds of refusals that are remembered, for all addresses together. */
const MAX_REMEMBERED = 10_000;

/** Logs requests under an id: the client's, if it sent one that is fit for a log, or a new one. */
export function withRequestId(logger: pino.Logger): RequestHandler {
  const refusals = new Refusals();
  return pinoHttp({
    logger,
    genReqId(request, response) {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
      response.setHeader(REQUEST_ID, id);
      return id;
    },
    customLogLevel(request, response, error) {
      const { statusCode } = response;
      if (statusCode === 503 || statusCode === 429) return 'debug'; // an answer, and no fault
      if (error || statusCode === 500) return 'error';
      if (statusCode < 400) return 'debug';
      return refusals.isTold(response, `${request.socket.remoteAddress} ${statusCode}`) ? 'info' : 'debug';
    },
    customSuccessObject: (_request, response, entry: object) => {
      const alike = refusals.untold(response);
      return alike > 0 ? { ...entry, alikeUntold: alike } : entry;
    },
    // No header reaches the log: the token stands in one.
    serializers: {
      req: ({ id, method, url, remoteAddress }: Readonly<Record<string, unknown>>) => ({
        id,
        method,
        url: loggedUrl(String(url)),
        remoteAddress,
      }),
      res: ({ statusCode }: { statusCode: unknown }) => ({ statusCode }),
    },
  });
}

/** An address as the log has it: without what a reader typed into a title, and not longer than it takes to find it again. */
function loggedUrl(url: string): string {
  const bare = url.replace(TYPED, '$1…');
  return bare.length > MAX_URL ? `${bare.slice(0, MAX_URL)}… (${bare.length} characters)` : bare;
}

/** Refusals of one kind to one address: the first within a minute is told, with the number of those before it that were not. */
class Refusals {
  readonly #seen = new LRUCache<string, { toldAt: number; untold: number }>({ max: MAX_REMEMBERED });
  readonly #untold = new WeakMap<object, number>();

  isTold(response: object, kind: string): boolean {
    const now = performance.now();
    const seen = this.#seen.get(kind);
    if (seen && now - seen.toldAt < MS_PER_MINUTE) {
      seen.untold++;
      return false;
    }
    this.#untold.set(response, seen?.untold ?? 0);
    this.#seen.set(kind, { toldAt: now, untold: 0 });
    return true;
  }

  /** How many refusals alike were not told before the one that this response is. */
  untold(response: object): number {
    return this.#untold.get(response) ?? 0;
  }
}
