/** One request to a server: a request, redirects within the allowed hosts, and the bytes of the answer, watched for stalls. */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { messageOf } from '../../../models/errorMessage.ts';
import { AddressRefused, allowedAddress, type FeedHosts, isNear } from './address.ts';
import { lookupPublic, NotPublic, refusePrivateHost } from './publicAddress.ts';
import { type RetryPolicy, retryAfterMs } from './retryPolicy.ts';

/** Why a fetch failed, as a sentence; and whether another try can help. */
export class FetchFault extends Error {
  override name = 'FetchFault';
  /** whether the same request may succeed soon */
  readonly transient: boolean;
  /** the server itself cannot be reached or is in trouble: other files will not fare better */
  readonly server: boolean;
  /** how long the server asks to wait */
  readonly waitMs: number | undefined;
  /** what the log is told beyond the message: why a server cannot be reached says what listens where in this network */
  readonly detail: string | undefined;

  constructor(
    message: string,
    {
      transient,
      server = false,
      waitMs,
      detail,
      cause,
    }: { transient: boolean; server?: boolean; waitMs?: number | undefined; detail?: string; cause?: unknown },
  ) {
    super(message, { cause });
    this.transient = transient;
    this.server = server;
    this.waitMs = waitMs;
    this.detail = detail;
  }
}

/** The server says that it has no such file. */
export class NotThere extends Error {
  override name = 'NotThere';
}

export interface HttpRequestOptions {
  readonly hosts: FeedHosts;
  readonly retryPolicy: RetryPolicy;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** sent by POST */
  readonly form?: URLSearchParams;
}

export interface HttpResponse {
  /** 200 or 206 */
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** @throws FetchFault when the connection breaks or stalls */
  readonly bytes: AsyncIterable<Buffer>;
  /** Ends the request without reading the rest. */
  dismiss(): void;
}

const MAX_REDIRECTS = 5;
/** A server that sends less than this while the stall time passes has stalled: a trickle would hold a place for ever. */
const MIN_BYTES = 1024;

const AGENTS = {
  'http:': new http.Agent({ keepAlive: true, maxFreeSockets: 16 }),
  'https:': new https.Agent({ keepAlive: true, maxFreeSockets: 16 }),
};

/**
 * Sends a request and gives the response as soon as its headers are there.
 *
 * @throws AddressRefused for an address, or a redirect, beyond the allowed hosts; NotThere (404, 410); FetchFault for all other
 * answers than 200 and 206, and for a connection that fails; AbortError
 */
export async function httpRequest(address: string, options: HttpRequestOptions): Promise<HttpResponse> {
  let url = allowedAddress(address, options.hosts);
  for (let redirects = 0; ; redirects++) {
    const message = await send(url, options);
    const status = message.statusCode ?? 0;
    const location = message.headers.location;
    if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
      message.destroy();
      if (redirects === MAX_REDIRECTS || options.form)
        throw new FetchFault(
          `${shown(url)} redirects ${options.form ? 'a login' : 'in circles'}: check the feed’s address.`,
          { transient: false },
        );
      url = redirected(url, location, options.hosts);
      continue;
    }
    if (status === 200 || status === 206)
      return {
        status,
        headers: message.headers,
        bytes: watched(message, url, options),
        dismiss: () => void message.destroy(),
      };
    message.resume(); // a short answer: the connection can serve the next request
    throw faultOf(status, message, url, options);
  }
}

/** An address without its query, which may hold what is nobody's business. */
const shown = (url: URL): string => `${url.origin}${url.pathname}`;

function redirected(from: URL, location: string, hosts: FeedHosts): URL {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!target)
    throw new FetchFault(`${shown(from)} redirects to "${location.slice(0, 100)}", which is no address.`, {
      transient: false,
    });
  try {
    return allowedAddress(target.href, hosts);
  } catch (error) {
    if (error instanceof AddressRefused)
      throw new AddressRefused(`${shown(from)} redirects elsewhere. ${error.message}`, { cause: error });
    throw error;
  }
}

