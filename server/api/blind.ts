/**
 * Blindness of a second coder: a request that bears the key of an open round may ask what coding needs and nothing else. When both are in, the
 * key is nothing but a name.
 */
import type { RequestHandler } from 'express';
import { KEY_PREFIX } from '../coding/openRounds.ts';
import type { Rounds } from '../coding/rounds.ts';
import { bearerOf } from '../people/bearer.ts';
import { Problem } from './problem.ts';

const OPEN_TO_CODERS = ['/api/v1/codebook', '/api/v1/countries', '/api/v1/names', '/api/v1/rubric'];

/** What an async handler throws, Express hands on. */
export const blindness =
  (rounds: Rounds): RequestHandler =>
  async (request, _response, next) => {
    const key = bearerOf(request);
    if (key?.startsWith(KEY_PREFIX)) {
      const holder = await rounds.holderOf(key); // no round's: it opens nothing, and the address asked says so
      const path = request.originalUrl.split('?')[0]!;
      const isShut =
        holder !== undefined &&
        !holder.isClosed &&
        !OPEN_TO_CODERS.includes(path) &&
        !path.startsWith(`/api/v1/coding/rounds/${holder.roundId}/`);
      if (isShut)
        throw new Problem(
          'blind',
          'You code without knowing how others have coded, so this address stays shut until both are in: go on at the page of your round and hand it in, or leave the round there.',
        );
    }
    next();
  };
