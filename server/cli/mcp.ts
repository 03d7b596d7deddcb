/**
 * `tension mcp`: what the API reads, as tools for language models (Model Context Protocol), over standard input and output or over HTTP.
 * No tool records anything. An answer about days of a dyad names the view that shows the same numbers, with its code.
 */
import { createServer, type Server as HttpServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { readViewCode } from '../../client/charts/view.ts';
import { board } from '../../models/contract/board.ts';
import { cardTexts } from '../../models/contract/cardTexts.ts';
import { contributions } from '../../models/contract/contributions.ts';
import { events } from '../../models/contract/events.ts';
import { move } from '../../models/contract/move.ts';
import { notes as notesAnswer } from '../../models/contract/notes.ts';
import { series } from '../../models/contract/series.ts';
import { pinnedView, viewDetail } from '../../models/contract/views.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { bearerOf } from '../people/bearer.ts';
import type { Config } from '../config.ts';
import { numberTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { type Server, serverAt, uploadOf } from './runningServer.ts';

export interface McpOptions {
  readonly http?: string;
}

/** Most events of one sum in an answer; the rest is told as one sum. */
const MAX_LISTED = 25;
const MAX_PORT = 65_535;
const VERSION = '1';

const dyad = z.string().describe('two ISO alpha-3 codes with a hyphen between them, such as KOR-RUS');
const day = (what: string) => z.string().describe(`${what}, YYYY-MM-DD`);
const shared = {
  model: z.string().optional().describe('name, name@version or name@hash of a model; the baseline when left out'),
  asOf: z.string().optional().describe('what was known then: a date or an ISO moment; now when left out'),
};

/** The tools, asking a server. */
export function mcpServer(server: Server): McpServer {
  const mcp = new McpServer(
    { name: 'tension', version: VERSION },
    {
      instructions:
        'Index of how tense relations between two states are, 0 to 100; 50 is neutral. Each point is the exact sum of sourced events. Days that nobody covered have no data: do not read them as quiet. Cite the view code of an answer.',
    },
  );
  const tool = <Shape extends z.ZodRawShape>(
    name: string,
    description: string,
    shape: Shape,
    answer: (asked: z.infer<z.ZodObject<Shape>>) => Promise<object>,
  ): void => {
    const inputSchema = z.strictObject(shape);
    const annotations = { readOnlyHint: true, destructiveHint: false, openWorldHint: false };
    mcp.registerTool(name, { description, inputSchema, annotations }, async (asked: unknown) => {
      try {
        const found = await answer(inputSchema.parse(asked) as z.infer<z.ZodObject<Shape>>);
        return { content: [{ type: 'text', text: JSON.stringify(found) }] };
      } catch (error) {
        return { isError: true, content: [{ type: 'text', text: messageOf(error) }] };
      }
    });
  };

  tool('board', 'Every dyad: where it stands, how it moved, and the act that moved it most', shared, (asked) =>
    server.get('/api/v1/dyads', asked, board),
  );
  tool(
    'series',
    'The index of a dyad over time with its 90% band',
    {
      dyad,
      from: day('first day'),
      to: day('last day'),
      step: z.enum(['day', 'week', 'month']).default('week'),
      ...shared,
    },
    async ({ dyad, ...asked }) => ({
      ...(await server.get(`/api/v1/dyads/${encodeURIComponent(dyad)}/series`, asked, series)),
      ...(await notesOf(server, dyad, asked)),
      view: await viewOf(server, { kind: 'dyad', dyad, ...asked }),
    }),
  );
  tool(
    'move',
    'What changed the index of a dyad from one day to another: the change is the sum of its causes',
    { dyad, from: day('first day'), to: day('last day'), ...shared },
    async ({ dyad, ...asked }) => {
      const found = await server.get(`/api/v1/dyads/${encodeURIComponent(dyad)}/move`, asked, move);
      return {
        ...found,
        ...listed('events', found.events),
        ...(await notesOf(server, dyad, asked)),
        view: await viewOf(server, { kind: 'move', dyad, ...asked }),
      };
    },
  );
  tool(
    'events',
    'The events of a dyad with their sources, newest first',
    {
      dyad,
      from: day('first day').optional(),
      to: day('last day').optional(),
      type: z.string().optional().describe('a type of the codebook, such as sanction'),
      q: z.string().optional().describe('words that must all occur'),
      limit: z.int().min(1).max(200).default(50),
      cursor: z.string().optional().describe('nextCursor of the page before'),
      ...shared,
    },
    async ({ dyad, limit, ...asked }) => {
      const query = { ...asked, limit: String(limit) };
      const page = await server.get(`/api/v1/dyads/${encodeURIComponent(dyad)}/events`, query, events);
      const { model, asOf } = asked;
      const [newest, oldest] = [page.events[0], page.events.at(-1)];
      if (newest === undefined || oldest === undefined) return { ...page, view: null };
      const days = { from: asked.from ?? oldest.date, to: asked.to ?? newest.date };
      return { ...page, view: await viewOf(server, { kind: 'dyad', dyad, ...days, model, asOf }) };
    },
  );
  tool(
    'explain',
    'One day of a dyad as the sum of its events: neutral + the sum of indexPoints = index',
    { dyad, date: day('the day'), ...shared },
    async ({ dyad, ...asked }) => {
      const path = `/api/v1/dyads/${encodeURIComponent(dyad)}/contributions`;
      const found = await server.get(path, asked, contributions);
      const { date, model, asOf } = asked;
      return {
        ...found,
        ...listed('contributions', found.contributions),
        view: await viewOf(server, { kind: 'dyad', dyad, from: date, to: date, model, asOf }),
      };
    },
  );
  tool(
    'view',
    'What a pinned view shows, by the code that stands on the picture',
    { code: z.string().describe('such as 7K3M 9QX2T') },
    async ({ code }) => {
      const read = readViewCode(code);
      if ('fault' in read) throw new CommandFailure(`code: "${code}" ${read.fault}.`);
      return {
        ...(await server.get(`/api/v1/views/${read.code}`, {}, viewDetail)),
        card: await server.get(`/api/v1/views/${read.code}/card`, {}, cardTexts),
      };
    },
  );
  return mcp;
}

/** What people and context.csv say happened on the days: terms of office, wars, treaties. */
async function notesOf(
  server: Server,
  dyad: string,
  { from, to, asOf }: { readonly from: string; readonly to: string; readonly asOf?: string | undefined },
): Promise<object> {
  const { notes } = await server.get('/api/v1/notes', { dyad, from, to, asOf }, notesAnswer);
  const told = notes.map(({ dyad: whose, from: first, to: last, text, source, shipped, recordedBy }) => ({
    dyad: whose ?? 'all',
    from: first,
    to: last,
    text,
    source,
    by: shipped ? 'context.csv' : recordedBy,
  }));
  return {
    notes: {
      whatTheyAre: 'They change no number, and are no causes.',
      total: told.length,
      newest: told.slice(-MAX_LISTED),
    },
  };
}

/** The largest of a list, and what the others sum up to, so that the sum still holds. */
function listed<Name extends string, Part extends { readonly indexPoints: number }>(
  name: Name,
  parts: readonly Part[],
) {
  const largest = parts.toSorted((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints));
  const rest = largest.slice(MAX_LISTED);
  const others = { events: rest.length, indexPoints: rest.reduce((sum, { indexPoints }) => sum + indexPoints, 0) };
  return { [name]: largest.slice(0, MAX_LISTED), ...(rest.length > 0 && { others }) };
}

/** The view that shows the same, as the server pins it, with what its card says; why there is none where it pins none. */
async function viewOf(server: Server, view: object): Promise<object> {
  try {
    const body = uploadOf('application/json', JSON.stringify(view));
    const { code, url } = await server.post('/api/v1/views', {}, pinnedView, body);
    const { title, sentence, badges } = await server.get(`/api/v1/views/${code}/card`, {}, cardTexts);
    return { code, url: new URL(url, server.url).href, title, sentence, warnings: badges.map(({ text }) => text) };
  } catch (error) {
    return { code: null, because: messageOf(error) };
  }
}

/** @returns when the client has gone, or the process is told to end */
export async function mcpCommand(config: Config, options: McpOptions): Promise<void> {
  await withApi(config, async (server) => {
    if (options.http === undefined) {
      const transport = new StdioServerTransport();
      const ended = new Promise<void>((resolve) => {
        process.stdin.once('end', resolve);
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });
      await mcpServer(server).connect(transport);
      await ended;
      return transport.close();
    }
    const http = await mcpOverHttp(
      server.url,
      numberTyped('--http', options.http, 0, MAX_PORT, true),
      config.allowedHosts,
    );
    const address = http.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    process.stderr.write(`Tools at http://127.0.0.1:${port}/mcp, which ask ${server.url}. Ctrl-C ends.\n`);
    await new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    http.closeAllConnections();
    http.close();
  });
}

/** Whoever asks has the rights of the key that is sent along, and without one those of any reader: never those of this machine's owner. */
export async function mcpOverHttp(url: string, port: number, hosts: readonly string[] = []): Promise<HttpServer> {
  const http = createServer((request, response) => {
    if (new URL(request.url ?? '/', url).pathname !== '/mcp') {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('The tools are at /mcp.\n');
      return;
    }
    const listening = request.socket.localPort;
    const transport = new StreamableHTTPServerTransport({
      enableJsonResponse: true,
      enableDnsRebindingProtection: true, // a page that points its name here is turned away
      allowedHosts: [`127.0.0.1:${listening}`, `localhost:${listening}`, ...hosts],
    });
    const mcp = mcpServer(serverAt(url, async () => bearerOf(request)));
    response.once('close', () => void mcp.close());
    mcp
      .connect(transport)
      .then(() => transport.handleRequest(request, response))
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain' });
        response.end(`${messageOf(error)}\n`);
      });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  return http;
}
