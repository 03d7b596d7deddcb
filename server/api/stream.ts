/** GET /api/v1/stream: server-sent events, so that an open page shows a new run without asking again and again. */
import type { Request, Response } from 'express';
import { allows } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import type { Rollup, RunRecord } from '../rollup/rollup.ts';
import { DatabaseUnavailable } from '../store/database.ts';
import { addressOf, whose } from './askers.ts';
import type { ApiLimits } from './limits.ts';
import { Problem } from './problem.ts';
import { noQuery, route, type Route } from './route.ts';
import { openRunOf } from './runs.ts';

/** Shorter than the minute after which many proxies cut a silent connection. */
const HEARTBEAT_MS = 25_000;
const RETRY_MS = 3000;
/** What lies with a stream, its socket with it; one that does not take what it is sent is closed. */
export const MAX_STREAM_BYTES = 64 * 1024;

export interface Stream {
  readonly route: Route;
  /** Tells every open page of a run. */
  tell(run: RunRecord): void;
  /** how many are open */
  open(): number;
  /** Ends every open stream. */
  close(): void;
}

interface Open {
  readonly who: string;
  readonly request: Request;
  /** what it was sent last, or is being sent */
  sent: Promise<void>;
}

/** Each stream holds a socket. */
export function streamOf(
  rollup: Rollup,
  { streams, streamsEach }: Pick<ApiLimits, 'streams' | 'streamsEach'>,
  people: Pick<People, 'identify'>,
): Stream {
  const open = new Map<Response, Open>();
  const send = (response: Response, run: RunRecord): void => {
    const name = run.status === 'complete' ? 'run-completed' : 'run-failed';
    response.write(`id: ${run.id}\nevent: ${name}\ndata: ${JSON.stringify(openRunOf(run))}\n\n`);
  };
  /** Nothing more goes to whom the server no longer lets read; while nobody can be looked up, who was let in stays. */
  const mayRead = async (request: Request): Promise<boolean> => {
    const from = { address: addressOf(request), isAlways: true, takesLast: true, isQuiet: true };
    return people.identify(request, from).then(
      (identity) => allows(identity, 'reader'),
      (error: unknown) => error instanceof DatabaseUnavailable,
    );
  };
  /** Each stream has what it is sent in its order. */
  const toEach = (write: (response: Response) => void): void => {
    for (const [response, one] of open)
      one.sent = one.sent.then(async () => {
        if (!open.has(response)) return;
        if (await mayRead(one.request)) write(response);
        else response.end();
      });
  };
  const tell = (run: RunRecord): void => toEach((response) => send(response, run));
  const stopListening = rollup.onEnded(tell);
  const heartbeat = setInterval(
    () =>
      toEach((response) => {
        if (response.writableLength > MAX_STREAM_BYTES) response.destroy();
        else response.write(': still here\n\n');
      }),
    HEARTBEAT_MS,
  );
  heartbeat.unref();

  return {
    tell,
    open: () => open.size,
    route: route({
      method: 'get',
      path: '/api/v1/stream',
      needs: 'reader',
      summary: 'Server-sent events when a roll-up ends',
      description: `\`run-completed\` (or \`run-failed\`) with the run as JSON and its number as id. A client that comes back with Last-Event-ID is told of the published run if it is a later one. A comment every ${HEARTBEAT_MS / 1000} s keeps the connection open. Before each message it is looked up whether who asks may still read; for whom may not it ends.`,
      query: noQuery,
      answers: { 200: { description: 'The event stream', body: 'text/event-stream' } },
      problems: ['too-many-streams', 'streams-full'],
      ownTurns: true,
      reply({ request, response, asker }) {
        const { who } = asker;
        const own = [...open.values()].filter((one) => one.who === who).length;
        const headers = { 'Retry-After': '60' };
        if (own >= streamsEach)
          throw new Problem(
            'too-many-streams',
            `${own} event streams are open to ${whose(request)} already, and ${streamsEach} are the most: close one, such as a page that is not used.`,
            { headers },
          );
        if (open.size >= streams)
          throw new Problem('streams-full', `${streams} event streams are open already: try again later.`, { headers });
        response.status(200).set({
          'Content-Type': 'text/event-stream; charset=utf-8',
          'Cache-Control': 'no-cache, no-transform',
          'X-Accel-Buffering': 'no',
        });
        response.flushHeaders();
        if (request.method === 'HEAD') {
          response.end();
          return undefined;
        }
        response.write(`retry: ${RETRY_MS}\n\n`);
        const seen = Number(request.headers['last-event-id'] ?? Number.NaN);
        const published = rollup.published();
        if (published && published.id > seen) send(response, published);
        open.set(response, { who, request, sent: Promise.resolve() });
        response.once('close', () => open.delete(response));
        return undefined;
      },
    }),
    close() {
      clearInterval(heartbeat);
      stopListening();
      for (const response of open.keys()) response.end();
    },
  };
}
