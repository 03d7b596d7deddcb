/** What a bulk download holds: tidy tables, a row for each point, event or contribution, each with its dyad, model and moment. */
import { type Step, stepDays, toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import type { SeriesPoint } from '../../models/contract/series.ts';
import type { EventRecord } from '../../models/contract/events.ts';
import { firstDayOf } from '../../models/coverage.ts';
import type { LoadedModel } from '../../models/model.ts';
import { AS_CODED } from '../../models/whatIf.ts';
import type { DyadExtent } from '../ledger/ledger.ts';
import type { SqlValue } from '../store/database.ts';
import type { ParquetType } from '../store/parquetFile.ts';
import { eventRecord } from './eventRecord.ts';
import type { Vintage } from './eventSource.ts';
import { seriesOf } from './series.ts';
import type { Snapshots } from './snapshots.ts';

/** Rows that are made before others have their turn. */
const ROWS_PER_BATCH = 5000;

/** What is asked for, with every default filled in but the first day, which each dyad has for itself. */
export interface AskedExport {
  readonly model: LoadedModel;
  readonly vintage: Vintage;
  readonly extents: readonly DyadExtent[];
  /** first day (epoch); undefined: that of the first event of each dyad */
  readonly from: number | undefined;
  readonly to: number;
  readonly step: Step;
}

export interface ExportColumn<Row> {
  readonly name: string;
  readonly type: ParquetType;
  /** a date is an ISO text */
  readonly of: (row: Row) => SqlValue;
}

/** A table of one kind: its columns, and the rows of one dyad in batches. */
export interface ExportTable<Row> {
  readonly columns: readonly ExportColumn<Row>[];
  readonly rowsOf: (snapshots: Snapshots, asked: AskedExport, extent: DyadExtent) => AsyncIterable<readonly Row[]>;
}

export const firstDayAsked = ({ from, to }: AskedExport, { firstDay }: DyadExtent): number =>
  from ?? Math.min(firstDay, to);

const column =
  <Row>(type: ParquetType) =>
  <Name extends keyof Row & string>(...names: readonly Name[]): ExportColumn<Row>[] =>
    names.map((name) => ({ name, type, of: (row) => row[name] as SqlValue }));

type SeriesRow = Omit<SeriesPoint, 'indexAsCoded'> & {
  readonly dyad: string;
  readonly neutral: number;
  readonly covered: boolean;
};

const series: ExportTable<SeriesRow> = {
  columns: [
    ...column<SeriesRow>('varchar')('dyad'),
    ...column<SeriesRow>('date')('date'),
    ...column<SeriesRow>('double')('index', 'low', 'high', 'neutral', 'tension', 'conflict', 'cooperation', 'sd'),
    ...column<SeriesRow>('boolean')('provisional', 'covered'),
  ],
  async *rowsOf(snapshots, asked, extent) {
    const { dyad } = extent;
    const { model, vintage, to, step } = asked;
    const from = firstDayAsked(asked, extent);
    const whole = { dyad, model, vintage, from, to, step, direction: 'both', whatIf: AS_CODED } as const;
    const { points, neutral, coverage } = await seriesOf(snapshots, whole);
    const isUncovered = (date: string): boolean =>
      coverage.uncovered.some((stretch) => stretch.from <= date && date <= stretch.to);
    for (let begin = 0; begin < points.length; begin += ROWS_PER_BATCH)
      yield points
        .slice(begin, begin + ROWS_PER_BATCH)
        .map((point) => ({ ...point, dyad, neutral, covered: !isUncovered(point.date) }));
  },
};

const events: ExportTable<EventRecord> = {
  columns: [
    ...column<EventRecord>('varchar')('id', 'dyad'),
    ...column<EventRecord>('date')('date'),
    ...column<EventRecord>('varchar')('datePrecision', 'actor', 'target'),
    { name: 'others', type: 'varchar', of: ({ others }) => others.join(';') },
    ...column<EventRecord>('varchar')('role', 'type', 'category', 'cameo'),
    ...column<EventRecord>('integer')('polarity', 'severity'),
    ...column<EventRecord>('varchar')('summary', 'sourceName', 'sourceUrl'),
    // A source may name a day that is none, so it stays a text.
    ...column<EventRecord>('varchar')('sourceDate'),
    ...column<EventRecord>('boolean')('verified'),
    ...column<EventRecord>('varchar')('note', 'actId'),
    { name: 'ends', type: 'varchar', of: ({ ends }) => ends.join(';') },
    ...column<EventRecord>('date')('endDate'),
    ...column<EventRecord>('varchar')('headline', 'headlineKo'),
    ...column<EventRecord>('integer')('revision'),
    { name: 'recordedAt', type: 'timestamptz', of: ({ recordedAt }) => new Date(recordedAt) },
  ],
  async *rowsOf(snapshots, asked, extent) {
    const { events: all } = await snapshots.history(extent.dyad, asked.vintage);
    const from = firstDayAsked(asked, extent);
    const chosen = all.filter(({ day }) => day >= from && day <= asked.to);
    for (let begin = 0; begin < chosen.length; begin += ROWS_PER_BATCH)
      yield chosen
        .slice(begin, begin + ROWS_PER_BATCH)
        .map((event) => eventRecord(event, snapshots.reference.codebook));
  },
};

interface ContributionRow {
  readonly dyad: string;
  readonly date: string;
  readonly eventId: string;
  readonly eventDate: string;
  readonly type: string;
  readonly category: string;
  readonly actor: string;
  readonly target: string;
  readonly tensionPoints: number;
  readonly indexPoints: number;
}

const contributions: ExportTable<ContributionRow> = {
  columns: [
    ...column<ContributionRow>('varchar')('dyad'),
    ...column<ContributionRow>('date')('date'),
    ...column<ContributionRow>('varchar')('eventId'),
    ...column<ContributionRow>('date')('eventDate'),
    ...column<ContributionRow>('varchar')('type', 'category', 'actor', 'target'),
    ...column<ContributionRow>('double')('tensionPoints', 'indexPoints'),
  ],
  async *rowsOf(snapshots, asked, extent) {
    const { dyad } = extent;
    const { definition } = asked.model;
    const { columns, byId } = await snapshots.history(dyad, asked.vintage);
    const { codebook } = snapshots.reference;
    const firstDay = Math.max(firstDayAsked(asked, extent), firstDayOf(columns, definition) ?? -Infinity);
    let batch: ContributionRow[] = [];
    for (const day of firstDay > asked.to ? [] : stepDays(firstDay, asked.to, asked.step)) {
      const date = toIsoDate(day);
      for (const { eventId, tensionPoints, indexPoints } of explainPoint(columns, definition, day).contributions) {
        const { type, actor, target, day: eventDay } = byId.get(eventId)!;
        const { category } = codebook.get(type)!;
        const eventDate = toIsoDate(eventDay);
        batch.push({ dyad, date, eventId, eventDate, type, category, actor, target, tensionPoints, indexPoints });
      }
      if (batch.length < ROWS_PER_BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  },
};

export const EXPORT_TABLES = { series, events, contributions } as const;
export type ExportName = keyof typeof EXPORT_TABLES;
