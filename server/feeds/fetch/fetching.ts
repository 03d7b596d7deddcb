/** What the rest of the server asks of fetching: which feeds there are, that they be polled, and how far a pull is. */
import type { FeedPreview } from '../../../models/contract/feedPreview.ts';
import type { FeedDraft } from '../../../models/importing/feedMapping.ts';
import type { FileState } from '../fileLedger.ts';
import type { AddedBy } from './addFeed.ts';
import type { DroppedFile } from './droppedFiles.ts';
import type { FeedConfig } from './feedConfig.ts';
import type { Removal } from './keptFeeds.ts';
import type { PullAccount } from './pullAccount.ts';
import type { ReportsAccount, ReportsRequest } from './reports.ts';
import type { DayRange } from './source.ts';

/** A feed that is configured, and how it stands. */
export interface FeedStatus {
  readonly feed: FeedConfig;
  readonly hosts: readonly string[];
  /** variables of its login that are not set */
  readonly lacking: readonly string[];
  readonly everyMinutes: number;
  /** name of the model that reads it; null where none does */
  readonly line: string | null;
  readonly counts: Readonly<Record<FileState, number>>;
  /** the newest file that is stored */
  readonly newest: { readonly name: string; readonly takenAt: Date; readonly lastDay: number | null } | null;
  /** the pull under way, or the last one, of whichever server */
  readonly pull: PullAccount | null;
}

export interface PullOptions {
  /** days (epoch, inclusive) of a backfill; undefined for what the feed's configuration says */
  readonly range?: DayRange | undefined;
  /** also files that failed or were missing and are not due yet; with a range, files of it that are stored are looked at too */
  readonly again?: boolean;
  /** look through the whole of its lists, and not only behind the newest file that is known */
  readonly all?: boolean;
}

export interface PreviewOptions {
  readonly source: string;
  /** the table itself, or its address and who names it */
  readonly table: { readonly bytes: Buffer } | { readonly address: string; readonly by: AddedBy };
  readonly charset: string | undefined;
  /** what was said of its columns so far */
  readonly draft: FeedDraft;
}

export interface Fetching {
  /** @throws FeedConfigFault when a feeds.json that waits cannot be used */
  status(): Promise<FeedStatus[]>;
  /** Adds a feed, or replaces the one of its name; a request may name less than this machine. @param dropped its file, where it came along @throws FeedConfigFault */
  add(feed: unknown, by: AddedBy, recordedBy: string, dropped?: DroppedFile): Promise<FeedConfig>;
  /** What a feed would make of a table; nothing is kept. @throws ImportRefused; FeedConfigFault for an address that may not be asked; what fetching throws */
  preview(options: PreviewOptions): Promise<FeedPreview>;
  /**
   * Fetches a feed no more, and takes out what it brought, as of now, or keeps that. One that is not fetched, but of which something is
   * stored, can be removed too.
   *
   * @throws UnknownFeed
   */
  remove(name: string, recordedBy: string, what: Removal): Promise<void>;
  /**
   * Starts a pull, or gives the one under way: there is never more than one for each feed. A backfill has days of its own and joins none.
   *
   * Of several servers on a database the one that leads pulls, and this one asks it.
   *
   * @throws UnknownFeed; PullUnderway; FeedConfigFault; LeaderSilent
   */
  pull(name: string, options?: PullOptions): Promise<RunningPull>;
  /** The same without waiting; what is wrong is logged. */
  pullSoon(name: string): void;
  /** Polls the feeds that are due, where this process leads. Never rejects: what goes wrong is logged. Resolves with the number of files that were stored. */
  poll(): Promise<number>;
  /**
   * Fetches the reports behind the stories of a dyad that is not watched. One such options after the other; resolves when it is done.
   *
   * @throws UnknownFeed; FeedConfigFault
   */
  reports(name: string, options: ReportsRequest): Promise<ReportsAccount>;
  /** Ends the pull of a feed under way. @throws LeaderSilent */
  stopPull(name: string): Promise<void>;
  /** Feeds that are being pulled by this process. */
  pulling(): string[];
  /** Ends everything under way, and starts nothing more. */
  stop(): Promise<void>;
}

export interface RunningPull {
  account(): PullAccount;
  readonly done: Promise<PullAccount>;
}

/** A backfill cannot begin while the feed is being pulled. */
export class PullUnderway extends Error {
  override name = 'PullUnderway';
}

/** The server that leads, which alone pulls, gives no answer now. */
export class LeaderSilent extends Error {
  override name = 'LeaderSilent';
}

/** A name under which there is no feed; the message tells those there are. */
export class UnknownFeed extends Error {
  override name = 'UnknownFeed';
}
