/** Answers as bytes: made once, compressed once, sent many times. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { BoundedCache } from './boundedCache.ts';
import { type Column, csvOf } from './csv.ts';

export interface Answer {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** weak, because the compressed forms share it; a digest of the bytes */
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How long an answer holds: until the next run or revision, for ever, or not at all. */
export type Lifetime = 'live' | 'pinned' | 'momentary';

const CACHE_CONTROL: Readonly<Record<Lifetime, string>> = {
  live: 'no-cache', // keep it, but ask (If-None-Match) before every use
  pinned: 'public, max-age=31536000, immutable',
  momentary: 'no-store',
};

export interface Reply {
  readonly answer: Answer;
  readonly lifetime: Lifetime;
  readonly status?: number;
}

export function answerOf(text: string, contentType: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const bytes = Buffer.from(text);
  return { bytes, contentType, headers, etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}

export function jsonAnswer(value: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return answerOf(JSON.stringify(value), 'application/json; charset=utf-8', headers);
}

/** @param fileName without its ending: letters, digits, `-`, `_`, `.` and `@`; it carries what the rows cannot (dyad, range, model) */
export function csvAnswer<Row>(columns: readonly Column<Row>[], rows: readonly Row[], fileName: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const safeName = fileName.replaceAll(/[^\w.@-]/g, '_');
  return answerOf(csvOf(columns, rows), 'text/csv; charset=utf-8; header=present', { ...headers, 'Content-Disposition': `attachment; filename="${safeName}.csv"` });
}

type Coding = 'br' | 'gzip';

const brotliOf = promisify(brotliCompress);
const gzipOf = promisify(gzip);

/** Brotli 5 and gzip 6 cost about a tenth of a second for a 36-year daily series, once; higher levels cost seconds and save little. */
const compressed: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => brotliOf(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (bytes) => gzipOf(bytes, { level: 6 }),
};

/** Below this, headers outweigh what compression saves. */
const COMPRESS_FROM_BYTES = 1024;

/** Sends answers; keeps their compressed forms by content, so that the same bytes are never compressed twice. */
export class AnswerSender {
  readonly #codings: BoundedCache<Buffer>;

  constructor(maxBytes: number) {
    this.#codings = new BoundedCache(maxBytes, (bytes) => bytes.length);
  }

  async send(request: Request, response: Response, { answer, lifetime, status = 200 }: Reply, vary: string): Promise<void> {
    response.status(status).set(answer.headers);
    response.set({ 'Content-Type': answer.contentType, ETag: answer.etag, 'Cache-Control': CACHE_CONTROL[lifetime], Vary: vary });
    if (status === 200 && isKnown(request, answer.etag)) {
      response.status(304).removeHeader('Content-Type');
      response.removeHeader('Content-Disposition');
      response.end();
      return;
    }
    const coding = answer.bytes.length < COMPRESS_FROM_BYTES ? undefined : codingFor(request);
    const bytes = coding === undefined ? answer.bytes : await this.#codings.get(`${coding} ${answer.etag}`, () => compressed[coding](answer.bytes));
    if (coding !== undefined) response.set('Content-Encoding', coding);
    response.set('Content-Length', String(bytes.length));
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }
}

/** Whether the client has these bytes. Express's `fresh` is no use here: it sends the whole answer when a client (such as Node's fetch) says no-cache to caches on the way. */
function isKnown(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return known.trim() === '*' || known.split(',').some((tag) => bare(tag) === bare(etag));
}

function codingFor(request: Request): Coding | undefined {
  if (request.acceptsEncodings('br')) return 'br';
  return request.acceptsEncodings('gzip') ? 'gzip' : undefined;
}
