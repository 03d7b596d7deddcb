/** How much one person, key or address may ask for. */
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { countedAs, whose } from './askers.ts';
import { Problem } from './problem.ts';

export const SIGN_OUT = '/api/v1/sign-out';

export interface ApiLimits {
  /** requests a minute from one person, key or address */
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  /** seconds of processor time that the requests of one of them may take a minute */
  readonly workSecondsPerMinute: number;
  readonly uploadBytes: number;
  /** a file of events that comes with the server's token: the command `import` sends what it would else read itself */
  readonly tokenUploadBytes: number;
  /** bytes of answers that one has asked for and not yet taken */
  readonly unsentBytes: number;
  /** answers kept in memory as bytes, and again as much for their compressed forms */
  readonly answerCacheBytes: number;
  /** event streams open at once, and of one person, key or address */
  readonly streams: number;
  readonly streamsEach: number;
}

const BYTES_PER_MIB = 1024 ** 2;

export const STANDARD_LIMITS: ApiLimits = {
  readsPerMinute: 1200, // twenty a second: an analyst who clicks as fast as she can stays far below
  writesPerMinute: 60,
  workSecondsPerMinute: 30, // half a processor: a first look at every page takes a few seconds
  uploadBytes: 256 * BYTES_PER_MIB,
  tokenUploadBytes: 16 * 1024 * BYTES_PER_MIB, // it is never held as a whole: rows wait in a table
  unsentBytes: 64 * BYTES_PER_MIB, // a page with every chart open takes some ten, at once
  answerCacheBytes: 64 * BYTES_PER_MIB, // some twenty daily series of 36 years
  streams: 1000, // more readers belong behind a proxy that shares one
  streamsEach: 10, // a page has one
};

/** What costs nothing, what a balancer asks, what nobody may be kept from, and what a page opens again and again: a stream has a bound of its own. */
const FREE = new Set(['/health/live', '/health/ready', SIGN_OUT, '/api/v1/stream']);
export const isFree = (path: string): boolean => FREE.has(path) || path.startsWith('/assets/');

/** Limits whoever asks to so many requests a minute. */
export function perMinute({ readsPerMinute, writesPerMinute }: ApiLimits): RequestHandler {
  const limiter = (limit: number, identifier: string): RequestHandler =>
    rateLimit({
      windowMs: 60_000,
      limit,
      identifier,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: countedAs,
      validate: { xForwardedForHeader: false, forwardedHeader: false }, // a proxy that is not configured is no fault of the request
      handler(request, _response, next) {
        next(
          new Problem(
            'too-many-requests',
            `More than ${limit} ${identifier} within a minute came from ${whose(request)}: wait until the window ends (Retry-After) and go on more slowly.`,
          ),
        );
      },
    });
  const reads = limiter(readsPerMinute, 'reads');
  const writes = limiter(writesPerMinute, 'writes');
  return (request, response, next) => {
    if (isFree(request.path)) next();
    else (request.method === 'POST' ? writes : reads)(request, response, next);
  };
}
