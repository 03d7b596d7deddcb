/** A server that holds the database: commands then work through its address. */
import { z } from 'zod';
import { problem } from '../../models/contract/problem.ts';
import type { Config } from '../config.ts';
import { readServingNote } from '../servingNote.ts';
import { readToken } from '../token.ts';
import { CommandFailure } from './failure.ts';

/** Who writes, where a command does. */
export const COMMAND_LINE = 'command line';

/** A server that hangs is as good as none, and somebody waits. */
const LIVE_WITHIN_MS = 3000;

/** The API of a server, as the commands use it. Answers are checked against the contract. */
export interface Server {
  readonly url: string;
  /** @throws CommandFailure with what the server says about the request */
  get<Body>(path: string, query: Readonly<Record<string, string | undefined>>, schema: z.ZodType<Body>): Promise<Body>;
  /** The same for an answer that has a body whatever its status, such as /health/ready. */
  getAny<Body>(path: string, schema: z.ZodType<Body>): Promise<Body>;
  getText(path: string, query: Readonly<Record<string, string | undefined>>): Promise<string>;
  /** A file, with what its headers say of it. */
  getBytes(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
  ): Promise<{ bytes: Uint8Array; headers: Headers }>;
  /** A long answer, as it comes. */
  getStream(path: string): Promise<AsyncIterable<Uint8Array>>;
  post<Body>(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    schema: z.ZodType<Body>,
    upload?: Upload,
  ): Promise<Body>;
}

export interface Upload {
  readonly contentType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The server that runs on this data folder, or undefined. */
export async function findServer({ dataDir, token }: Pick<Config, 'dataDir' | 'token'>): Promise<Server | undefined> {
  const note = await readServingNote(dataDir);
  if (!note) return undefined;
  try {
    const answer = await fetch(`${note.url}/health/live`, { signal: AbortSignal.timeout(LIVE_WITHIN_MS) });
    await answer.body?.cancel();
    if (!answer.ok) return undefined;
  } catch {
    return undefined; // it does not answer: the database is tried instead, and says who holds it
  }
  return serverAt(note.url, async () => token ?? readToken(dataDir));
}

export function serverAt(url: string, token: () => Promise<string | undefined>): Server {
  const call = async (
    method: 'GET' | 'POST',
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    upload?: Upload,
  ): Promise<Response> => {
    const address = new URL(path, url);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, value);
    const headers: Record<string, string> = upload ? { 'Content-Type': upload.contentType } : {};
    const held = await token();
    if (held !== undefined || method === 'POST') headers['Authorization'] = `Bearer ${held ?? ''}`;
    if (method === 'POST') headers['X-Recorded-By'] = encodeURIComponent(COMMAND_LINE);
    let answer: Response;
    try {
      answer = await fetch(address, {
        method,
        headers,
        ...(upload ? { body: streamOf(upload.bytes), duplex: 'half' } : {}),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CommandFailure(`The server at ${url} broke off (${cause}): see its log, then try again.`, {
        cause: error,
      });
    }
    return answer;
  };
  const accepted = async (answer: Response): Promise<Response> => {
    if (!answer.ok) throw new CommandFailure(await refusal(answer, url));
    return answer;
  };
  return {
    url,
    get: async (path, query, schema) => schema.parse(await (await accepted(await call('GET', path, query))).json()),
    getAny: async (path, schema) => schema.parse(await (await call('GET', path, {})).json()),
    getText: async (path, query) => (await accepted(await call('GET', path, query))).text(),
    getBytes: async (path, query) => {
      const answer = await accepted(await call('GET', path, query));
      return { bytes: new Uint8Array(await answer.arrayBuffer()), headers: answer.headers };
    },
    getStream: async (path) => {
      const { body } = await accepted(await call('GET', path, {}));
      if (!body) throw new CommandFailure(`The server at ${url} answered nothing: see its log.`);
      return body;
    },
    post: async (path, query, schema, upload) =>
      schema.parse(await (await accepted(await call('POST', path, query, upload))).json()),
  };
}

/** A text as the body of a request. */
export const uploadOf = (contentType: string, text: string): Upload => ({ contentType, bytes: bytesOf(text) });

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Bytes as fetch takes them, read no faster than they are sent. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

/** What a server says about a request that it refused. */
async function refusal(answer: Response, url: string): Promise<string> {
  const text = await answer.text();
  const parsed = problem.safeParse(answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined);
  return parsed.success ? parsed.data.detail : `The server at ${url} answered ${answer.status}: see its log.`;
}
