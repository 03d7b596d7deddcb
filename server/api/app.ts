/** The HTTP API: everything a page, a script or a monitor asks of the server, and the built pages themselves. */
import type { Readable } from 'node:stream';
import express from 'express';
import type pino from 'pino';
import { openRounds } from '../coding/openRounds.ts';
import { recordingIn } from '../coding/recording.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Teller } from '../alerts/sender.ts';
import type { ReportSources } from '../alerts/unusualRules.ts';
import type { Drafting } from '../drafting/drafting.ts';
import type { Figures } from '../figures/figures.ts';
import type { Fetching } from '../feeds/fetch/fetching.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';
import { draftReaders } from '../desk/readers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { People } from '../people/people.ts';
import type { ReferenceData } from '../referenceData.ts';
import type { SavedModels } from '../savedModels.ts';
import type { PublishedSeriesReader, Rollup } from '../rollup/rollup.ts';
import type { Schedule } from '../rollup/schedule.ts';
import { openReplicas } from '../replicas.ts';
import type { Database } from '../store/database.ts';
import type { Views } from '../views/views.ts';
import { actRevisionRoute, actsRoute, restorationRoute, retractionRoute } from './acts.ts';
import { alertReplayRoute } from './alertReplay.ts';
import { alertRoutes } from './alerts.ts';
import { alertTestRoutes } from './alertTests.ts';
import { alertFeedRoutes } from './alertFeeds.ts';
import { watchListRoutes } from './watchLists.ts';
import { alertTeller } from './alertTeller.ts';
import { AnswerSender } from './answer.ts';
import { AnswerCache } from './answerCache.ts';
import { Askers } from './askers.ts';
import { auditRoutes } from './audit.ts';
import { backupRoute } from './backup.ts';
import { basisRoute } from './basis.ts';
import { blindness } from './blind.ts';
import { codebookRoute } from './codebook.ts';
import { codingRoutes } from './coding.ts';
import { coverageRoute, declareCoverageRoute } from './coverage.ts';
import { countriesRoute } from './countries.ts';
import { namesRoute } from './names.ts';
import { contributionsRoute } from './contributions.ts';
import { draftingRoutes } from './drafting.ts';
import { deskRoutes } from './desk.ts';
import { dyadFeedRoute } from './dyadFeed.ts';
import { dyadsRoute } from './dyads.ts';
import { embedRoutes } from './embeds.ts';
import { eventDetailRoute } from './eventDetail.ts';
import { eventsRoute } from './events.ts';
import { figureRoutes } from './figures.ts';
import { feedStatesRoute } from './feedStates.ts';
import { crossSiteGate, csrfGate, hostGate } from './gate.ts';
import { goldsteinRoute } from './goldstein.ts';
import { liveRoute, readyRoute } from './health.ts';
import { importsRoute } from './imports.ts';
import { importRetractionRoute, importsTakenRoute } from './importsTaken.ts';
import { previewFeedRoute, shippedMappingsRoute } from './feedTables.ts';
import { keepMappingRoute, keptMappingsRoute, previewImportRoute } from './importPreview.ts';
import { judgementsRoute } from './judgements.ts';
import { type ApiLimits, perMinute, STANDARD_LIMITS } from './limits.ts';
import { type MetricsAccess, metricsOf } from './metrics.ts';
import { calibrationRoute } from './calibration.ts';
import { modelRoute, modelsRoute, saveModelRoute } from './models.ts';
import { LinkPreviews } from './linkPreview.ts';
import { morningRoute } from './morning.ts';
import { moveRoute } from './move.ts';
import { noteRoutes } from './notes.ts';
import { oEmbedRoute } from './oembed.ts';
import { openApiRoute } from './openapi.ts';
import { type Disk, operationRoute, type StandbyParts } from './operation.ts';
import { exportRoutes } from './exports.ts';
import { packRoutes } from './packs.ts';
import { servePages } from './pages.ts';
import { pairsRoute } from './pairs.ts';
import { unusualRoute } from './unusual.ts';
import { peopleRoutes } from './people.ts';
import { identified } from './permission.ts';
import { problemHandler } from './problem.ts';
import { withRequestId } from './requestLog.ts';
import { Snapshots } from './snapshots.ts';
import { mount, type Route } from './route.ts';
import { revisionsRoute } from './revisions.ts';
import {
  addFeedRoute,
  fetchReportsRoute,
  pullsRoute,
  removeFeedRoute,
  startPullRoute,
  stopPullRoute,
} from './pulls.ts';
import { rubricRoute } from './rubric.ts';
import { runsRoute, startRunRoute } from './runs.ts';
import { runStarter } from './startedRun.ts';
import { scoreRoute } from './score.ts';
import { notBehind } from './seenRun.ts';
import { noDevices, pathAlone, securityHeaders } from './securityHeaders.ts';
import { seriesRoute } from './series.ts';
import { suggestionRoutes, SUGGESTIONS, suggestionsPerHour } from './suggestions.ts';
import { serveSignIn } from './signIn.ts';
import { streamOf } from './stream.ts';
import {
  drawnPictureRoute,
  type OpenPinning,
  pinViewRoute,
  viewFileRoute,
  viewRoute,
  withdrawViewRoute,
} from './views.ts';
import { viewStatusRoute } from './viewStatus.ts';
import { vintagesRoute } from './vintages.ts';

