/** `tension doctor`: looks at everything the index stands on, and says what to do about what is amiss. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dayOfMs, epochDay } from '../../models/calendar.ts';
import { isRolledUp } from '../../models/model.ts';
import { testedJudgements } from '../../models/judgement.ts';
import { judgeWeights } from '../../models/naive.ts';
import { type AuditState, auditState } from '../../models/contract/audit.ts';
import { type Board, board } from '../../models/contract/board.ts';
import { type FetchedFeed, fetchedFeeds } from '../../models/contract/feeds.ts';
import { health } from '../../models/contract/health.ts';
import { type Run, runs } from '../../models/contract/runs.ts';
import { acceptLoss, clock } from '../composition.ts';
import type { Config } from '../config.ts';
import { DrawingPool } from '../figures/drawingPool.ts';
import { isOpenToOthers } from '../dataDir.ts';
import { checkFonts } from '../figures/fonts.ts';
import { ownFault, ownTemplate, TEMPLATE_FILE } from '../figures/ownTemplate.ts';
import { projectRoot } from '../projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../referenceData.ts';
import { alertFindings } from './doctorAlerts.ts';
import { attempt, attemptLater, type Finding, type Verdict } from './finding.ts';
import { serveForOne } from './ownServer.ts';
import { findServer, type Server } from './runningServer.ts';
import { shippedColumns } from './shippedColumns.ts';
import { counted, print, printJson } from './terminal.ts';

/** A day without a run is a schedule that stands still: every new day adds a point. */
const RUN_AGE_HOURS = 25;
/** Half a year without a coded event: longer than any shipped dyad goes while it is watched. */
const QUIET_DAYS = 180;
const MS_PER_HOUR = 3_600_000;

/** @returns the exit code: 0 when nothing is at fault, 1 otherwise */
export async function doctorCommand(
  readConfig: () => Config,
  {
    json,
    acceptLoss = false,
    deep = false,
    since,
  }: {
    readonly json?: boolean;
    readonly acceptLoss?: boolean;
    readonly deep?: boolean;
    readonly since?: string;
  },
): Promise<number> {
  const findings = [
    ...(acceptLoss ? [await lossFinding(readConfig())] : []),
    ...(await examine(readConfig, deep || since !== undefined, since)),
  ];
  const faults = findings.filter(({ verdict }) => verdict === 'fault').length;
  if (json) printJson({ ok: faults === 0, findings });
  else {
    for (const { check, verdict, detail } of findings)
      print(
        `${verdict === 'fault' ? 'FAULT' : verdict.padEnd(5)}  ${check.padEnd(11)}  ${detail.replaceAll('\n', `\n${' '.repeat(20)}`)}`,
      );
    print(
      faults === 0
        ? '\nNothing is at fault.'
        : `\n${counted(faults, 'check')} found a fault; what to do stands beside each.`,
    );
  }
  return faults === 0 ? 0 : 1;
}

async function examine(readConfig: () => Config, deep: boolean, since: string | undefined): Promise<Finding[]> {
  const findings: Finding[] = [nodeFinding()];
  const find = (check: string, verdict: Verdict, detail: string): void =>
    void findings.push({ check, verdict, detail });

  const config = attempt(readConfig);
  find('settings', config.failed ? 'fault' : 'ok', config.failed ?? 'every setting can be used');
  if (config.value && (await isOpenToOthers(config.value.dataDir)))
    find('folder', 'note', `other accounts of this machine can look into ${config.value.dataDir}: chmod 700 shuts it`);

  const reference = await attemptLater(() => loadReferenceData(projectRoot()));
  if (reference.value) {
    const { codebook, countries, dyads, judgements } = reference.value;
    find(
      'data',
      'ok',
      `${counted(codebook.size, 'event type')}, ${counted(countries.size, 'country', 'countries')}, ${counted(dyads.size, 'described dyad')}, ${counted(judgements.length, 'judgement')}`,
    );
    findings.push(...modelFindings(reference.value), ...(await shippedFindings(reference.value)));
  } else find('data', 'fault', reference.failed ?? '');

  findings.push(await figuresFinding(), ...(config.value ? await templateFindings(config.value) : []));
  if (config.value && reference.value) findings.push(...(await storeFindings(config.value)));
  if (deep && config.value && reference.value)
    findings.push(...(await (await import('./doctorDeep.ts')).deepFindings(config.value, reference.value, since)));
  return findings;
}

/** Before the database is opened: the loss is forgotten. */
async function lossFinding(config: Config): Promise<Finding> {
  const aside = await attemptLater(() => acceptLoss(config));
  return {
    check: 'loss',
    verdict: aside.failed === undefined ? 'note' : 'fault',
    detail:
      aside.failed ??
      ['what the database has lost is accepted', ...(aside.value ?? []).map((file) => `moved aside: ${file}`)].join(
        '\n',
      ),
  };
}

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    check: 'node',
    verdict: ok ? 'ok' : 'fault',
    detail: ok ? `Node ${process.versions.node}` : `Node ${process.versions.node} is too old: install 20.19 or newer.`,
  };
}

