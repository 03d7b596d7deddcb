/** GET /api/v1/export/(series|events|contributions).(csv|parquet): all dyads in one tidy table, for notebooks. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import { csvOf } from '../csv.ts';
import type { DyadExtent } from '../ledger/ledger.ts';
import type { SqlValue } from '../store/database.ts';
import { PARQUET_MEMORY_BYTES, PARQUET_SPILL_BYTES, writeParquet } from '../store/parquetFile.ts';
import { type AskedExport, EXPORT_TABLES, type ExportColumn, type ExportName, firstDayAsked } from './exportTables.ts';
import { refuseFuture, refuseReversed } from './dayRange.ts';
import type { Vintage } from './eventSource.ts';
import { asOf, day, model } from './parameters.ts';
import { identityOf } from '../people/identity.ts';
import { modelRefOf } from './point.ts';
import { invalid, Problem } from './problem.ts';
import { type Call, route, type Route } from './route.ts';
import { daysOf } from './series.ts';
import type { Snapshots } from './snapshots.ts';

/** Downloads at once of readers whom the server does not know, and as many of those whom it knows; an asker has one. */
const AT_ONCE = 2;
/** Points, events or contributions of one download: every day of 14 dyads since 1990 is a fifth of it. */
const MAX_ROWS = 1_000_000;
/** A row of the widest table, an event with its texts, takes some 500 bytes, and compressed less than half. */
const MAX_FILE_BYTES = MAX_ROWS * 200;
/** A client that takes nothing for so long is let go. */
const STALLED_MS = 120_000;
/** However slowly it is taken. */
const MAX_SENDING_MS = 600_000;
const RETRY_AFTER_SECONDS = 10;
const MS_PER_SECOND = 1000;

export const MAX_EXPORT_MEMORY_BYTES = AT_ONCE * PARQUET_MEMORY_BYTES;
/** in the folder for temporary files: what is spilled, and the file */
export const MAX_EXPORT_DISK_BYTES = AT_ONCE * (PARQUET_SPILL_BYTES + MAX_FILE_BYTES);

const FORMATS = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', mediaType: 'text/csv' },
  parquet: { contentType: 'application/vnd.apache.parquet', mediaType: 'application/vnd.apache.parquet' },
} as const;
type ExportFormat = keyof typeof FORMATS;

const WHAT: Readonly<Record<ExportName, string>> = {
  series: 'a row for each dyad and day: the index with its band, what it is made from, and whether the day is covered',
  events: 'a row for each event, with its source',
  contributions:
    'a row for each dyad, day and event whose share is not zero: `neutral` of the series + the sum of `indexPoints` of a day = its `index`',
};

const rows = {
  dyads: z.string().max(2000, 'is too long: 2000 characters are the most').optional().meta({
    description: 'Dyads with commas between them; all of the board when left out.',
    example: 'KOR-RUS,PRK-RUS',
  }),
  model,
  asOf,
  from: day('First day; of each dyad its first event when left out.'),
  to: day('Last day; today (the day of the last roll-up) when left out.'),
};
const step = (standard: 'day' | 'month') =>
  z
    .enum(['day', 'week', 'month'], 'must be day, week or month')
    .default(standard)
    .describe(`Distance of the days; ${standard} when left out. A week or a month is read on its last day.`);

const QUERIES = {
  series: z.strictObject({ ...rows, step: step('day') }),
  events: z.strictObject(rows),
  contributions: z.strictObject({ ...rows, step: step('month') }),
} as const;

