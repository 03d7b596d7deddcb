/** The body of a request: JSON, or the text of a small CSV. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from './problem.ts';

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
  return parsedBy(maxBytes === MAX_BYTES ? parser : parserUpTo(maxBytes), request, response, maxBytes);
}

/** The body where it is declared as CSV; undefined where it is declared as something else. @throws Problem when it is too large */
export async function csvBody(request: Request, response: Response): Promise<string | undefined> {
  if (!request.is('text/csv')) return undefined;
  return String(await parsedBy(csvParser, request, response));
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
