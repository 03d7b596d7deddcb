/** A database with a ledger, a clock that the test sets, and roll-ups on them: what the tests of the roll-up share. */
import pino from 'pino';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { throughDay } from '../../models/coverage.ts';
import type { LoadedModel } from '../../models/model.ts';
import { type Score, scoreOf } from '../../models/score.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { openLedger } from '../../server/ledger/openLedger.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { loadReferenceData, type ReferenceData } from '../../server/referenceData.ts';
import { type OpenRollup, openRollup } from '../../server/rollup/openRollup.ts';
import type { RunRecord, RunRules, RunTrigger } from '../../server/rollup/rollup.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';

export const reference: ReferenceData = await loadReferenceData(projectRoot());
export const baseline: LoadedModel = reference.models.find(({ definition }) => definition.name === 'baseline')!;

const HEADER =
  'id,dyad,date,date_precision,actor,target,others,role,type,cameo,polarity,severity,summary,source_name,source_url,source_date,verified,note';

/** A row of a file: one verified sanction unless something else is said. */
export function row(
  id: string,
  dyad: string,
  date: string,
  other: Partial<Record<'type' | 'cameo' | 'polarity' | 'severity' | 'summary', string>> = {},
): string {
  const [actor, target] = dyad.split('-');
  const { type = 'sanction', cameo = '163', polarity = '1', severity = '3', summary = `What ${id} did` } = other;
  return `${id},${dyad},${date},day,${actor},${target},,direct,${type},${cameo},${polarity},${severity},${summary},Gazette,https://gazette.example/${id},${date},yes,`;
}

export interface World {
  readonly ledger: Ledger;
  /** log lines of every roll-up of this world, parsed */
  readonly log: Record<string, unknown>[];
  /** sets the clock */
  at(moment: string): void;
  now(): Date;
  import(...rows: readonly string[]): Promise<void>;
  /** takes a whole file, with its header */
  importFile(csv: string): Promise<void>;
  rollup(options?: {
    ledger?: Ledger;
    models?: readonly LoadedModel[];
    database?: Database;
    program?: string;
    rules?: RunRules;
  }): Promise<OpenRollup>;
  /** how many rows a table has */
  count(table: string): Promise<number>;
  /** what a run wrote: number of points and their first and last day */
  written(run: number): Promise<{ points: number; from: string | 0; to: string | 0 }>;
  /** the series computed anew from the ledger, without the roll-up */
  fresh(dyad: string, asOf: Date | null, throughDay: number, model?: LoadedModel): Promise<Score>;
}

export async function worldOn(database: Database, moment: string): Promise<World> {
  let time = new Date(moment);
  const now = (): Date => time;
  await migrate(database);
  const ledger = openLedger({ database, reference, now });
  const log: Record<string, unknown>[] = [];
  const importFile = async (csv: string): Promise<void> => {
    const report = await ledger.import({
      source: 'test',
      format: 'csv',
      bytes: chunks(new TextEncoder().encode(csv)),
      recordedBy: 'test',
      dryRun: false,
    });
    if (report.faulty > 0) throw new Error(JSON.stringify(report.faults));
  };
  const logger = pino({ level: 'debug' }, { write: (line) => void log.push(JSON.parse(line)) });
  return {
    ledger,
    log,
    at: (moment) => void (time = new Date(moment)),
    now,
    import: (...rows) => importFile([HEADER, ...rows].join('\n')),
    importFile,
    rollup: (options = {}) =>
      openRollup({
        database: options.database ?? database,
        ledger: options.ledger ?? ledger,
        reference: { ...reference, models: options.models ?? reference.models },
        clock: now,
        logger,
        ...(options.program !== undefined && { program: options.program }),
        ...(options.rules && { rules: options.rules }),
      }),
    async count(table) {
      const [found] = await database.query<{ n: number }>(`select count(*) as n from ${table}`);
      return found!.n;
    },
    async written(run) {
      const [found] = await database.query<{ points: number; from: number; to: number }>(
        'select coalesce(sum(days), 0) as points, min(first_day) as "from", max(first_day + days - 1) as "to" from published_stretch where run_id = $1',
        [run],
      );
      const { points, from, to } = found!;
      return { points, from: points && toIsoDate(from), to: points && toIsoDate(to) };
    },
    async fresh(dyad, asOf, lastDay, model = baseline) {
      const columns = eventColumns(
        dyad,
        asOf ? await ledger.events(dyad, asOf) : [],
        reference.codebook,
        asOf ? throughDay(await ledger.coverage(dyad, asOf), lastDay) : [],
      );
      return scoreOf(basisOf(columns, model.definition, columns.day[0]!, lastDay), model.definition);
    },
  };
}

/** Starts a run and waits for its end. */
export async function run(rollup: OpenRollup, trigger: RunTrigger = 'request'): Promise<RunRecord> {
  return (await rollup.start(trigger)).done;
}

/** The four series of a score or of a published series, bit by bit comparable. */
export function values(
  series: Pick<Score, 'firstDay' | 'tension' | 'conflict' | 'cooperation' | 'sd'> | undefined,
): unknown {
  return (
    series && {
      firstDay: series.firstDay,
      tension: [...series.tension],
      conflict: [...series.conflict],
      cooperation: [...series.cooperation],
      sd: [...series.sd],
    }
  );
}

export const days = (from: string, to: string): number => epochDay(to) - epochDay(from) + 1;

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
