/** The body of a request: JSON, or the text of a small CSV. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import { textFault } from '../../models/textFault.ts';
import { invalid, Problem } from './problem.ts';

/** A model file has some 5 KB; this leaves room for a codebook fifty times as long. */
const MAX_BYTES = 256 * 1024;
const parserUpTo = (limit: number): RequestHandler => express.json({ limit, type: 'application/json', strict: true });
const parser = parserUpTo(MAX_BYTES);
const csvParser = express.text({ limit: MAX_BYTES, type: 'text/csv' });

/** @throws Problem when the body is no JSON (the message has the place), is not declared as JSON, or is too large */
export async function jsonBody(request: Request, response: Response, maxBytes = MAX_BYTES): Promise<unknown> {
  if (!request.is('application/json')) {
    const given = request.headers['content-type'] ?? '';
    throw new Problem('unsupported-media-type', `The Content-Type is "${given.slice(0, 80)}": send application/json.`, {
      headers: { Accept: 'application/json' },
    });
  }
  const body = await parsedBy(maxBytes === MAX_BYTES ? parser : parserUpTo(maxBytes), request, response, maxBytes);
  refuseOdd(body);
  return body;
}

/** The deepest body, a model with all its parts, has eight levels. */
const MAX_LEVELS = 64;
/** What no database keeps: NUL, and halves of surrogate pairs. */
const NOT_KEPT = /[\0\p{Surrogate}]/u;

/** @throws Problem for a body that is nested beyond all use, or with a text that cannot be kept; its place is named */
function refuseOdd(body: unknown): void {
  const open = [{ value: body, path: '', level: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, level } = next;
    if (typeof value === 'string') refuseNotKept(value, path || 'body');
    if (typeof value !== 'object' || value === null) continue;
    if (level === MAX_LEVELS)
      throw new Problem(
        'malformed-request',
        `The body has more than ${MAX_LEVELS} levels, one in the other: it is none of those that this address takes.`,
      );
    for (const [key, inner] of Object.entries(value)) {
      refuseNotKept(key, `name in ${path || 'body'}`);
      open.push({ value: inner, path: path === '' ? key : `${path}.${key}`, level: level + 1 });
    }
  }
}

/** The body where it is declared as CSV; undefined where it is declared as something else. @throws Problem when it is too large */
export async function csvBody(request: Request, response: Response): Promise<string | undefined> {
  if (!request.is('text/csv')) return undefined;
  return String(await parsedBy(csvParser, request, response));
}

function refuseNotKept(text: string, field: string): void {
  const message = NOT_KEPT.test(text) ? textFault(text, true) : undefined;
  if (message !== undefined) throw invalid({ field, value: text.slice(0, 200), message: message.replace(/\.$/, '') });
}

async function parsedBy(
  parse: RequestHandler,
  request: Request,
  response: Response,
  maxBytes = MAX_BYTES,
): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    void parse(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(problemOf(error, maxBytes)),
    );
  });
  const body: unknown = request.body;
  return body;
}

function problemOf(error: unknown, maxBytes: number): unknown {
  if (!(error instanceof Error) || !('type' in error)) return error;
  if (error.type === 'entity.too.large')
    return new Problem(
      'too-large',
      `The body has more than ${maxBytes / 1024} KiB: leave out what does not belong to it, or send it in parts.`,
    );
  if (error.type === 'entity.parse.failed' && 'body' in error && isJson(error.body))
    return new Problem('malformed-request', 'The body is JSON, but no object: send a JSON object, in braces.');
  if (error.type === 'entity.parse.failed')
    return new Problem(
      'malformed-request',
      `The body is not JSON: ${error.message.replace(/\.$/, '')}. JSON has no NaN and no infinity; strings stand in double quotes.`,
    );
  return error;
}

function isJson(body: unknown): boolean {
  try {
    JSON.parse(String(body));
    return true;
  } catch {
    return false;
  }
}
