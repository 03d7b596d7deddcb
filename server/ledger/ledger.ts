/**
 * What the rest of the server asks of the ledger. The ledger is append-only and bitemporal: an event has a stable id and
 * revisions; each revision has the moment it was recorded, by whom, and an operation. Nothing is updated in place or deleted.
 */
import type { ActRevision, NewAct } from '../../models/contract/acts.ts';
import type { CoveredStretch } from '../../models/stretch.ts';
import type { ImportPreview, MappingToKeep, TableImportReport } from '../../models/contract/importPreview.ts';
import type { CodedEvent, ScoredEvent } from '../../models/event.ts';
import type { Mapping } from '../../models/importing/mapping.ts';
import type {
  ActsChange,
  AuditFilter,
  AuditNote,
  AuditState,
  ImportEntry,
  ImportTakenBack,
  Operation,
  RecordedEntry,
  RecordOptions,
  RetractionOptions,
  Writing,
} from './change.ts';

/** The revision of an event that holds at some moment, without its texts. */
export interface ScoredRevision extends ScoredEvent {
  /** 1 for the first */
  readonly revision: number;
}

/** The same with its texts. */
export interface LedgerEvent extends CodedEvent, ScoredRevision {
  readonly recordedAt: Date;
}

/** What scoring reads of a dyad at some moment. */
export interface ScoredRevisions {
  /** in no order */
  readonly events: readonly ScoredRevision[];
  /** when the first of these revisions was recorded */
  readonly firstRecorded: Date;
}

export interface Revision {
  readonly revision: number;
  readonly operation: Operation;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  /** why it was revised, retracted or restored; empty for a new event, and for one that came in with a file */
  readonly reason: string;
  /** empty where no file was imported */
  readonly importId: string;
  /** the event as this revision has it; a retraction repeats the last */
  readonly event: CodedEvent;
}

/** A revision beside the one before it. */
export interface DatedRevision extends Revision {
  readonly eventId: string;
  /** the event as the revision before had it; null for the first */
  readonly before: CodedEvent | null;
}

export interface RevisionPage {
  /** how many there are of each operation, listed or not */
  readonly counts: Readonly<Record<Operation, number>>;
  /** the newest first, at most as many as were asked for */
  readonly revisions: readonly DatedRevision[];
}

