/** Behind a balancer one reader asks several servers: none answers her with an older run than she has seen. */
import type { RequestHandler } from 'express';
import type { Rollup } from '../rollup/rollup.ts';

/** The run that is served, on every answer; a client that sends it back as `X-Run-Seen` gets that run or a later one. */
const SERVED = 'X-Run';
const SEEN = 'X-Run-Seen';

/** Where the database is away, a server that is behind says so (503), and another one may not be. */
export function notBehind(rollup: Pick<Rollup, 'published' | 'catchUp'>): RequestHandler {
  let looking: Promise<void> | undefined; // many who ask at once look once
  return async (request, response, next) => {
    const seen = Number(request.get(SEEN));
    if (seen > (rollup.published()?.id ?? 0)) await (looking ??= rollup.catchUp().finally(() => (looking = undefined)));
    const run = rollup.published();
    if (run) response.setHeader(SERVED, run.id);
    next();
  };
}
