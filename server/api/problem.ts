/** Errors as answers: `application/problem+json` (RFC 9457), each with the field, the value and the remedy. */
import type { ErrorRequestHandler, Response } from 'express';
import type pino from 'pino';
import type { Problem as ProblemBody } from '../../models/contract/problem.ts';
import { visible } from '../../models/textFault.ts';
import { DatabaseUnavailable, type UnavailableBecause } from '../store/database.ts';

/** The header in which every answer names its request. */
export const REQUEST_ID = 'X-Request-Id';

/** Every kind of problem that the API answers with; `type` is `urn:tension:problem:` and the kind. */
export const PROBLEMS = {
  'invalid-parameter': { status: 400, title: 'A parameter is not valid' },
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'This needs to know who asks' },
  forbidden: { status: 403, title: 'This needs another role' },
  'cross-site': { status: 403, title: 'Another site has sent this' },
  blind: { status: 403, title: 'Shut until both codes are in' },
  'unknown-alert': { status: 404, title: 'There is no such alert' },
  'unknown-channel': { status: 404, title: 'There is no such channel' },
  'unknown-list': { status: 404, title: 'There is no such watch list' },
  'unknown-note': { status: 404, title: 'There is no such note' },
  'unknown-rule': { status: 404, title: 'There is no such rule' },
  'unknown-address': { status: 404, title: 'There is nothing at this address' },
  'no-events': { status: 404, title: 'The dyad has no events' },
  'unknown-event': { status: 404, title: 'There is no such event' },
  'unknown-draft': { status: 404, title: 'There is no such draft' },
  'unknown-suggestion': { status: 404, title: 'There is no such suggestion' },
  'unknown-person': { status: 404, title: 'There is no such person' },
  'unknown-session': { status: 404, title: 'There is no such session' },
  'unknown-key': { status: 404, title: 'There is no such key' },
  'unknown-import': { status: 404, title: 'There is no such import' },
  'unknown-feed': { status: 404, title: 'There is no such feed' },
  'unknown-model': { status: 404, title: 'There is no such model' },
  'unknown-picture': { status: 404, title: 'The server drew no such picture' },
  'unknown-round': { status: 404, title: 'There is no such round' },
  'unknown-view': { status: 404, title: 'There is no such view' },
  'withdrawn-view': { status: 410, title: 'The view was withdrawn' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method' },
  'code-taken': { status: 409, title: 'The code belongs to another view' },
  'changed-since': { status: 409, title: 'Somebody wrote since' },
  'key-taken': { status: 409, title: 'The key belongs to another request' },
  'not-now': { status: 409, title: 'It is not in a state for this' },
  'pull-underway': { status: 409, title: 'The feed is being pulled' },
  'too-large': { status: 413, title: 'The upload is too large' },
  'unsupported-media-type': { status: 415, title: 'The format of the upload is not known' },
  misdirected: { status: 421, title: 'This server has another name' },
  'invalid-act': { status: 422, title: 'The change has faults' },
  'invalid-alert': { status: 422, title: 'The rule or the channel has faults' },
  'invalid-model': { status: 422, title: 'The model has faults' },
  'invalid-feed': { status: 422, title: 'The feed has faults' },
  'drafting-failed': { status: 422, title: 'No drafts could be made' },
  'template-refused': { status: 422, title: 'The template cannot be used' },
  'import-refused': { status: 422, title: 'The file cannot be read' },
  'too-many-suggestions': { status: 429, title: 'Too many suggestions' },
  'too-many-views': { status: 429, title: 'No more views are kept' },
  'too-many-streams': { status: 429, title: 'Too many event streams' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'asker-left': { status: 499, title: 'The client has left' },
  'figure-failed': { status: 500, title: 'The figure could not be drawn' },
  internal: { status: 500, title: 'Something failed inside the server' },
  'database-unavailable': { status: 503, title: 'The database cannot be had now' },
  'not-ready': { status: 503, title: 'Nothing is published yet' },
  'leader-silent': { status: 503, title: 'The server that leads gives no answer' },
  'run-waits': { status: 503, title: 'The run has not begun yet' },
  stopping: { status: 503, title: 'This server is being stopped' },
  'downloads-full': { status: 503, title: 'All downloads are taken' },
  'streams-full': { status: 503, title: 'All event streams are taken' },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

export interface FieldError {
  readonly field: string;
  readonly value: string | null;
  readonly message: string;
}

/** Thrown wherever a request cannot be answered; the error handler turns it into the answer. */
export class Problem extends Error {
  override name = 'Problem';
  readonly kind: ProblemKind;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** what stands there now, where somebody wrote since */
  readonly current: unknown;

  /** @param detail a sentence: where, which value, what to do */
  constructor(
    kind: ProblemKind,
    detail: string,
    {
      errors,
      headers = {},
      current,
    }: {
      errors?: readonly FieldError[];
      headers?: Readonly<Record<string, string>>;
      current?: unknown;
    } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.errors = errors;
    this.headers = headers;
    this.current = current;
  }
}

/** One or more parameters that cannot be used: 400. */
export function invalid(...errors: readonly FieldError[]): Problem {
  const sentences = errors.map(
    ({ field, value, message }) => `${field}: ${value === null ? '' : `"${shortened(value)}" `}${message}.`,
  );
  return new Problem('invalid-parameter', sentences.join(' '), { errors });
}

const shortened = (value: string): string => (value.length > 80 ? `${value.slice(0, 80)}…` : value);

/** Sends a problem. The request id goes along as `instance`, so that a report of it finds its line in the log. */
function sendProblem(response: Response, requestId: string, problem: Problem): void {
  const { status, title } = PROBLEMS[problem.kind];
  const body: ProblemBody = {
    type: `urn:tension:problem:${problem.kind}`,
    title,
    status,
    detail: visible(problem.message),
    instance: requestId,
    ...(problem.errors && {
      errors: problem.errors.map(({ field, value, message }) => ({
        field: visible(field),
        value: value === null ? null : visible(value),
        message: visible(message),
      })),
    }),
    ...(problem.current !== undefined && { current: problem.current }),
  };
  for (const header of ['ETag', 'Content-Disposition', 'Link']) response.removeHeader(header);
  response
    .status(status)
    .set(problem.headers)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(body));
}

/** Answers every error of the routes before it; what is no `Problem` is logged, and told without internals. */
export function problemHandler(logger: pino.Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const requestId = String(response.getHeader(REQUEST_ID));
    // One slow statement is no outage, so nobody else tells of it.
    if (error instanceof DatabaseUnavailable && error.because === 'slow') logger.warn({ requestId }, error.message);
    let problem = error instanceof Problem ? error : (problemOfDatabase(error) ?? problemOfExpress(error));
    if (!problem) {
      logger.error({ err: error, requestId }, 'a request failed');
      problem = new Problem(
        'internal',
        `The server failed on this request and has written down why. Try again; if it fails again, report the request id ${requestId}.`,
      );
    }
    if (response.headersSent) response.destroy(); // half an answer must not look like a whole one
    else sendProblem(response, requestId, problem);
  };
}

