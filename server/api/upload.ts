/** Files that come with a request: bytes up to a limit, as a stream or as a whole. */
import type { Request } from 'express';
import { Problem } from './problem.ts';

const BYTES_PER_MIB = 1024 ** 2;
const BROKEN_OFF = 'The upload broke off before its end, and nothing of it was taken: send it again.';

/** The bytes of a request, up to a limit. It leaves the connection open when reading stops early, so that the answer still arrives. */
export class Upload implements AsyncIterable<Uint8Array> {
  readonly #request: Request;
  readonly #maxBytes: number;
  readonly #remedy: string;
  /** why the upload ended before its end, if it did */
  fault: Problem | undefined;

  /** @param remedy what to do with a file that is larger */
  constructor(request: Request, maxBytes: number, remedy: string) {
    this.#request = request;
    this.#maxBytes = maxBytes;
    this.#remedy = remedy;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw this.#tooLarge();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let sizeBytes = 0;
    try {
      for await (const chunk of this.#request.iterator({ destroyOnReturn: false })) {
        const bytes: Uint8Array = chunk;
        sizeBytes += bytes.length;
        if (sizeBytes > this.#maxBytes) throw (this.fault = this.#tooLarge());
        yield bytes;
      }
    } catch (error) {
      this.fault ??= new Problem('malformed-request', BROKEN_OFF);
      throw error;
    }
    if (!this.#request.complete) throw (this.fault = new Problem('malformed-request', BROKEN_OFF));
  }

  /** @throws Problem */
  async whole(): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of this) chunks.push(chunk);
    } catch (error) {
      throw this.fault ?? error;
    }
    return Buffer.concat(chunks);
  }

  #tooLarge(): Problem {
    return new Problem(
      'too-large',
      `The upload has more than ${this.#maxBytes / BYTES_PER_MIB} MiB, and nothing of it was taken: ${this.#remedy}`,
    );
  }
}

/** The media type of a body, without what follows it. */
export const mediaTypeOf = (request: Request): string =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';

/** @example charsetOf a request with `text/csv; charset=windows-1252` is `windows-1252` */
export const charsetOf = (contentType: string): string | undefined =>
  /;\s*charset="?([^";\s]+)"?/i.exec(contentType)?.[1];
