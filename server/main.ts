/** `npm start`: reads the settings, puts the server together, starts it and stops it cleanly. */
import { createServer, type Server } from 'node:http';
import type pino from 'pino';
import { messageOf } from '../models/errorMessage.ts';
import { startSending } from './alerts/sending.ts';
import { createApi } from './api/app.ts';
import { freshnessOfFeeds } from './api/freshness.ts';
import { clientDir, clock, diskOf, listen, openParts, type Parts, programVersion } from './composition.ts';
import { type Config, readConfig } from './config.ts';
import { makeDataDir } from './dataDir.ts';
import { lockDataDir } from './dataDirLock.ts';
import { checkFonts } from './figures/fonts.ts';
import { openLog } from './log.ts';
import { openPeople } from './people/openPeople.ts';
import { projectRoot } from './projectRoot.ts';
import { scheduleRollup } from './rollup/schedule.ts';
import { removeServingNote, writeServingNote } from './servingNote.ts';
import { noteSettings } from './sharedSettings.ts';
import type { Database } from './store/database.ts';
import type { Standby } from './store/standby.ts';
import { NotesFault, notesFile, takeShippedNotes } from './notes/shippedNotes.ts';
import { importShippedCoverage, importShippedEvents } from './shippedEvents.ts';
import { ensureToken } from './token.ts';

/** Requests that take longer than this to finish are cut when the server stops. */
const FINISH_WITHIN_MS = 10_000;
/** Whatever hangs then, such as a database that does not answer, is left. */
const STOP_WITHIN_MS = 30_000;
/** A proxy keeps its connections for a minute and should not find one closed under its hands. */
const KEEP_ALIVE_MS = 65_000;
/** A large file comes over a slow line. */
const REQUEST_WITHIN_MS = 60 * 60_000;

async function main(): Promise<void> {
  process.umask(0o077); // whatever the server writes is for its own account
  const config = readConfig(projectRoot());
  // Whoever reads the log may go away; the server goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const terminal = process.stdout.isTTY;
  checkFonts(projectRoot());
  const logger = openLog(config.logLevel, terminal, (text) => void process.stdout.write(text));
  const parts = await openParts(config, logger);
  const unlock = await locked(config, parts);
  const {
    database,
    reference,
    ledger,
    storedFeeds,
    rollup,
    views,
    figures,
    drafting,
    fetching,
    savedModels,
    alerts,
    backup,
  } = parts;
  for (const { message } of reference.modelFaults) logger.warn(`A model is left out: ${message}`);
  logger.info(
    `${database.name} is open${parts.migrated.length > 0 ? `; new tables: ${parts.migrated.join(', ')}` : ''}.`,
  );
  tellOutages(database, logger);
  if (parts.standby) tellStandby(parts.standby.server, logger);

  const token = config.token ?? (await ensureToken(config.dataDir));
  if (config.databaseUrl !== undefined) {
    const isAlike = config.people.auth.kind === 'token' ? { TENSION_TOKEN: token } : {};
    const differing = await noteSettings(database, { ...config.shared, ...isAlike }, clock());
    if (differing !== undefined) logger.warn(differing);
  }
  const people = openPeople({
    database,
    settings: config.people,
    token,
    publicUrl: config.publicUrl,
    now: clock,
    logger,
  });
  for (const sentence of warningsOf(config)) logger.warn(sentence);
  // Before anybody asks: what a moment has of notes does not change once it was seen.
  await takeNotes(database, config.dataDir, logger);
  const schedule = scheduleRollup({ rollup, pattern: config.rollupCron, logger, feeds: fetching, now: clock });
  const api = createApi({
    database,
    ledger,
    storedFeeds,
    rollup,
    schedule,
    reference,
    views,
    figures,
    drafting,
    fetching,
    savedModels,
    alerts,
    backup,
    version: programVersion(),
    standby: parts.standby,
    disk: () => diskOf(database, config),
    now: clock,
    people,
    hosts: [config.host, ...config.allowedHosts],
    logger,
    clientDir: clientDir(),
    proxies: config.proxies,
    publicUrl: config.publicUrl,
    openPins: config.openPins,
    metrics: config.metrics,
    embedOrigins: config.embedOrigins,
    madeBy: config.madeBy,
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_WITHIN_MS }, api.app);
  const port = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    schedule.stop();
    await parts.close();
    unlock();
    throw new Error(listenFault(config, error), { cause: error });
  });
  const url = `http://${reachableHost(config.host)}:${port}`;
  await writeServingNote(config.dataDir, { pid: process.pid, url });

  const sending = startSending({
    database,
    alerts,
    rollup,
    teller: api.teller,
    feeds: async () =>
      freshnessOfFeeds(
        { feeds: storedFeeds, now: clock },
        (await fetching.status()).map(({ feed }) => feed.name),
      ),
    reports: api.reports,
    now: clock,
    random: Math.random,
    logger,
  });

  stopOnSignal(logger, async () => {
    schedule.stop();
    await sending.stop();
    api.close();
    await Promise.all([closed(server), rollup.stop(), fetching.stop()]);
    await people.accessLog.close();
    await parts.close();
    await removeServingNote(config.dataDir);
    unlock();
    logger.info('Stopped.');
  });
  // The page opens at once and says what is under way; /health/ready tells when something is published.
  const page = `${config.publicUrl ?? url}/${people.auth === 'token' && config.token === undefined ? `#token=${token}` : ''}`;
  const own = config.publicUrl === undefined ? '' : `${terminal ? '  ' : ''}This server itself listens at ${url}\n`;
  process.stdout.write(`${terminal ? '\n  Open ' : ''}${page}\n${own}${terminal ? '\n' : ''}`);

  try {
    await importShippedEvents(database, ledger, projectRoot(), config.dataDir, logger, clock);
    await importShippedCoverage(ledger, reference, projectRoot());
  } catch (error) {
    logger.error({ err: error }, 'The events of data/events could not be taken; what the ledger holds is served.');
  }
  try {
    await rollup.follow();
    await rollup.start('start');
  } catch (error) {
    logger.error({ err: error }, 'The first run could not start; it is tried again.');
  }
  // Without waiting for a tick: the server may have been off for days.
  const stored = rollup.leads() ? await fetching.poll() : 0;
  if (stored > 0 && server.listening)
    await rollup
      .start('schedule')
      .catch((error: unknown) =>
        logger.error({ err: error }, 'The run after the first poll could not start; the schedule tries again.'),
      );
}