export function exportRoutes(snapshots: Snapshots): Route[] {
  /** those for whom a download is under way, whom the server knows and whom it does not */
  const underWayOf = { known: new Set<string>(), unknown: new Set<string>() };
  return (Object.keys(EXPORT_TABLES) as ExportName[]).flatMap((name) =>
    (Object.keys(FORMATS) as ExportFormat[]).map((format) =>
      route({
        method: 'get',
        path: `/api/v1/export/${name}.${format}`,
        needs: 'reader',
        summary: `All ${name} as ${format === 'csv' ? 'CSV' : 'Parquet'}`,
        description: `One table: ${WHAT[name]}. Each row names its dyad, model and moment (\`asOf\`: the last change that it holds). At most ${MAX_ROWS.toLocaleString('en')} rows.`,
        query: QUERIES[name],
        answers: { 200: { description: 'The table', body: FORMATS[format].mediaType } },
        problems: ['no-events', 'unknown-model', 'not-ready', 'too-many-requests', 'downloads-full'],
        ownTurns: true,
        async reply(call) {
          const asked = await call.inTurn(() => askedExport(snapshots, call.query));
          refuseTooMany(name, asked);
          const underWay = underWayOf[identityOf(call.request).via === 'anonymous' ? 'unknown' : 'known'];
          refuseAnother(underWay, call);
          const { who } = call.asker;
          underWay.add(who);
          try {
            await send(snapshots, name, format, asked, call);
          } finally {
            underWay.delete(who);
          }
          return undefined;
        },
      }),
    ),
  );
}

type ExportQuery = z.output<typeof QUERIES.events> & { readonly step?: AskedExport['step'] };

async function askedExport(snapshots: Snapshots, query: ExportQuery): Promise<AskedExport> {
  const model = await snapshots.model(query.model);
  const vintage = await snapshots.vintage(query.asOf, model);
  const { from, to = vintage.lastDay, step = 'day' } = query;
  refuseFuture(snapshots, vintage, 'to', to);
  if (from !== undefined) refuseReversed(from, to);
  return { model, vintage, from, to, step, extents: await extentsOf(snapshots, vintage, query.dyads) };
}

async function extentsOf(snapshots: Snapshots, vintage: Vintage, text: string | undefined): Promise<DyadExtent[]> {
  if (text === undefined) return vintage.source.extents();
  const extents = new Map<string, DyadExtent>();
  for (const typed of text.split(',')) {
    const dyad = canonicalDyad(typed.trim());
    if (dyad === undefined)
      throw invalid({
        field: 'dyads',
        value: typed.trim(),
        message: 'is no dyad: write two codes with a hyphen between them, such as KOR-RUS',
      });
    extents.set(dyad, await snapshots.extent(dyad, vintage));
  }
  return [...extents.values()];
}

/** @throws Problem when the table would have more rows than one download has, or a line more points than it may have */
function refuseTooMany(name: ExportName, asked: AskedExport): void {
  const rowsOf = (extent: DyadExtent): number => {
    if (name === 'events') return extent.events;
    const points = daysOf(Math.min(firstDayAsked(asked, extent), asked.to), asked.to, asked.step).length;
    return name === 'series' ? points : points * extent.events;
  };
  const rows = asked.extents.reduce((sum, extent) => sum + rowsOf(extent), 0);
  const most = name === 'contributions' ? 5 * MAX_ROWS : MAX_ROWS; // old acts have faded: a day has far fewer than all events
  if (rows > most)
    throw invalid({
      field: asked.from === undefined ? 'from' : 'step',
      value: asked.from === undefined ? null : asked.step,
      message: `asks for up to ${rows} rows, and ${most} are the most: give a later first day, fewer dyads${name === 'events' ? '' : ', or step=week or step=month'}`,
    });
}

function refuseAnother(underWay: ReadonlySet<string>, { asker }: Pick<Call<unknown>, 'asker'>): void {
  const headers = { 'Retry-After': String(RETRY_AFTER_SECONDS) };
  if (underWay.has(asker.who))
    throw new Problem(
      'too-many-requests',
      'A download is under way for you or your address: wait until it is there, and ask for one after the other.',
      { headers },
    );
  if (underWay.size >= AT_ONCE)
    throw new Problem(
      'downloads-full',
      `${AT_ONCE} downloads are under way, as many as this server makes at once: try again in a moment.`,
      { headers },
    );
}

type Batch = readonly (readonly SqlValue[])[];

