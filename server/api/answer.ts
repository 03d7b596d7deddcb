/** Answers as bytes: made once, compressed once, sent many times. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { BoundedCache } from '../boundedCache.ts';
import { gzipOfParts } from './gzipParts.ts';
import { type Column, csvOf } from '../csv.ts';
import type { ApiLimits } from './limits.ts';
import { Unsent } from './unsent.ts';
import type { Outage } from '../store/database.ts';

export interface Answer {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** weak, because the compressed forms share it; a digest of the bytes */
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  /** a file that is compressed in itself: once more would only take time */
  readonly isPacked?: boolean;
  /** the bytes in parts that other answers share: each is compressed once */
  readonly parts?: readonly Buffer[];
}

/** How long an answer holds: until the next run or revision, for ever, or not at all. */
export type Lifetime = 'live' | 'pinned' | 'momentary';

const CACHE_CONTROL: Readonly<Record<Lifetime, string>> = {
  live: 'no-cache', // keep it, but ask (If-None-Match) before every use
  pinned: 'public, max-age=31536000, immutable',
  momentary: 'no-store',
};

/** Where reading needs a sign-in, no cache on the way keeps anything. */
const PRIVATE_CACHE_CONTROL: typeof CACHE_CONTROL = {
  live: 'private, no-cache',
  pinned: 'private, max-age=31536000, immutable',
  momentary: 'no-store',
};

export interface Reply {
  readonly answer: Answer;
  readonly lifetime: Lifetime;
  readonly status?: number;
}

export function answerOf(text: string, contentType: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return bytesAnswer(Buffer.from(text), contentType, headers);
}

/** A file: text is compressed on its way, what is no text is so in itself. */
export function fileAnswer(bytes: Buffer, contentType: string, headers: Readonly<Record<string, string>>): Answer {
  return { ...bytesAnswer(bytes, contentType, headers), isPacked: !contentType.includes('charset') };
}

const digests = new WeakMap<Buffer, Buffer>();

/** SHA-256 of bytes that do not change, worked out once: those of a figure are sent many times. */
export function digestOf(bytes: Buffer): Buffer {
  const digest = digests.get(bytes) ?? createHash('sha256').update(bytes).digest();
  digests.set(bytes, digest);
  return digest;
}

function bytesAnswer(bytes: Buffer, contentType: string, headers: Readonly<Record<string, string>>): Answer {
  return {
    bytes,
    contentType,
    headers,
    etag: etagOf(digestOf(bytes)),
  };
}

const etagOf = (digest: Buffer): string => `W/"${digest.toString('base64url').slice(0, 22)}"`;

const JSON_TYPE = 'application/json; charset=utf-8';

export function jsonAnswer(value: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return answerOf(JSON.stringify(value), JSON_TYPE, headers);
}

/** JSON in parts, of which most are those of the answer before: only new ones are digested and compressed. */
export function jsonOfParts(parts: readonly Buffer[]): Answer {
  const bytes = Buffer.concat(parts);
  const digest = createHash('sha256');
  for (const part of parts) digest.update(digestOf(part));
  return { bytes, contentType: JSON_TYPE, headers: {}, etag: etagOf(digest.digest()), parts };
}

/** @param fileName without its ending: letters, digits, `-`, `_`, `.` and `@`; it carries what the rows cannot (dyad, range, model) */
export function csvAnswer<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  fileName: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const safeName = fileName.replaceAll(/[^\w.@-]/g, '_');
  return answerOf(csvOf(columns, rows), 'text/csv; charset=utf-8; header=present', {
    ...headers,
    'Content-Disposition': `attachment; filename="${safeName}.csv"`,
  });
}

/** The header that leads to the next page of a list. */
export function linkToNext(address: string, changed: Readonly<Record<string, string>>): { readonly Link: string } {
  const [path, search] = address.split('?');
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changed)) query.set(name, value);
  return { Link: `<${path}?${query.toString()}>; rel="next"` };
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** By the mark a spreadsheet knows that a CSV is UTF-8. */
export const markedUtf8 = (bytes: Uint8Array): Buffer => Buffer.concat([UTF8_MARK, bytes]);

