/** A file from a server to the disk of this machine: whole, checked, and resumed where it broke off. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { FeedHosts } from './address.ts';
import { FetchFault, httpRequest } from './httpRequest.ts';
import { retry } from './retry.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';

export interface DownloadRequest {
  readonly address: string;
  readonly hosts: FeedHosts;
  /** as a list states them; null where none does */
  readonly expectedBytes: number | null;
  readonly expectedMd5: string | null;
  /** at most so many bytes, where no list states them */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Downloaded {
  /** the file; who asked for it takes it away */
  readonly path: string;
  readonly bytes: number;
  readonly md5: string;
  /** bytes that were there already from a download that had broken off */
  readonly resumedAt: number;
}

/** What is known of a part that was left behind: by it, the server can tell whether the rest still fits. */
const partNote = z.object({ address: z.string(), validator: z.string() });
type PartNote = z.infer<typeof partNote>;

/** Below this, beginning anew costs less than asking how to go on. */
const WORTH_RESUMING_BYTES = 64 * 1024;
const PARTS_KEPT_MS = 7 * 86_400_000;

/** Downloads into one folder. */
export class Downloads {
  readonly #folder: string;
  readonly #runtime: Runtime;
  readonly #retryPolicy: RetryPolicy;

  constructor(folder: string, runtime: Runtime, retryPolicy: RetryPolicy) {
    this.#folder = folder;
    this.#runtime = runtime;
    this.#retryPolicy = retryPolicy;
  }

  /**
   * Fetches a file. What breaks off is tried again after a while, from where it broke off if the server still has the same file;
   * so is a file whose length or md5 is not the expected one, from its beginning. When the signal stops it, the part stays on disk,
   * and the next call goes on from there, in this process or a later one.
   *
   * @throws NotThere; AddressRefused; FetchFault when the tries are used up or cannot help; AbortError; an error of the disk
   */
  async fetch(request: DownloadRequest, signal: AbortSignal): Promise<Downloaded> {
    await mkdir(this.#folder, { recursive: true });
    const part = join(this.#folder, `${createHash('sha256').update(request.address).digest('hex').slice(0, 24)}.part`);
    return retry(() => this.#attempt(request, part, signal), this.#runtime, this.#retryPolicy, signal);
  }

  /** Takes away what a process left that was killed: files that were whole, and parts that nobody came back for. Nothing may be under way. */
  async sweep(): Promise<void> {
    const before = this.#runtime.now().getTime() - PARTS_KEPT_MS;
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => undefined); // another process may have taken it
      if (found && (!/\.part(\.json)?$/.test(name) || found.mtimeMs < before)) await rm(path, { force: true });
    }
  }

  async #attempt(request: DownloadRequest, part: string, signal: AbortSignal): Promise<Downloaded> {
    const { address, hosts, expectedBytes, expectedMd5 } = request;
    const limit = expectedBytes ?? request.maxBytes;
    const note = await readNote(part, address);
    const had = note ? await sizeOf(part) : 0;
    const resume = note && had >= WORTH_RESUMING_BYTES && (expectedBytes === null || had < expectedBytes);
    const headers = { ...request.headers, ...(resume ? { Range: `bytes=${had}-`, 'If-Range': note.validator } : {}) };
    const response = await httpRequest(address, {
      hosts,
      retryPolicy: this.#retryPolicy,
      now: this.#runtime.now,
      signal,
      headers,
    });
    const goesOn =
      response.status === 206 && resume && response.headers['content-range']?.startsWith(`bytes ${had}-`) === true;
    if (response.status === 206 && !goesOn) {
      response.dismiss();
      await forget(part);
      throw new FetchFault(`${address} came in another part than was asked for.`, { transient: true });
    }
    const from = goesOn ? had : 0;
    const stated = Number(response.headers['content-length'] ?? NaN) + from;
    if (stated > limit) {
      response.dismiss();
      await forget(part);
      throw new FetchFault(tooLong(address, stated, request), { transient: expectedBytes !== null });
    }
    const hash = from > 0 ? await hashOf(part) : createHash('md5');
    if (!goesOn) await writeNote(part, address, response.headers);
    const file = await open(part, goesOn ? 'a' : 'w');
    let bytes = from;
    try {
      for await (const piece of response.bytes) {
        bytes += piece.length;
        if (bytes > limit)
          throw new FetchFault(tooLong(address, bytes, request), { transient: expectedBytes !== null });
        hash.update(piece);
        await file.write(piece);
      }
    } catch (error) {
      if (bytes > limit) await forget(part);
      throw error;
    } finally {
      await file.close();
    }
    const md5 = hash.digest('hex');
    const fault =
      expectedBytes !== null && bytes !== expectedBytes
        ? `has ${bytes} bytes, not the ${expectedBytes} that the list states`
        : expectedMd5 !== null && md5 !== expectedMd5
          ? `has the md5 ${md5}, not ${expectedMd5} as the list states`
          : undefined;
    if (fault !== undefined) {
      await forget(part);
      throw new FetchFault(`${address} ${fault}.`, { transient: true });
    }
    const path = `${part.slice(0, -'.part'.length)}.whole`;
    await rename(part, path);
    await rm(noteOf(part), { force: true });
    return { path, bytes, md5, resumedAt: from };
  }
}

function tooLong(address: string, bytes: number, { expectedBytes, maxBytes }: DownloadRequest): string {
  return expectedBytes === null
    ? `${address} has more than ${maxBytes} bytes, the most that is taken of such a file.`
    : `${address} has ${bytes} bytes or more, not the ${expectedBytes} that the list states.`;
}

const noteOf = (part: string): string => `${part}.json`;

async function readNote(part: string, address: string): Promise<PartNote | undefined> {
  const text = await readFile(noteOf(part), 'utf8').catch(() => ''); // none is the usual case
  try {
    const note = partNote.safeParse(JSON.parse(text));
    return note.success && note.data.address === address ? note.data : undefined;
  } catch {
    return undefined; // a note that was cut off: begin anew
  }
}

/** Only a strong validator says that the bytes are the same. */
async function writeNote(part: string, address: string, headers: IncomingHttpHeaders): Promise<void> {
  const validator = headers.etag?.startsWith('W/') === false ? headers.etag : headers['last-modified'];
  if (validator === undefined || Number(headers['content-length'] ?? Infinity) < WORTH_RESUMING_BYTES)
    await rm(noteOf(part), { force: true });
  else await writeFile(noteOf(part), JSON.stringify({ address, validator } satisfies PartNote));
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(noteOf(part), { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function hashOf(path: string): Promise<Hash> {
  const hash = createHash('md5');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash;
}