async function send<Name extends ExportName>(
  snapshots: Snapshots,
  name: Name,
  format: ExportFormat,
  asked: AskedExport,
  call: Pick<Call<unknown>, 'request' | 'response' | 'asker' | 'inTurn'>,
): Promise<void> {
  const { request, response } = call;
  const ref = modelRefOf(asked.model);
  const headers = {
    'Content-Type': FORMATS[format].contentType,
    'Content-Disposition': `attachment; filename="tension_${name}_${toIsoDate(asked.to)}_${ref.name}@${ref.hash}.${format}"`,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding',
  };
  if (request.method === 'HEAD') {
    response.writeHead(200, headers).end();
    return;
  }
  const columns = [...EXPORT_TABLES[name].columns, ...PROVENANCE] as readonly ExportColumn<object>[];
  const batches = batchesOf(snapshots, name, columns, asked, call);
  const begin = (more: Readonly<Record<string, string>> = {}): void => {
    response.setTimeout(STALLED_MS, () => response.destroy());
    const late = setTimeout(() => response.destroy(), MAX_SENDING_MS);
    response.once('close', () => clearTimeout(late));
    response.writeHead(200, { ...headers, ...more });
  };
  if (format === 'csv') {
    const isZipped = request.acceptsEncodings('gzip') !== false;
    const text = Readable.from(csvTexts(columns, batches));
    begin(isZipped ? { 'Content-Encoding': 'gzip' } : {});
    await (isZipped ? pipeline(text, createGzip(), response) : pipeline(text, response)).catch(left(response));
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'tension-export-'));
  try {
    const file = join(folder, `${randomUUID()}.parquet`);
    await writeParquet(file, columns, batches);
    begin();
    await pipeline(createReadStream(file), response).catch(left(response));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A download that breaks off because the client has gone is no fault. */
const left =
  (response: Call<unknown>['response']) =>
  (error: unknown): void => {
    if (!response.destroyed || response.writableFinished) throw error;
  };

/** On every row, so that files of several models and moments can be put under one another. */
const PROVENANCE: readonly ExportColumn<{ readonly asked: AskedExport }>[] = [
  { name: 'model', type: 'varchar', of: ({ asked }) => modelRefOf(asked.model).name },
  { name: 'modelVersion', type: 'integer', of: ({ asked }) => modelRefOf(asked.model).version },
  { name: 'modelHash', type: 'varchar', of: ({ asked }) => modelRefOf(asked.model).hash },
  { name: 'asOf', type: 'timestamptz', of: ({ asked }) => asked.vintage.asOf },
];

/** The rows of all dyads as cells, a batch at a time in the turn of who asks. */
async function* batchesOf(
  snapshots: Snapshots,
  name: ExportName,
  columns: readonly ExportColumn<object>[],
  asked: AskedExport,
  call: Pick<Call<unknown>, 'asker' | 'inTurn'>,
): AsyncGenerator<Batch> {
  for (const extent of asked.extents) {
    const rows = EXPORT_TABLES[name].rowsOf(snapshots, asked, extent)[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await paced(call, () => rows.next() as Promise<IteratorResult<readonly object[]>>);
      if (done) break;
      yield value.map((row) => columns.map(({ of }) => of({ ...row, asked })));
    }
  }
}

/** Does the work when the turn of the asker has come; one that has used up its time waits, for a table that is cut is worth nothing. */
async function paced<Result>(
  { inTurn, asker }: Pick<Call<unknown>, 'asker' | 'inTurn'>,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await inTurn(work);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'too-many-requests') throw error;
      await sleep(MS_PER_SECOND * Number(error.headers['Retry-After'] ?? 1), undefined, { signal: asker.signal });
    }
  }
}

async function* csvTexts(
  columns: readonly ExportColumn<object>[],
  batches: AsyncIterable<Batch>,
): AsyncGenerator<string> {
  const cells = columns.map(({ name }, i) => ({
    name,
    of: (row: Batch[number]): string | number | boolean | null => {
      const cell = row[i]!;
      if (cell instanceof Date) return cell.toISOString();
      return cell instanceof Uint8Array ? null : cell;
    },
  }));
  yield csvOf(cells, []);
  for await (const rows of batches) {
    const text = csvOf(cells, rows);
    yield text.slice(text.indexOf('\r\n') + 2); // the header stands there once
  }
}
