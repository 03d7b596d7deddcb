/** Asking the API. The browser's cache holds the answers and revalidates them by their ETag. */
import type { Problem } from '../../models/contract/problem.ts';
import { recordedBy } from './coder.ts';
import { asCoder } from './codingKey.ts';
import { answered, noAnswer, runSeen, sawRun } from './connection.ts';
import { words } from './language.ts';
import { csrf, rightOf, token } from './token.ts';

/** An answer that is none: a problem as the server tells it, or the lack of an answer. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  readonly problem: Problem | undefined;
  /** seconds after which it is worth to ask again */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfter?: number) {
    super(problem ? sentenceOf(problem) : words.value.problems.status(status));
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** No answer at all: the server is gone, or the way to it. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** The problem as sentences: what is wrong, then field by field. */
export function sentenceOf(problem: Problem): string {
  const detail = problem.detail === '' ? problem.title : problem.detail;
  const unsaid = (problem.errors ?? [])
    .filter(({ message }) => !detail.includes(message))
    .map(({ field, message }) => `${field} ${message}.`);
  return [detail, ...unsaid].join(' ');
}

/**
 * The answers that somebody holds, by address: while the ETag stays, the same object is given again, and nothing is parsed or computed
 * twice. What is kept, and for how long, is the business of `resource.ts`.
 */
const held = new Map<string, { readonly etag: string; readonly body: WeakRef<object> }>();
const released = new FinalizationRegistry<string>((url) => {
  if (held.get(url)?.body.deref() === undefined) held.delete(url);
});

/** What the page holds: who has a right is told more. */
const heldRight = (): Readonly<Record<string, string>> => (token.value === undefined ? {} : rightOf(token.value));

/**
 * @throws ApiProblem where the server refuses
 * @throws NoAnswer where it does not answer
 */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const headers = { ...JSON_ONLY, ...heldRight() };
  const response = await answerOf(url, { cache: 'no-cache', headers, ...(signal && { signal }) });
  const etag = response.headers.get('etag');
  const known = held.get(url);
  const same = etag !== null && known?.etag === etag ? known.body.deref() : undefined;
  // The edge: the server's own tests hold every answer to the schemas that this type is made from.
  if (same !== undefined) return same as T;
  const body: unknown = await response.json();
  if (etag !== null && typeof body === 'object' && body !== null) {
    held.set(url, { etag, body: new WeakRef(body) });
    released.register(body, url);
  }
  return body as T;
}

/** Reads what only those may read who may write. @throws ApiProblem, NoAnswer */
export async function getPrivate<T>(url: string, token: string): Promise<T> {
  const headers = { ...JSON_ONLY, ...rightOf(token) };
  return (await (await answerOf(url, { cache: 'no-cache', headers })).json()) as T;
}

/** A list as CSV, page after page as one text. @throws ApiProblem, NoAnswer */
export async function getPrivateCsv(url: string, token: string): Promise<string> {
  const pages: string[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const response: Response = await answerOf(next, { cache: 'no-cache', headers: rightOf(token) });
    const page = await response.text();
    pages.push(pages.length === 0 ? page : page.slice(page.indexOf('\n') + 1)); // one row of headings is enough
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return pages.join('');
}

/**
 * Writes, in the reader's name.
 *
 * @param key a request that is sent again with the same key is done once
 * @throws ApiProblem, NoAnswer
 */
export async function postJson<T>(url: string, token: string, body?: unknown, key?: string): Promise<T> {
  const once = key === undefined ? {} : { 'idempotency-key': key };
  return post<T>(url, { ...rightOf(token), ...recordedBy(), ...once }, body);
}

/** Asks with a body what is too long for an address; it needs no token, and is told who asks where the page knows. @throws ApiProblem, NoAnswer */
export async function askJson<T>(url: string, body: unknown): Promise<T> {
  return post<T>(url, heldRight(), body);
}

/** Sends a form with a file. @throws ApiProblem, NoAnswer */
export async function postForm<T>(url: string, token: string, form: FormData): Promise<T> {
  const headers = { ...JSON_ONLY, ...rightOf(token), ...recordedBy() };
  return (await (await answerOf(url, { method: 'POST', body: form, headers })).json()) as T;
}

/** A file as it is. @throws ApiProblem, NoAnswer */
export async function getBytes(url: string): Promise<Blob> {
  return (await answerOf(url, {})).blob();
}

const JSON_ONLY = { accept: 'application/json' };

async function post<T>(url: string, authorization: Readonly<Record<string, string>>, body: unknown): Promise<T> {
  const content =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const headers = { ...JSON_ONLY, ...authorization, ...content.headers };
  return (await (await answerOf(url, { method: 'POST', ...content, headers })).json()) as T;
}

/** The one place that asks. */
async function answerOf(
  url: string,
  { headers, ...options }: RequestInit & { readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      ...options,
      headers: { ...asCoder(), 'x-run-seen': String(runSeen()), ...headers, ...ofPage(options.method) },
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    noAnswer();
    throw new NoAnswer(words.value.problems.noAnswer, { cause });
  }
  answered();
  sawRun(Number(response.headers.get('x-run')));
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** What shows that a write comes from this page, where a cookie gives the right. */
const ofPage = (method: string | undefined): Readonly<Record<string, string>> =>
  method === 'POST' && csrf.value !== undefined ? { 'x-csrf-token': csrf.value } : {};

async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body: unknown = await response.json().catch(() => undefined);
  return new ApiProblem(
    response.status,
    isProblem(body) ? body : undefined,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body && 'detail' in body;
}
