/** Behind a balancer one reader asks several servers: none answers her with an older run than she has seen. */
import type { RequestHandler } from 'express';
import type { Rollup } from '../rollup/rollup.ts';

/** The run that is served, on every answer; a client that sends it back as `X-Run-Seen` gets that run or a later one. */
const SERVED = 'X-Run';
const SEEN = 'X-Run-Seen';

export function notBehind(rollup: Pick<Rollup, 'published' | 'catchUp'>): RequestHandler {
  let looking: Promise<void> | undefined; // many who ask at once look once
  return async (request, response, next) => {
    const seen = Number(request.get(SEEN));
    // A database that is away says nothing of a later run: what is in memory is served.
    if (seen > (rollup.published()?.id ?? 0))
      await (looking ??= rollup
        .catchUp()
        .catch(() => undefined)
        .finally(() => (looking = undefined)));
    const run = rollup.published();
    if (run) response.setHeader(SERVED, run.id);
    next();
  };
}
