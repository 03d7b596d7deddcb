/** A server that holds the database: commands then work through its address. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { problem } from '../../models/contract/problem.ts';
import { messageOf } from '../../models/errorMessage.ts';
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
  /** A file, with what its headers say of it. @param upload what it is made with, where it is */
  getBytes(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    upload?: Upload,
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
    if (held !== undefined) headers['Authorization'] = `Bearer ${held}`;
    if (method === 'POST') headers['X-Recorded-By'] = encodeURIComponent(COMMAND_LINE);
    try {
      return await asked(address, method, headers, upload?.bytes);
    } catch (error) {
      throw new CommandFailure(`The server at ${url} broke off (${messageOf(error)}): see its log, then try again.`, {
        cause: error,
      });
    }
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
    getBytes: async (path, query, upload) => {
      const answer = await accepted(await call(upload ? 'POST' : 'GET', path, query, upload));
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

/** A text or a file as the body of a request. */
export const uploadOf = (contentType: string, content: string | Uint8Array): Upload => ({
  contentType,
  bytes: bytesOf(content),
});

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Waits for the answer however long it takes, as that to a large import does: `fetch` gives up after five minutes. */
async function asked(
  address: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  bytes: AsyncIterable<Uint8Array> = Readable.from([]),
): Promise<Response> {
  const sent = request(address, { method, headers });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  // A server that refuses a file answers before it has read all of it, and then reads no more.
  const uploaded = pipeline(bytes, sent);
  uploaded.catch(() => undefined); // told by the request as well
  const [message] = await answered;
  message.once('end', () => sent.destroy());
  const status = message.statusCode ?? 0;
  const fields = Object.entries(message.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(status === 204 ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>), {
    status,
    headers: fields,
  });
}

/** What a server says about a request that it refused. */
async function refusal(answer: Response, url: string): Promise<string> {
  const text = await answer.text();
  const parsed = problem.safeParse(answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined);
  return parsed.success ? parsed.data.detail : `The server at ${url} answered ${answer.status}: see its log.`;
}
