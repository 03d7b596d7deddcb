/** Asking the API. The browser's cache holds the answers and revalidates them by their ETag. */
import type { Problem } from '../../server/api/contract.ts';
import { answered, noAnswer } from './connection.ts';
import { words } from './language.ts';

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
 * @throws ApiProblem where the server refuses
 * @throws NoAnswer where it does not answer
 */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const wording = words.value.problems;
  let response: Response;
  try {
    response = await fetch(url, {
      cache: 'no-cache',
      headers: { accept: 'application/json' },
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    noAnswer();
    throw new NoAnswer(wording.noAnswer, { cause });
  }
  answered();
  if (!response.ok) throw await problemOf(response);
  const etag = response.headers.get('etag');
  const known = parsed.get(url);
  if (etag !== null && known?.etag === etag) return known.body as T;
  // The edge: the server's own tests hold every answer to the schemas that this type is made from.
  const body = (await response.json()) as T;
  if (etag !== null) {
    parsed.delete(url);
    parsed.set(url, { etag, body });
    for (const oldest of parsed.keys()) {
      if (parsed.size <= MOST_PARSED) break;
      parsed.delete(oldest);
    }
  }
  return body;
}

/** Answers by address: while the ETag stays, the same object is given again, and nothing is parsed or computed anew. */
const parsed = new Map<string, { readonly etag: string; readonly body: unknown }>();
const MOST_PARSED = 24;

/** @throws ApiProblem, NoAnswer */
export async function postJson<T>(url: string, token: string, body?: unknown): Promise<T> {
  const wording = words.value.problems;
  let response: Response;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  try {
    response = await fetch(
      url,
      body === undefined
        ? { method: 'POST', headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
  } catch (cause) {
    noAnswer();
    throw new NoAnswer(wording.noAnswer, { cause });
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Asks with a body what is too long for an address; it changes nothing, and so needs no token. @throws ApiProblem, NoAnswer */
export async function askJson<T>(url: string, body: unknown): Promise<T> {
  const response = await answerOf(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** A file as it is. @throws ApiProblem, NoAnswer */
export async function getBytes(url: string): Promise<Blob> {
  return (await answerOf(url, {})).blob();
}

async function answerOf(url: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, options);
  } catch (cause) {
    noAnswer();
    throw new NoAnswer(words.value.problems.noAnswer, { cause });
  }
  answered();
  if (!response.ok) throw await problemOf(response);
  return response;
}

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