/** A CSV by which spreadsheets know that it is UTF-8. */
export function withByteOrderMark({ answer, ...reply }: Reply): Reply {
  const { bytes, contentType, headers } = answer;
  return { ...reply, answer: bytesAnswer(markedUtf8(bytes), contentType, headers) };
}

type Coding = 'br' | 'gzip';

const brotliOf = promisify(brotliCompress);
const gzipOf = promisify(gzip);

/** Texts gain from a better search; long series are mostly digits, in which there is nothing to find (measured: brotli 1 to 6 within 3 %, at a tenth of the time). */
const SERIES_BYTES = 256 * 1024;
const compressed: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    brotliOf(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length < SERIES_BYTES ? 5 : 1,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => gzipOf(bytes, { level: bytes.length < SERIES_BYTES ? 6 : 4 }),
};

const codedOf = ({ bytes, parts }: Answer, coding: Coding): Promise<Buffer> =>
  parts && coding === 'gzip' ? gzipOfParts(parts, bytes) : compressed[coding](bytes);

/** Below this, headers outweigh what compression saves. */
const COMPRESS_FROM_BYTES = 1024;

/** Sends answers; keeps their compressed forms by content, so that the same bytes are never compressed twice. */
export class AnswerSender {
  readonly #codings: BoundedCache<Buffer>;
  readonly #outage: () => Outage | undefined;

  readonly #isPublic: boolean;
  readonly #unsent: Unsent;

  /**
   * @param limits bytes of compressed forms that are kept, and of answers that an address does not take
   * @param isPublic whether everybody may read what is answered, and so a cache on the way may keep it
   * @param outage what keeps the database from answering now
   */
  constructor(
    { answerCacheBytes, unsentBytes }: Pick<ApiLimits, 'answerCacheBytes' | 'unsentBytes'>,
    isPublic = true,
    outage: () => Outage | undefined = () => undefined,
  ) {
    this.#isPublic = isPublic;
    this.#outage = outage;
    this.#unsent = new Unsent(unsentBytes);
    this.#codings = new BoundedCache(answerCacheBytes, (bytes) => bytes.length);
  }

  async send(
    request: Request,
    response: Response,
    { answer, lifetime, status = 200 }: Reply,
    vary: string,
  ): Promise<void> {
    const outage = lifetime === 'live' ? this.#outage() : undefined;
    const headers = {
      ETag: answer.etag,
      'Cache-Control': this.#isPublic ? CACHE_CONTROL[lifetime] : PRIVATE_CACHE_CONTROL[lifetime],
      Vary: vary,
      // The database was last there so many seconds ago: what it has since is not in this answer.
      ...(outage && { Age: Math.ceil((performance.now() - outage.sinceMs) / 1000) }),
    };
    if (status === 200 && isKnown(request, answer.etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const coding = codingFor(request, answer);
    const bytes =
      coding === undefined
        ? answer.bytes
        : await this.#codings.get(`${coding} ${answer.etag}`, () => codedOf(answer, coding));
    if (request.method !== 'HEAD') this.#unsent.hold(request, response, bytes.length);
    response.writeHead(status, {
      ...headers,
      ...answer.headers,
      'Content-Type': answer.contentType,
      'Content-Length': bytes.length,
      ...(coding && { 'Content-Encoding': coding }),
    });
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

function codingFor(request: Request, { bytes, isPacked, parts }: Answer): Coding | undefined {
  if (isPacked || bytes.length < COMPRESS_FROM_BYTES) return undefined;
  if (request.acceptsEncodings('br') && !(parts && request.acceptsEncodings('gzip'))) return 'br';
  return request.acceptsEncodings('gzip') ? 'gzip' : undefined;
}
