/** One POST to an address of a channel: resolved by the same rules as feeds, not redirected, ten seconds long, and little read of the answer. */
import http from 'node:http';
import https from 'node:https';
import { messageOf } from '../../models/errorMessage.ts';
import { lookupPublic } from '../feeds/fetch/publicAddress.ts';
import { retryAfterMs } from '../feeds/fetch/retryPolicy.ts';
import { type AlertAddress, alertAddress } from './address.ts';
import type { Post } from './forms.ts';

/** What was sent was not taken; the message tells why, without the address. */
export class SendFault extends Error {
  override name = 'SendFault';
  /** how long the other side asks to wait */
  readonly waitMs: number | undefined;
  /** it says that it is there no more, and nothing is to be sent again */
  readonly isGone: boolean;
  /** the addresses that a letter was not taken for, where others were; undefined where it went to nobody */
  readonly refused: RefusedAddresses | undefined;

  constructor(message: string, { waitMs, isGone = false, refused }: SendFaultMore = {}) {
    super(message);
    this.waitMs = waitMs;
    this.isGone = isGone;
    this.refused = refused;
  }
}

interface SendFaultMore {
  readonly waitMs?: number | undefined;
  readonly isGone?: boolean;
  readonly refused?: RefusedAddresses | undefined;
}

export interface RefusedAddresses {
  readonly to: readonly string[];
  /** none of them is to be tried again */
  readonly isFinal: boolean;
}

export interface PostOptions {
  /** ALERT_PRIVATE_HOSTS */
  readonly near: readonly string[];
  readonly now: () => Date;
  /** from the first look-up to the end of the answer */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** Of an answer nothing is needed but its number. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** @throws SendFault */
export async function post(address: string, { headers, body }: Post, options: PostOptions): Promise<void> {
  const { near, now, withinMs, signal } = options;
  const read = alertAddress(address, near);
  if ('fault' in read) throw new SendFault(`The address ${read.fault}.`);
  const { status, retryAfter } = await exchange(read, { headers, body }, withinMs, signal);
  if (status >= 200 && status < 300) return;
  const { host } = read.url;
  if (status === 410) throw new SendFault(`${host} answered 410: the address is there no more.`, { isGone: true });
  if (status >= 300 && status < 400)
    throw new SendFault(`${host} answered ${status}: alerts follow no redirect. Give the channel its new address.`);
  const waitMs = retryAfterMs(retryAfter, now());
  throw new SendFault(
    `${host} answered ${status}${waitMs === undefined ? '' : ` and asks to wait ${Math.ceil(waitMs / 1000)} s`}.`,
    { waitMs },
  );
}

interface Exchanged {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function exchange(
  { url, mayBePrivate }: AlertAddress,
  { headers, body }: Post,
  withinMs: number,
  signal: AbortSignal,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      signal,
      ...(!mayBePrivate && { lookup: lookupPublic }),
      headers: { 'User-Agent': 'tension alerts', ...headers, 'Content-Length': Buffer.byteLength(body) },
    });
    const late = setTimeout(() => {
      settle(() => reject(new SendFault(`${url.host} did not answer within ${withinMs / 1000} s.`)));
      request.destroy();
    }, withinMs);
    const settle = (settled: () => void): void => {
      clearTimeout(late);
      settled();
    };
    request.once('response', (answer) => {
      const { statusCode: status = 0 } = answer;
      const done = (): void => settle(() => resolve({ status, retryAfter: answer.headers['retry-after'] }));
      let bytes = 0;
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes <= MAX_ANSWER_BYTES) return;
        done(); // enough to know
        request.destroy();
      });
      answer.once('close', done); // also where it is cut off: the number has come
    });
    request.on('error', (error) =>
      settle(() =>
        reject(
          error instanceof SendFault ? error : new SendFault(`${url.host} cannot be reached: ${reasonOf(error)}.`),
        ),
      ),
    );
    request.end(body);
  });
}

function reasonOf(error: Error): string {
  const [first = error] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return messageOf(first)
    .replace('FEED_PRIVATE_HOSTS', 'ALERT_PRIVATE_HOSTS')
    .replace('the feed is meant to fetch from there', 'alerts are meant to go there');
}