export interface DyadExtent {
  readonly dyad: string;
  readonly events: number;
  /** epoch days */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Days (epoch): after `after`, up to and with `to`. */
export interface DaySpan {
  readonly after: number;
  readonly to: number;
}

/** How many events a dyad has in each span, in the order of the spans; and the day of the last one up to the end of all spans. */
export interface EventCounts {
  readonly dyad: string;
  readonly counts: readonly number[];
  readonly lastDay: number;
}

export interface EventFilter {
  /** epoch days, inclusive */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly type?: string | undefined;
  readonly actor?: string | undefined;
  /** words that must all occur in summary, note, source or type, whatever their case */
  readonly q?: string | undefined;
  readonly asOf?: Date | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before */
  readonly cursor?: string | undefined;
}

/** Days that somebody says to have looked at, whether or not anything was found. */
export interface DeclaredStretch extends CoveredStretch {
  readonly dyad: string;
  /** who looked, where and how; empty when nobody said */
  readonly by: string;
  readonly sources: string;
  readonly note: string;
}

export interface RecordedStretch extends DeclaredStretch {
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export interface WithdrawnStretch extends RecordedStretch {
  /** why it was taken back; `recordedAt` and `recordedBy` are of the withdrawal */
  readonly reason: string;
}

/** Names the stretch of a dyad that begins and ends on these days (epoch); what else is given says which, where there are several. */
export type CoverageWithdrawal = Pick<DeclaredStretch, 'dyad' | 'from' | 'to'> & StretchMarks;

/** What tells apart stretches of the same days, as far as it is given. */
export type StretchMarks = {
  readonly [Mark in 'density' | 'by' | 'sources' | 'note']?: DeclaredStretch[Mark] | undefined;
};

/** What is wrong with a row: the field, the value as it stood there, and what would mend it. */
export interface RowFault {
  /** 1-based line in the file on which the row begins (CSV), or 1-based position in the list (JSON) */
  readonly line: number;
  /** the row's id where it could be read */
  readonly id: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly message: string;
}

export interface ImportReport {
  readonly importId: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly revised: number;
  readonly faulty: number;
  /** rows that were taken with a remark, such as a reversed dyad that was put in order */
  readonly remarks: readonly RowFault[];
  /**
   * what is wrong with the rows counted in `faulty` (a row can have several faults), in the order of the file. Like the other
   * lists it is cut after 10,000 entries, and then one more entry says how many are not listed.
   */
  readonly faults: readonly RowFault[];
  /** ids of the revised events (the first 10,000; `revised` counts them all), and what changed, in the columns' names */
  readonly revisions: readonly { readonly id: string; readonly line: number; readonly fields: readonly string[] }[];
  /** dyads with a new or revised event */
  readonly dyads: readonly string[];
}

export interface ImportRequest {
  /** where the rows come from, for the record: a file name, `HTTP upload` */
  readonly source: string;
  readonly format: 'csv' | 'json';
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly recordedBy: string;
  readonly dryRun: boolean;
  /** whether other files of the same set follow: a row may then differ from what the ledger still has of its act */
  readonly isPartOfSet?: boolean;
  /** called now and then with the number of rows and bytes read so far */
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void;
}

export interface TableRequest {
  /** a file name, for the record */
  readonly source: string;
  readonly bytes: Buffer;
  /** as the Content-Type says; the mapping may say otherwise */
  readonly charset?: string | undefined;
  /** left out: the one that was kept for this header, or guesses */
  readonly mapping?: Mapping | undefined;
  readonly recordedBy: string;
}

/** The answer of the API without the run, which the ledger knows nothing of. */
export type TableReport = Omit<TableImportReport, 'run'>;

export interface KeptMapping {
  readonly name: string;
  readonly mapping: Mapping;
  readonly savedAt: Date;
  readonly savedBy: string;
}

/** A file that cannot be read at all (no header, not a CSV, an encoding that is none): nothing of it was taken. */
export class ImportRefused extends Error {
  override name = 'ImportRefused';
}

/** A withdrawal of days that nobody declared; the message says which are declared. */
export class WithdrawalRefused extends Error {
  override name = 'WithdrawalRefused';
}

export interface Ledger {
  /** The moment of the last change (up to a moment), or null when nothing was recorded by then. Later changes have later moments. */
  watermark(upTo?: Date): Promise<Date | null>;
  /** Dyads that have events at that moment (default: now), by id. */
  dyads(asOf?: Date): Promise<DyadExtent[]>;
  /** How many events each dyad has in some spans of days, at that moment (default: now); dyads without any up to the last day are left out. */
  counts(spans: readonly DaySpan[], asOf?: Date): Promise<EventCounts[]>;
  /** The most severe events of all dyads in a span of days, then the newest; at most `limit`. */
  mostSevere(span: DaySpan, limit: number, asOf?: Date, dyads?: ReadonlySet<string>): Promise<LedgerEvent[]>;
  /** Events of a dyad as they stood at that moment, in order of day, then id; retracted ones left out. */
  events(dyad: string, asOf?: Date): Promise<LedgerEvent[]>;
  /** The same of several dyads, in one reading; a dyad without events is left out. */
  eventsOf(dyads: readonly string[], asOf?: Date): Promise<ReadonlyMap<string, LedgerEvent[]>>;
  /** What scoring reads of several dyads, at half the cost; a dyad without events is left out. */
  scoredEventsOf(dyads: readonly string[], asOf?: Date): Promise<ReadonlyMap<string, ScoredRevisions>>;
  /** The summaries of events of some dyads, of each revision there, by `summaryKey`. */
  summariesOf(dyads: readonly string[], eventIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The rows that code an act at that moment (default: now), by dyad: it may bear on several. */
  rowsOfAct(act: string, asOf?: Date): Promise<LedgerEvent[]>;
  /** A page of them, newest first. */
  search(dyad: string, filter: EventFilter): Promise<{ events: LedgerEvent[]; nextCursor: string | null }>;
  /** All revisions of an event, oldest first; empty for an unknown id. */
  revisions(eventId: string): Promise<Revision[]>;
  /** What was recorded about a dyad's events after `since` (null: ever) and up to `until`; a revision that moves an event to another dyad belongs to both. */
  revisionsSince(dyad: string, since: Date | null, until: Date, limit: number): Promise<RevisionPage>;
  /** Dyads with a revision or a stretch of coverage recorded after `since` (null: ever) and up to `until`, each with how many there are and the first day (epoch) that they can change. */
  changes(since: Date | null, until: Date): Promise<{ dyad: string; fromDay: number; entries: number }[]>;
  /** Each moment after `since` (null: ever) and up to `until` at which anything of a dyad was recorded, in order of time. */
  changeMoments(since: Date | null, until: Date): Promise<{ dyad: string; at: Date }[]>;
  /** The days of a dyad that somebody declared to have looked at, as they held at that moment (default: now), in order of day. */
  coverage(dyad: string, asOf?: Date): Promise<RecordedStretch[]>;
  /** The same of several dyads, in one reading; a dyad without any is left out. */
  coverageOf(dyads: readonly string[], asOf?: Date): Promise<ReadonlyMap<string, RecordedStretch[]>>;
  /** Declares that days were looked at; what is declared already word for word is passed over. Returns how many stretches are new. */
  declareCoverage(stretches: readonly DeclaredStretch[], recordedBy: string): Promise<number>;
  /** What was declared of a dyad and taken back by that moment (default: now), in order of day; declared again, a stretch holds again. */
  withdrawnCoverage(dyad: string, asOf?: Date): Promise<WithdrawnStretch[]>;
  /**
   * Takes back stretches that were declared by mistake, from now on; every earlier moment keeps them. All of them or none. Returns how
   * many stretches hold no longer.
   *
   * @param reason one sentence, kept with the withdrawal
   * @throws WithdrawalRefused when no stretch that holds is meant by one of them, when two are, or without a reason
   */
  withdrawCoverage(withdrawals: readonly CoverageWithdrawal[], reason: string, recordedBy: string): Promise<number>;
  /** Reads a file, takes the good rows and reports on every other one. @throws ImportRefused */
  import(request: ImportRequest): Promise<ImportReport>;
  /** What a file as people keep it (CSV, TSV, XLSX) would become, row by row; nothing is changed. @throws ImportRefused */
  previewTable(request: TableRequest): Promise<ImportPreview>;
  /** Records it with the same mapping. @throws ImportRefused also where a question about the whole file is open */
  importTable(request: TableRequest): Promise<TableReport>;
  /** Mappings of files that were kept, by name. */
  keptMappings(): Promise<readonly KeptMapping[]>;
  /** Keeps a mapping under a name: a file with the same header takes it. */
  keepMapping(mapping: MappingToKeep, recordedBy: string): Promise<void>;
  /** Records new acts, all or none. @throws ChangeRefused */
  recordActs(acts: readonly NewAct[], options: RecordOptions): Promise<ActsChange>;
  /** Corrects an act in all its rows at once. `act` may be the id of any of them. @throws ChangeRefused */
  reviseAct(act: string, revision: ActRevision, writing: Writing): Promise<ActsChange>;
  /**
   * Takes an event out of the series from now on; its revisions stay readable, and so does every earlier moment. Importing the
   * same row again leaves it retracted; a row with other content brings it back as a revision.
   *
   * @param reason one sentence, kept with the revision
   * @param options `wholeAct`: in every dyad that its act bears on
   * @throws ChangeRefused when the event is unknown or is retracted already
   */
  retract(eventId: string, reason: string, recordedBy: string, options?: RetractionOptions): Promise<ActsChange>;
  /** Puts a retracted event back, as it was; what belongs to its act is as the other rows of the act have it now. @throws ChangeRefused */
  restore(eventId: string, reason: string, recordedBy: string, options?: RetractionOptions): Promise<ActsChange>;
  /** The imports, the newest first. */
  imports(limit: number): Promise<ImportEntry[]>;
  /** The names of the files of imports, by their ids. */
  importSources(importIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Takes back what an import recorded: events that it created are retracted, those that it revised get their content of before back, and
   * those that were changed since are left, by name. @throws ChangeRefused
   */
  retractImport(importId: string, reason: string, writing: Writing): Promise<ImportTakenBack>;
  /** Writes down by itself what somebody did that changes no row of this database's, such as a pull that she asked for. */
  note(note: AuditNote, recordedBy: string): Promise<void>;
  /** A page of what was written, the newest first; `next` is `before` of the next page. */
  audit(filter: AuditFilter): Promise<{ readonly entries: RecordedEntry[]; readonly next: number | null }>;
  /** Checks every entry against the one before it, and imports against their rows. */
  auditState(): Promise<AuditState>;
}
