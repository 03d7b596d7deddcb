/** The tools for language models, asked by a client of the protocol: over standard input and output of the command, and over HTTP. */
import { cp } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '../../models/contract/board.ts';
import type { Contributions } from '../../models/contract/contributions.ts';
import type { EventPage } from '../../models/contract/events.ts';
import type { Move } from '../../models/contract/move.ts';
import type { Notes } from '../../models/contract/notes.ts';
import type { Series } from '../../models/contract/series.ts';
import type { ViewDetail } from '../../models/contract/views.ts';
import { mcpOverHttp } from '../../server/cli/mcp.ts';
import { startTestServer, type TestServer } from '../api/testServer.ts';
import { atEndOfTest } from '../shared/endings.ts';
import { sharedPlace } from '../shared/parts.ts';
import { builtServer } from './built.ts';
import { dataFolder, ready, serve } from './processes.ts';

/** What an answer says of the events beyond the largest. */
interface Rest {
  readonly others?: { readonly indexPoints: number };
}

interface Noted {
  readonly notes: {
    readonly whatTheyAre: string;
    readonly total: number;
    readonly newest: readonly { readonly dyad: string; readonly text: string; readonly by: string }[];
  };
}

interface Viewed {
  readonly view: { readonly code: string; readonly title: string; readonly url: string };
}

let server: TestServer;
let address: string;
let client: Client;
beforeAll(async () => {
  server = await startTestServer();
  const http = await mcpOverHttp(server.url, 0);
  const bound = http.address();
  address = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}/mcp`;
  client = new Client({ name: 'tests', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(address)));
  afterAll(async () => {
    await client.close();
    http.closeAllConnections();
    http.close();
    await server.close();
  });
});

async function asked<Answer>(name: string, given: Record<string, unknown>): Promise<Answer> {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [{ text }] = content as [{ text: string }];
  expect(isError, text).not.toBe(true);
  return JSON.parse(text) as Answer;
}

const SPRING = { dyad: 'KOR-RUS', from: '2024-03-01', to: '2024-04-05' };

describe('over HTTP', () => {
  test('the tools are six, and say that they change nothing', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['board', 'series', 'move', 'events', 'explain', 'view']);
    for (const { annotations, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true });
      expect(description).not.toBe('');
    }
  });

  test('board and series are those of the API', async () => {
    expect(await asked<Board>('board', {})).toEqual(await server.json<Board>('/api/v1/dyads'));
    for (const [dyad, text] of [
      [null, 'A war elsewhere'],
      ['KOR-RUS', 'A summit'],
    ] as const) {
      const note = { dyad, from: '2024-03-10', to: null, text, source: 'The office' };
      const headers = { 'Content-Type': 'application/json' };
      expect((await server.post('/api/v1/notes', JSON.stringify(note), headers)).status).toBe(201);
    }
    const { view, notes, ...series } = await asked<Series & Viewed & Noted>('series', { ...SPRING, step: 'day' });
    expect(series).toEqual(
      await server.json<Series>('/api/v1/dyads/KOR-RUS/series?from=2024-03-01&to=2024-04-05&step=day'),
    );
    const { notes: known } = await server.json<Notes>('/api/v1/notes?dyad=KOR-RUS&from=2024-03-01&to=2024-04-05');
    expect(notes.whatTheyAre).toContain('change no number');
    expect(notes.total).toBe(known.length);
    expect(notes.newest.map(({ dyad, text }) => [dyad, text]).sort()).toEqual([
      ['KOR-RUS', 'A summit'],
      ['all', 'A war elsewhere'],
    ]);
    expect(view.code).toHaveLength(9);
    expect(view.url).toBe(`${server.url}/v/${view.code}`);
  });

  test('a move is the sum of its events, with the sentence and the code of its picture', async () => {
    const { view, notes, ...move } = await asked<Move & Viewed & Noted & Rest>('move', SPRING);
    expect(notes.total).toBeGreaterThan(0);
    expect(move.sentence).not.toBe('');
    const sum = move.events.reduce(
      (total, { indexPoints }) => total + indexPoints,
      move.rescaling + (move.others?.indexPoints ?? 0),
    );
    expect(Math.abs(sum - move.change)).toBeLessThan(1e-9);
    const { view: pinned, card } = await asked<ViewDetail & { card: { title: string } }>('view', { code: view.code });
    expect(pinned).toMatchObject({ kind: 'move', ...SPRING });
    expect(card.title).toBe(view.title);
  });

  test('a day is the sum of its events, also where only the largest are listed', async () => {
    const found = await asked<Contributions & Viewed & Rest>('explain', {
      dyad: 'CHN-USA',
      date: '2022-08-10',
    });
    expect(found.others).toBeDefined();
    const sum = found.contributions.reduce((total, { indexPoints }) => total + indexPoints, 0);
    expect(Math.abs(found.neutral + sum + found.others!.indexPoints - found.index)).toBeLessThan(1e-9);
  });

  test('events come page by page, with their sources', async () => {
    const first = await asked<EventPage & Viewed>('events', { dyad: 'KOR-RUS', limit: 2 });
    expect(first.events).toHaveLength(2);
    const next = await asked<EventPage>('events', { dyad: 'KOR-RUS', limit: 2, cursor: first.nextCursor });
    expect(next.events[0]!.id).not.toBe(first.events[0]!.id);
    expect(first.events[0]!.sourceUrl).toMatch(/^https?:/);
  });

  test('what cannot be answered is told as the API tells it', async () => {
    const told = async (name: string, given: Record<string, unknown>): Promise<string> => {
      const { content, isError } = await client.callTool({ name, arguments: given });
      expect(isError).toBe(true);
      return (content as [{ text: string }])[0].text;
    };
    expect(await told('series', { ...SPRING, from: '2024-13-01' })).toContain('2024-13-01');
    expect(await told('explain', { dyad: 'ABC-XYZ', date: '2024-01-01' })).toContain('ABC-XYZ');
    expect(await told('view', { code: '123' })).toContain('has 3 characters');
    expect(await told('series', { ...SPRING, record: true })).toContain('record');
  });

  test('a name that is not its own is turned away, and so is every other address', async () => {
    const status = (path: string, host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = {
          Host: host,
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
        };
        request(new URL(path, address), { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
      });
    const own = new URL(address).host;
    expect(await status('/mcp', own)).toBe(200);
    expect(await status('/mcp', 'rebound.example')).toBe(403);
    expect(await status('/', own)).toBe(404);
  });
});

test('over standard input and output, the command answers from the running server', async () => {
  const data = await dataFolder();
  await cp(await sharedPlace('served'), data, { recursive: true });
  const running = await serve(data);
  await ready(running);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(await builtServer(), 'cli.js'), 'mcp'],
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data },
  });
  const own = new Client({ name: 'tests', version: '1' });
  await own.connect(transport);
  atEndOfTest(() => own.close());
  const { content } = await own.callTool({ name: 'explain', arguments: { dyad: 'KOR-RUS', date: '2024-04-05' } });
  const found = JSON.parse((content as [{ text: string }])[0].text) as Contributions & Viewed & Rest;
  const sum = found.contributions.reduce(
    (total, { indexPoints }) => total + indexPoints,
    found.others?.indexPoints ?? 0,
  );
  expect(Math.abs(found.neutral + sum - found.index)).toBeLessThan(1e-9);
  expect(found.view.code).toHaveLength(9);
});