function faultOf(status: number, message: IncomingMessage, url: URL, { now }: HttpRequestOptions): Error {
  if (status === 404 || status === 410) return new NotThere(`${shown(url)} is not there (${status}).`);
  const busy = status === 408 || status === 425 || status === 429 || status >= 500;
  const waitMs = retryAfterMs(message.headers['retry-after'], now());
  if (busy)
    return new FetchFault(
      `${url.host} answered ${status} for ${url.pathname}${waitMs === undefined ? '' : ` and asks to wait ${Math.ceil(waitMs / 1000)} s`}.`,
      { transient: true, server: true, waitMs },
    );
  if (status === 416)
    return new FetchFault(`${url.host} has no such part of ${url.pathname} (416).`, { transient: true });
  if (status === 401 || status === 403)
    return new FetchFault(
      `${url.host} refuses ${url.pathname} (${status}): check the access that the feed needs, and its address.`,
      { transient: false },
    );
  return new FetchFault(`${url.host} answered ${status} for ${url.pathname}: check the feed’s address.`, {
    transient: false,
  });
}

function send(url: URL, { hosts, retryPolicy, signal, headers, form }: HttpRequestOptions): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const mayBePrivate = isNear(url, hosts.near);
  const body = form?.toString();
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    try {
      if (!mayBePrivate) refusePrivateHost(url.hostname);
    } catch (error) {
      reject(unreachable(url, messageOf(error), error));
      return;
    }
    const request = (secure ? https : http).request(url, {
      method: body === undefined ? 'GET' : 'POST',
      agent: AGENTS[secure ? 'https:' : 'http:'],
      signal,
      ...(!mayBePrivate && { lookup: lookupPublic }),
      headers: {
        'User-Agent': 'tension feed reader',
        'Accept-Encoding': 'identity',
        ...(body === undefined
          ? {}
          : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    const connecting = setTimeout(
      () =>
        request.destroy(unreachable(url, `it did not take the connection within ${retryPolicy.connectMs / 1000} s`)),
      retryPolicy.connectMs,
    );
    let answering: NodeJS.Timeout | undefined;
    const connected = (): void => {
      clearTimeout(connecting);
      answering ??= setTimeout(
        () =>
          request.destroy(
            new FetchFault(`${url.host} did not answer within ${retryPolicy.stallMs / 1000} s for ${url.pathname}.`, {
              transient: true,
              server: true,
            }),
          ),
        retryPolicy.stallMs,
      );
    };
    request.once('socket', (socket) => {
      if (!socket.connecting && (!secure || request.reusedSocket)) connected();
      else socket.once(secure ? 'secureConnect' : 'connect', connected);
    });
    const settled = (): void => {
      clearTimeout(connecting);
      clearTimeout(answering);
    };
    request.once('response', (message) => {
      settled();
      resolve(message);
    });
    request.on('error', (error) => {
      settled();
      reject(signal.aborted || error instanceof FetchFault ? error : unreachable(url, reasonOf(error), error));
    });
    request.end(body);
  });
}

/** One sentence, whether nothing listens there, a certificate is wrong or the address is a private one: the log says which. */
const unreachable = (url: URL, reason: string, cause?: unknown): FetchFault =>
  new FetchFault(`${url.host} cannot be reached for ${url.pathname}. The log of the server says why.`, {
    transient: !(cause instanceof NotPublic),
    server: true,
    detail: `${url.host} cannot be reached for ${url.pathname}: ${reason}.`,
    cause,
  });

/** The bytes of an answer. A connection that breaks or stalls ends them with a fault, and never looks like their end. */
async function* watched(
  message: IncomingMessage,
  url: URL,
  { retryPolicy, signal }: HttpRequestOptions,
): AsyncGenerator<Buffer> {
  const coding = message.headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    message.destroy();
    throw new FetchFault(`${shown(url)} came as ${coding}, which was not options for.`, { transient: false });
  }
  const broken = (why: string, cause?: unknown): FetchFault =>
    new FetchFault(`${url.host} ${why} in the middle of ${url.pathname}.`, { transient: true, server: true, cause });
  let received = 0;
  let before = -MIN_BYTES;
  const watch = setInterval(() => {
    if (received - before < MIN_BYTES) message.destroy(broken(`sent nothing for ${retryPolicy.stallMs / 1000} s`));
    before = received;
  }, retryPolicy.stallMs);
  try {
    for await (const piece of message) {
      const bytes: Buffer = piece;
      received += bytes.length;
      yield bytes;
    }
  } catch (error) {
    if (signal.aborted || error instanceof FetchFault) throw error;
    throw broken(`broke the connection (${reasonOf(error)})`, error);
  } finally {
    clearInterval(watch);
    if (!message.complete) message.destroy();
  }
  if (!message.complete) throw broken('ended the answer');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // All addresses of a name were tried: the errors stand in a list.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'the name server does not answer',
    ECONNRESET: 'connection reset',
    ETIMEDOUT: 'timed out',
  };
  return words[code] ?? messageOf(first);
}