/** What to do, and after how many seconds, when the database cannot be had. The log tells once what is the matter. */
const UNAVAILABLE: Readonly<Record<UnavailableBecause, readonly [sentence: string, retryAfter: number]>> = {
  unreachable: [
    'The database cannot be reached. What was read before is still served; try this again in a few seconds. Where it lasts, the server’s log says why.',
    5,
  ],
  busy: ['The database has no connection free now. Try again in a few seconds, and ask for less at a time.', 5],
  slow: ['The database took too long over this and was stopped. Ask for less, such as fewer days, or try again.', 30],
  full: [
    'The disk of the database is full, so nothing of this was kept. Reading goes on; who runs the server must make room, then send it again.',
    60,
  ],
  'read-only': [
    'The database takes no writes now, so nothing of this was kept. Reading goes on; who runs the server finds why in its log.',
    30,
  ],
};
const UNCERTAIN =
  'The connection to the database broke while this was being recorded: look whether it is there before you send it again.';

function problemOfDatabase(error: unknown): Problem | undefined {
  if (!(error instanceof DatabaseUnavailable)) return undefined;
  const [sentence, retryAfter] = UNAVAILABLE[error.because];
  return new Problem('database-unavailable', error.isUncertain ? UNCERTAIN : sentence, {
    headers: { 'Retry-After': String(retryAfter) },
  });
}

/** Express tells a client's mistake (a path that is no percent-encoding, for one) by an error with a status from 400 to 499. */
function problemOfExpress(error: unknown): Problem | undefined {
  if (
    !(error instanceof Error) ||
    !('status' in error) ||
    typeof error.status !== 'number' ||
    error.status < 400 ||
    error.status > 499
  )
    return undefined;
  return new Problem(
    'malformed-request',
    `The request cannot be read: ${error.message.replace(/\.$/, '')}. Check its address and its encoding.`,
  );
}