/** A file that cannot be taken keeps no server from its work. */
async function takeNotes(database: Database, dataDir: string, logger: pino.Logger): Promise<void> {
  try {
    const file = await notesFile(projectRoot(), dataDir);
    const written = file && (await takeShippedNotes(database, file, clock()));
    if (written !== undefined) logger.info(`Took ${written} revisions of notes from ${file!.path}.`);
  } catch (error) {
    if (error instanceof NotesFault) logger.warn(`The notes of before stay: ${error.message}`);
    else logger.error({ err: error }, 'The notes of context.csv could not be taken; those of before stay.');
  }
}

/** @throws Error when another server has the data folder */
async function locked({ dataDir }: Config, parts: Parts): Promise<() => void> {
  try {
    await makeDataDir(dataDir);
    return lockDataDir(dataDir, clock);
  } catch (error) {
    await parts.close();
    throw error;
  }
}

/** An outage is told once when it begins and once when it ends, however many requests meet it. */
function tellOutages(database: Database, logger: pino.Logger): void {
  let sinceMs = 0;
  database.onOutage((outage, error) => {
    if (outage) {
      sinceMs = outage.sinceMs;
      logger.error(
        `${error?.message ?? `${database.name} cannot be had now.`} Until that is mended, what is in memory is served and writing is refused.`,
      );
    } else logger.info(`${database.name} is there again, after ${Math.round((performance.now() - sinceMs) / 1000)} s.`);
  });
}

/** Nobody misses it: the database answers meanwhile. */
function tellStandby(standby: Standby, logger: pino.Logger): void {
  standby.onOutage((outage, error) => {
    if (outage)
      logger.warn(
        `${error?.message ?? `The standby ${standby.name} cannot be had now.`} Until then DATABASE_URL is read.`,
      );
    else logger.info(`The standby ${standby.name} is there again, and is read.`);
  });
}

/** Stops once, at the first SIGINT or SIGTERM; a second one does not wait. */
function stopOnSignal(logger: pino.Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      logger.warn(`${signal} again: ending at once. The last complete run is safe.`);
      process.exit(1);
    }
    stopping = true;
    logger.info(`${signal}: finishing what is under way. Again to end at once.`);
    setTimeout(() => {
      logger.warn(
        `What is under way did not end within ${STOP_WITHIN_MS / 1000} s and is left. The last complete run is safe.`,
      );
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'The server could not stop cleanly.');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

/** Takes no new connection, lets requests finish, then cuts what is left. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}

/** What an operator should know of the settings, in sentences. */
function warningsOf({ host, publicUrl, people: { auth } }: Config): string[] {
  const isOpen = !['localhost', '127.0.0.1', '::1'].includes(host);
  return isOpen && !publicUrl?.startsWith('https:')
    ? [
        `HOST is "${host}" and PUBLIC_URL is not https: data${auth.kind === 'token' ? ' and the token' : ''} go over the network in clear. Put a proxy with TLS in front and set PUBLIC_URL to its https address.`,
      ]
    : [];
}

/** An address that a browser on this machine can open: "all interfaces" is none. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function listenFault({ host, port }: Config, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use: stop the program that holds it, or choose another: PORT=${port < 65_535 ? port + 1 : 8080} npm start`;
  if (code === 'EACCES')
    return `Port ${port} may not be opened by this user: choose one above 1023, such as PORT=8080 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is "${host}", which is no address of this machine: leave it unset for 127.0.0.1, or use 0.0.0.0 for all.`;
  return `The server cannot listen on ${host}, port ${port}: ${messageOf(error)}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
