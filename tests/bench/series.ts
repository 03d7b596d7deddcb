/** What a daily series of 36 years costs to serve: the API against a bare Express route that sends the same bytes. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import express from 'express';
import pino from 'pino';
import { mean } from 'simple-statistics';
import { z } from 'zod';
import { backupFrom } from '../../server/composition.ts';
import { openAlerts } from '../../server/alerts/alerts.ts';
import { createApi } from '../../server/api/app.ts';
import { openFigures } from '../../server/figures/figures.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { openDrafting } from '../../server/drafting/drafting.ts';
import { openPeople } from '../../server/people/openPeople.ts';
import { TOKEN_ONLY } from '../../server/people/settings.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData } from '../../server/referenceData.ts';
import { openRollup } from '../../server/rollup/openRollup.ts';
import { openSavedModels } from '../../server/savedModels.ts';
import { openDuckDb } from '../../server/store/duckdb.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openViews } from '../../server/views/views.ts';
import { whole } from './measure.ts';
import { noFeeds } from './noFeeds.ts';

export const name = 'series: GET of a daily series of 36 years (KOR-RUS)';

const PATH = '/api/v1/dyads/KOR-RUS/series';
/** Alternating, so that what else the machine does meets both alike. */
const ROUNDS = 3;
const ROUND_SECONDS = 4;
const CONNECTIONS = 8;
/** Set for the process that makes the load. */
const LOAD = '--load';
/** After the last shipped event, so that every run serves the same series whatever the day. */
const NOW = new Date('2026-11-23T12:00:00Z');

export async function bench(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tension-bench-'));
  const { app, close } = await serveShippedDyad(folder);
  const api = await listen(app);
  const servers = [api];
  try {
    const before = performance.now();
    const plain = await fetchBytes(api.url + PATH, 'identity');
    print(
      `first answer, scored and written: ${whole(performance.now() - before)} ms, ${whole(plain.length / 1024)} KiB`,
    );
    print('with a compressed body autocannon itself is the slowest part, and CPU tells more than requests/s');
    for (const coding of ['identity', 'gzip', 'br'] as const) {
      const firstCoded = performance.now();
      const bytes = await fetchBytes(api.url + PATH, coding);
      const firstMs = performance.now() - firstCoded;
      // The bare route sends the very bytes, compressed beforehand as the API's are. It makes an ETag of all of them for each
      // answer, as Express does; without one it is the least that can be done, and offers no 304.
      const plainExpress = await listen(bareRoute(bytes, coding, { etag: true }));
      const bare = await listen(bareRoute(bytes, coding, { etag: false }));
      servers.push(bare, plainExpress);
      const loads: Record<'api' | 'bare' | 'express', Load[]> = { api: [], bare: [], express: [] };
      for (let round = 0; round < ROUNDS; round++) {
        loads.api.push(await load(api.url, coding));
        loads.bare.push(await load(bare.url, coding));
        loads.express.push(await load(plainExpress.url, coding));
      }
      const rate = (side: keyof typeof loads): number =>
        mean(loads[side].map(({ requestsPerSecond }) => requestsPerSecond));
      const cpu = (side: keyof typeof loads): string =>
        `${mean(loads[side].map(({ cpuMs }) => cpuMs)).toFixed(2)} ms CPU each`;
      const ratio = (side: keyof typeof loads): string => (rate('api') / rate(side)).toFixed(2);
      print(
        `${coding}, ${whole(bytes.length / 1024)} KiB${coding === 'identity' ? '' : `, compressed once in ${whole(firstMs)} ms`}`,
      );
      print(`  API                               ${whole(rate('api'))} requests/s, ${cpu('api')}`);
      print(
        `  bare Express route                ${whole(rate('express'))} requests/s, ${cpu('express')}; ratio ${ratio('express')} (aim: at least 0.80)`,
      );
      print(
        `  bare Express route, ETag off      ${whole(rate('bare'))} requests/s, ${cpu('bare')}; ratio ${ratio('bare')}`,
      );
    }
  } finally {
    for (const server of servers) await server.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The product itself on KOR-RUS alone, quiet, and without a limit that the load would meet. */
async function serveShippedDyad(folder: string): Promise<{ app: RequestListener; close: () => Promise<void> }> {
  const logger = pino({ level: 'warn' });
  const now = (): Date => NOW;
  const reference = await loadReferenceData(projectRoot());
  const database = await openDuckDb({ file: join(folder, 'tension.duckdb') });
  await migrate(database);
  const savedModels = await openSavedModels({ database, reference, now });
  const ledger = openLedger({ database, reference, now });
  const file = await readFile(join(projectRoot(), 'data/events/KOR-RUS.csv'));
  await ledger.import({
    source: 'KOR-RUS.csv',
    format: 'csv',
    bytes: chunksOf(file),
    recordedBy: 'bench',
    dryRun: false,
  });
  const rollup = await openRollup({ database, ledger, reference, clock: now, logger });
  await (
    await rollup.start('start')
  ).done;
  const api = createApi({
    database,
    ledger,
    ...(await noFeeds({ folder, database, reference, now, logger })),
    rollup,
    reference,
    views: await openViews({ database, now }),
    figures: openFigures(projectRoot()),
    drafting: openDrafting({ root: projectRoot() }, reference),
    savedModels,
    alerts: openAlerts({
      database,
      root: projectRoot(),
      dataDir: folder,
      types: reference.codebook,
      states: reference.countries,
      near: [],
      mail: undefined,
      now,
      logger,
    }),
    backup: () => backupFrom(database, folder),
    now,
    people: openPeople({ database, settings: TOKEN_ONLY, token: 'bench', publicUrl: undefined, now, logger }),
    logger,
    clientDir: folder,
    limits: { readsPerMinute: Number.MAX_SAFE_INTEGER },
  });
  return {
    app: api.app,
    async close() {
      api.close();
      await rollup.stop();
      await database.close();
    },
  };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function bareRoute(bytes: Buffer, coding: string, { etag }: { etag: boolean }): RequestListener {
  const app = express();
  app.set('etag', etag ? 'weak' : false);
  app.get(PATH, (_request, response) => {
    response.set('Content-Type', 'application/json; charset=utf-8');
    if (coding !== 'identity') response.set('Content-Encoding', coding);
    response.send(bytes);
  });
  return app;
}

async function listen(app: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The bytes as they go over the wire. */
async function fetchBytes(url: string, coding: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': coding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(Buffer.concat(chunks))
          : reject(new Error(`${url} answered ${response.statusCode}.`)),
      );
    }).on('error', reject);
  });
}