/** What the API is built from; only main.ts and the tests know which database, clock and roll-up stand behind it. */
export interface ApiDependencies {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly storedFeeds: StoredFeeds;
  readonly rollup: Rollup & PublishedSeriesReader;
  /** what starts the roll-up by the clock; none where a command serves for itself */
  readonly schedule?: Pick<Schedule, 'state'>;
  readonly reference: ReferenceData;
  readonly views: Views;
  readonly figures: Figures;
  /** drafts of the acts that a text tells */
  readonly drafting: Drafting;
  /** what fetches the feeds */
  readonly fetching: Fetching;
  readonly savedModels: SavedModels;
  readonly alerts: Alerts;
  /** everything, as one file that is read while it is made */
  readonly backup: () => Readable;
  /** names the program; with it others on the database are told of this process, which a command that serves for itself leaves out */
  readonly version?: string;
  /** a database that is read in the place of this one, where one follows it */
  readonly standby?: StandbyParts | undefined;
  /** the room that the database takes; not known when left out */
  readonly disk?: () => Promise<Disk>;
  readonly now: () => Date;
  /** who asks */
  readonly people: People;
  readonly logger: pino.Logger;
  /** the built client; may be missing, then only the API is served */
  readonly clientDir: string;
  /** the address under which readers reach the server; given, a proxy on the same machine is trusted to say who asks */
  readonly publicUrl?: string | undefined;
  /** addresses and nets of other proxies that are trusted so */
  readonly proxies?: readonly string[] | undefined;
  /** names under which the server may be asked, besides those of this machine and of `publicUrl`: HOST and ALLOWED_HOSTS */
  readonly hosts?: readonly string[] | undefined;
  /** whose cards these are, as printed on each; the product's name where none is given */
  readonly madeBy?: string | undefined;
  /** who may show embeds in a frame, as `frame-ancestors` writes it; this server's own pages when left out */
  readonly embedOrigins?: readonly string[] | undefined;
  /** what readers who did not sign in may pin; computed titles when left out */
  readonly openPins?: OpenPinning | undefined;
  /** who may read /metrics; who has a right when left out */
  readonly metrics?: MetricsAccess | undefined;
  readonly limits?: Partial<ApiLimits>;
}

export interface Api {
  readonly app: express.Express;
  /** all that it answers, as declared */
  readonly routes: readonly Route[];
  /** how alerts are put into words */
  readonly teller: Teller;
  readonly reports: ReportSources;
  /** Ends the open event streams and stops listening to the roll-up; call it before the HTTP server is closed. */
  close(): void;
}

