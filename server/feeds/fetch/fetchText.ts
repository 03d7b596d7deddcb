/** A short text from a server (a list, an answer of a login), held in memory. */
import { Buffer } from 'node:buffer';
import type { FeedHosts } from './address.ts';
import { FetchFault, httpRequest } from './httpRequest.ts';
import { retry } from './retry.ts';
import type { RetryPolicy } from './retryPolicy.ts';
import type { Runtime } from './runtime.ts';

export interface TextRequest {
  readonly address: string;
  readonly hosts: FeedHosts;
  readonly maxBytes: number;
  /** only the last bytes, if the server can give them */
  readonly lastBytes?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: URLSearchParams;
}

export interface Text {
  readonly text: string;
  /** whether it begins in the middle of the file */
  readonly cut: boolean;
}

/** @throws NotThere; AddressRefused; FetchFault when the tries are used up; AbortError */
export function fetchText(
  request: TextRequest,
  runtime: Runtime,
  retryPolicy: RetryPolicy,
  signal: AbortSignal,
): Promise<Text> {
  return retry(() => attempt(request, runtime.now, retryPolicy, signal), runtime, retryPolicy, signal);
}

async function attempt(
  { address, hosts, maxBytes, lastBytes, headers, form }: TextRequest,
  now: () => Date,
  retryPolicy: RetryPolicy,
  signal: AbortSignal,
): Promise<Text> {
  const range = lastBytes === undefined ? {} : { Range: `bytes=-${lastBytes}` };
  const response = await httpRequest(address, {
    hosts,
    retryPolicy,
    now,
    signal,
    headers: { ...headers, ...range },
    ...(form && { form }),
  });
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response.bytes) {
    bytes += piece.length;
    if (bytes > maxBytes)
      throw new FetchFault(
        `${new URL(address).host} sent more than ${maxBytes} bytes, the most that is taken of ${new URL(address).pathname}.`,
        { transient: false },
      );
    pieces.push(piece);
  }
  return {
    text: Buffer.concat(pieces).toString('utf8'),
    cut: response.status === 206 && response.headers['content-range']?.startsWith('bytes 0-') !== true,
  };
}