/** The template that slides are laid on, where there is one. */
async function templateFindings({ dataDir }: Config): Promise<Finding[]> {
  const { readTemplate } = await import('../figures/slides/template.ts');
  const read = await attemptLater(async () => {
    const bytes = await ownTemplate(dataDir)();
    return bytes && readTemplate(bytes);
  });
  const check = 'template';
  if (read.failed !== undefined) return [{ check, verdict: 'fault', detail: ownFault(read.failed) }];
  return read.value ? [{ check, verdict: 'ok', detail: `slides are laid on ${TEMPLATE_FILE}` }] : [];
}

/** The fonts, and whether a drawing thread comes up with them. */
async function figuresFinding(): Promise<Finding> {
  const fonts = attempt(() => checkFonts(projectRoot()));
  if (fonts.failed !== undefined) return { check: 'figures', verdict: 'fault', detail: fonts.failed };
  const pool = new DrawingPool(projectRoot());
  const drawn = await attemptLater(() => pool.prove());
  await pool.close();
  return {
    check: 'figures',
    verdict: drawn.failed === undefined ? 'ok' : 'fault',
    detail: drawn.failed ?? `${fonts.value}, and a thread can draw with them`,
  };
}

function modelFindings({ models, modelFaults }: ReferenceData): Finding[] {
  const names = models.map(({ definition, hash }) => `${definition.name} ${definition.version} (${hash})`);
  const found: Finding = {
    check: 'models',
    verdict: models.length > 0 ? 'ok' : 'fault',
    detail: names.join(', ') || 'no model can be used',
  };
  return [found, ...modelFaults.map(({ message: detail }): Finding => ({ check: 'models', verdict: 'fault', detail }))];
}

/** The shipped events and what the models make of them. */
async function shippedFindings(reference: ReferenceData): Promise<Finding[]> {
  const shipped = await attemptLater(() => shippedColumns(reference));
  if (!shipped.value)
    return [{ check: 'events', verdict: 'fault', detail: `data/events cannot be read: ${shipped.failed}` }];
  const { columns, reports } = shipped.value;
  const rows = reports.reduce((sum, report) => sum + report.rows, 0);
  const faults = reports.flatMap(({ source, faults }) =>
    faults.map(({ line, message }) => `${source.split(' ')[0]}, line ${line}: ${message}`),
  );
  const events: Finding = {
    check: 'events',
    verdict: faults.length > 0 ? 'fault' : 'ok',
    detail: [
      `${counted(rows, 'row')} of ${counted(columns.size, 'dyad')} in data/events${faults.length > 0 ? `, ${faults.length} at fault:` : ', none at fault'}`,
      ...faults,
    ].join('\n'),
  };
  const model =
    reference.models.find(({ definition }) => definition.name === 'baseline') ??
    reference.models.find(({ definition }) => isRolledUp(definition));
  if (!model) return [events];
  const tested = testedJudgements(reference.judgements, columns, model.definition);
  const judged = attempt(() => judgeWeights(tested, columns, model.definition)(model.definition));
  if (!judged.value) return [events, { check: 'judgements', verdict: 'fault', detail: judged.failed ?? '' }];
  const ordered = judged.value.filter(({ agrees }) => agrees).length;
  const judgements = judged.value.length;
  const detail = `${model.definition.name} ${model.definition.version} orders ${ordered} of the ${judgements} judgements that can be tested as the experts did`;
  return [
    events,
    {
      check: 'judgements',
      verdict: ordered === judgements ? 'ok' : 'note',
      detail: ordered === judgements ? detail : `${detail}: npm run -s tension -- judge names the others`,
    },
  ];
}

/** Which feeds are fetched, and from where. */
function feedFindings(feeds: readonly FetchedFeed[]): Finding[] {
  if (feeds.length === 0)
    return [{ check: 'feeds', verdict: 'ok', detail: 'none is configured, so nothing is fetched' }];
  const detail = feeds.map(({ name, hosts }) => `${name} from ${hosts.join(', ') || 'this machine'}`).join('; ');
  const lacking = feeds.flatMap(({ name, lacking }) =>
    lacking.map((variable): Finding => ({
      check: 'feeds',
      verdict: 'note',
      detail: `${name} needs its login: set ${variable} where the server starts.`,
    })),
  );
  return [{ check: 'feeds', verdict: 'ok', detail }, ...lacking, ...feeds.map(fetchedFinding)];
}

/** How a feed stands that is fetched. */
function fetchedFinding({ name, files, newest, pull }: FetchedFeed): Finding {
  const troubled = files.failed + files.refused;
  const stored = newest
    ? `${counted(files.done, 'file')} of ${name} stored, the newest ${newest.name}`
    : `nothing of ${name} is stored yet: npm run -s tension -- feed pull ${name}`;
  const open = [
    files.missing > 0 && `${counted(files.missing, 'file')} missing (unknown, and tried again)`,
    troubled > 0 && `${counted(troubled, 'file')} failed or refused: npm run -s tension -- feed status`,
    pull?.fault && `its last pull broke off: ${pull.fault}`,
  ].filter(Boolean);
  return {
    check: 'feeds',
    verdict: newest && troubled === 0 && !pull?.fault ? 'ok' : 'note',
    detail: [stored, ...open].join('; '),
  };
}