export function createApi(dependencies: ApiDependencies): Api {
  const { database, ledger, rollup, reference, fetching, people, logger, publicUrl } = dependencies;
  const limits = { ...STANDARD_LIMITS, ...dependencies.limits };
  const snapshots = new Snapshots(dependencies);
  const answers = new AnswerCache(limits.answerCacheBytes);
  const metrics = metricsOf(dependencies);
  const askers = new Askers(limits.workSecondsPerMinute, () => rollup.current() !== null);
  const stream = streamOf(rollup, limits, people);
  const replicas = openReplicas({
    ...dependencies,
    doing: () => ({
      servesRun: rollup.published()?.id ?? null,
      runUnderWay: rollup.current()?.id ?? null,
      pulls: fetching.pulling(),
      streams: stream.open(),
    }),
  });
  const desk = { database, readers: draftReaders(dependencies.now), now: dependencies.now };
  const startRun = runStarter(rollup, logger, stream.tell);
  const rounds = openRounds({
    database,
    ledger,
    recording: recordingIn(ledger),
    reference,
    now: dependencies.now,
  });
  const { openPins = 'computed' } = dependencies;
  const figureSources = { ...dependencies, snapshots, publicUrl, openPins };
  const { lists } = dependencies.alerts;
  const teller = alertTeller({ ...figureSources, lists });
  const reports = { feeds: snapshots.feeds, models: () => snapshots.models(), now: snapshots.now };
  const routes: readonly Route[] = [
    dyadsRoute(snapshots, answers, lists),
    morningRoute(snapshots, answers, lists),
    seriesRoute(snapshots, answers),
    contributionsRoute(snapshots, answers),
    moveRoute(snapshots, answers),
    vintagesRoute(snapshots, rollup, answers),
    revisionsRoute(snapshots),
    basisRoute(snapshots, answers),
    scoreRoute(snapshots),
    eventsRoute(snapshots, answers),
    coverageRoute(snapshots),
    declareCoverageRoute(ledger, snapshots),
    dyadFeedRoute(snapshots),
    pairsRoute(snapshots),
    unusualRoute(snapshots, lists),
    feedStatesRoute(snapshots),
    eventDetailRoute(snapshots, answers),
    modelsRoute(snapshots),
    modelRoute(snapshots),
    calibrationRoute(snapshots),
    saveModelRoute(dependencies.savedModels, rollup, logger),
    judgementsRoute(reference),
    codebookRoute(reference),
    rubricRoute(reference),
    countriesRoute(reference),
    namesRoute(reference),
    ...draftingRoutes(dependencies.drafting, ledger, reference),
    goldsteinRoute(reference),
    pinViewRoute(snapshots, dependencies.views, { publicUrl, openPins }),
    withdrawViewRoute(dependencies.views),
    viewRoute(dependencies.views, publicUrl),
    viewFileRoute(dependencies.views, publicUrl),
    viewStatusRoute(snapshots, dependencies.views),
    drawnPictureRoute(dependencies.views),
    ...figureRoutes(figureSources),
    ...packRoutes(figureSources),
    ...exportRoutes(snapshots),
    runsRoute(rollup),
    startRunRoute(startRun),
    actsRoute(ledger, startRun),
    actRevisionRoute(ledger, startRun),
    retractionRoute(ledger, startRun),
    restorationRoute(ledger, startRun),
    ...peopleRoutes(people),
    ...codingRoutes(rounds, people, startRun),
    ...auditRoutes(ledger),
    backupRoute(dependencies.backup, ledger, publicUrl),
    operationRoute({
      ...dependencies,
      replicas,
      stream,
      limits,
      disk: dependencies.disk ?? (async () => ({ databaseBytes: null, freeBytes: null })),
    }),
    ...deskRoutes(desk, snapshots, rounds),
    ...suggestionRoutes(ledger, desk, startRun),
    importsTakenRoute(ledger),
    importRetractionRoute(ledger, startRun),
    importsRoute(ledger, limits, startRun),
    previewImportRoute(ledger, limits.uploadBytes),
    keptMappingsRoute(ledger),
    keepMappingRoute(ledger),
    pullsRoute(fetching),
    addFeedRoute(fetching),
    previewFeedRoute(fetching),
    shippedMappingsRoute(),
    removeFeedRoute(fetching),
    startPullRoute(fetching, ledger),
    stopPullRoute(fetching, ledger),
    fetchReportsRoute(fetching, ledger),
    ...noteRoutes(snapshots),
    ...[alertRoutes, alertTestRoutes].flatMap((routes) =>
      routes({ alerts: dependencies.alerts, snapshots, reports, teller, publicUrl }),
    ),
    ...watchListRoutes({ lists, people, countries: reference.countries }),
    ...alertFeedRoutes({ ...dependencies, snapshots, teller, publicUrl }),
    alertReplayRoute(snapshots, lists),
    stream.route,
    openApiRoute(() => routes, publicUrl),
    liveRoute(),
    readyRoute(dependencies),
    ...metrics.routes,
  ];

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false); // route.ts reads the query itself and refuses what it does not know
  app.set('trust proxy', publicUrl === undefined ? false : ['loopback', ...(dependencies.proxies ?? [])]);
  app.use(pathAlone);
  app.use(withRequestId(logger));
  app.use(hostGate(dependencies.hosts ?? [], publicUrl));
  app.use(metrics.measure);
  app.use(securityHeaders(publicUrl), noDevices);
  app.use(identified(people));
  app.use(perMinute(limits));
  app.use(crossSiteGate(publicUrl));
  app.use(csrfGate(people));
  app.use(blindness(rounds, people, dependencies.now));
  app.post(SUGGESTIONS, suggestionsPerHour()); // the router knows all spellings of an address
  app.use(notBehind(rollup));
  const services = {
    sender: new AnswerSender(limits, people.readAccess === 'public', () => database.outage()),
    askers,
    people,
  };
  const previews = new LinkPreviews(snapshots, askers, logger);
  const embeds = { ...dependencies, snapshots, publicUrl, embedOrigins: dependencies.embedOrigins ?? ["'self'"] };
  const all = [...routes, ...embedRoutes(embeds), oEmbedRoute({ ...embeds, previews })];
  mount(app, all, services);
  serveSignIn(app, people, publicUrl ?? '');
  servePages(app, { ...dependencies, previews, publicUrl, people, sender: services.sender, askers });
  app.use(problemHandler(logger));
  return {
    app,
    routes: all,
    teller,
    reports,
    close() {
      stream.close();
      replicas.close();
      metrics.close();
    },
  };
}