interface Load {
  readonly requestsPerSecond: number;
  /** what this process, which does nothing but serve meanwhile, spent on a request */
  readonly cpuMs: number;
}

/** autocannon in a process of its own, so that neither its work nor its memory counts as the server's. */
async function load(url: string, coding: string): Promise<Load> {
  const before = process.cpuUsage();
  const { stdout } = await execFileAsync(process.execPath, [fileURLToPath(import.meta.url), LOAD, url + PATH, coding]);
  const { user, system } = process.cpuUsage(before);
  const { succeeded, failed, seconds } = loadResult.parse(JSON.parse(stdout));
  if (failed > 0 || succeeded === 0)
    throw new Error(`${failed} requests of ${succeeded + failed} had no success: the rate means nothing.`);
  return { requestsPerSecond: succeeded / seconds, cpuMs: (user + system) / 1000 / succeeded };
}

const execFileAsync = promisify(execFile);
const loadResult = z.object({ succeeded: z.number(), failed: z.number(), seconds: z.number() });

// The process that makes the load is this file once more.
const [mode, target, coding] = process.argv.slice(2);
if (mode === LOAD && target !== undefined && coding !== undefined) {
  const result = await autocannon({
    url: target,
    connections: CONNECTIONS,
    duration: ROUND_SECONDS,
    headers: { 'Accept-Encoding': coding },
  });
  console.log(
    JSON.stringify({
      succeeded: result['2xx'],
      failed: result.non2xx + result.errors,
      seconds: result.duration,
    } satisfies z.infer<typeof loadResult>),
  );
}