/** The database, asked through a running server, or through one of our own where none runs. */
async function storeFindings(config: Config): Promise<Finding[]> {
  const server = await findServer(config);
  const running: Finding = {
    check: 'server',
    verdict: server ? 'ok' : 'note',
    detail: server ? `runs at ${server.url}` : 'does not run: npm start',
  };
  if (server) return [running, ...(await served(server))];
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'tension.duckdb')))
    return [
      running,
      ...feedFindings([]),
      {
        check: 'store',
        verdict: 'note',
        detail: `there is no database in ${config.dataDir} yet: npm start makes it and loads data/events`,
      },
    ];
  const findings: Finding[] = [running];
  const opened = await attemptLater(() =>
    serveForOne(config, async (own) => void findings.push(...(await served(own)))),
  );
  if (opened.failed !== undefined) findings.push({ check: 'store', verdict: 'fault', detail: opened.failed });
  return findings;
}

async function served(server: Server): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { checks } = await server.getAny('/health/ready', health);
  const database = checks.find(({ name }) => name === 'database');
  findings.push({
    check: 'store',
    verdict: database?.ok ? 'ok' : 'fault',
    detail: database?.ok
      ? `${database.detail} answers, and its tables are those of this version`
      : (database?.detail ?? 'the server does not say'),
  });
  findings.push(auditFinding(await server.get('/api/v1/audit/state', {}, auditState)));
  const pulled = await attemptLater(() => server.get('/api/v1/pulls', {}, fetchedFeeds));
  if (pulled.value) findings.push(...feedFindings(pulled.value.feeds));
  else findings.push({ check: 'feeds', verdict: 'fault', detail: pulled.failed ?? '' });
  findings.push(...(await alertFindings(server)));
  const log = (await server.get('/api/v1/runs', {}, runs)).runs;
  findings.push(...runFindings(log));
  if (log.some(({ status }) => status === 'complete'))
    findings.push(coverageFinding(await server.get('/api/v1/dyads', {}, board)));
  return findings;
}

function auditFinding({ entries, broken }: AuditState): Finding {
  if (broken === null)
    return {
      check: 'audit',
      verdict: 'ok',
      detail: `${counted(entries, 'entry', 'entries')}, each with the hash of the one before it`,
    };
  return {
    check: 'audit',
    verdict: 'fault',
    detail: `entry ${broken.number} is not as it was written: ${broken.why}. Somebody changed the database past the program: compare it with a backup.`,
  };
}

function runFindings(log: readonly Run[]): Finding[] {
  const findings: Finding[] = [];
  const [newest] = log;
  const last = log.find(({ status }) => status === 'complete');
  if (newest?.status === 'failed')
    findings.push({
      check: 'roll-up',
      verdict: 'fault',
      detail: `run ${newest.id} failed: ${newest.error} ${last ? `Run ${last.id} is still served.` : ''} Mend the cause, then: npm run -s tension -- rollup`,
    });
  if (!last)
    return [
      ...findings,
      { check: 'roll-up', verdict: 'note', detail: 'no run has completed yet: npm run -s tension -- rollup' },
    ];
  const hours = (clock().getTime() - Date.parse(last.finishedAt ?? last.startedAt)) / MS_PER_HOUR;
  const detail = `run ${last.id} completed ${hours < 1 ? 'less than an hour' : counted(Math.floor(hours), 'hour')} ago, through ${last.through}`;
  const old = hours > RUN_AGE_HOURS;
  return [
    ...findings,
    {
      check: 'roll-up',
      verdict: old ? 'note' : 'ok',
      detail: old
        ? `${detail}: later days are missing. npm start runs it every quarter of an hour; once: npm run -s tension -- rollup`
        : detail,
    },
  ];
}

function coverageFinding({ dyads }: Board): Finding {
  const today = dayOfMs(clock().getTime());
  const events = dyads.reduce((sum, dyad) => sum + dyad.events, 0);
  const unseen = dyads.filter(
    ({ lookedThrough }) => lookedThrough === null || today - epochDay(lookedThrough) > QUIET_DAYS,
  );
  const summary = `${counted(events, 'event')} of ${counted(dyads.length, 'dyad')} in the ledger`;
  if (unseen.length === 0) return { check: 'coverage', verdict: 'ok', detail: summary };
  const list = unseen
    .map(({ id, lookedThrough }) => (lookedThrough === null ? id : `${id} after ${lookedThrough}`))
    .join(', ');
  return {
    check: 'coverage',
    verdict: 'note',
    detail: `${summary}. Nobody has said that they looked at ${list}: there the index only fades. Look, import what happened, and say so: npm run -s tension -- looked DYAD --through DATE.`,
  };
}
