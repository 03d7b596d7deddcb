/** Where the events of one moment come from: from the ledger (coded by hand) or from stored feeds (coded by machine). */
import type { Stretch } from '../../models/stretch.ts';
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import type { MachineCountsResponse } from '../../models/contract/machineCounts.ts';
import type { CodedEvent } from '../../models/event.ts';
import type { EventColumns } from '../../models/eventColumns.ts';
import { isRolledUp, type LoadedModel } from '../../models/model.ts';
import type { DyadExtent, EventFilter, LedgerEvent, Revision, RevisionPage } from '../ledger/ledger.ts';
import type { CodedFeed } from '../feeds/feedSources.ts';
import type { RunRecord } from '../rollup/rollup.ts';
import { invalid, type Problem } from './problem.ts';

/** The data as they stood at one moment. */
export interface Vintage {
  /** the last change that it holds; null: nothing was recorded by then */
  readonly asOf: Date | null;
  /** the moment that was asked for; undefined for the last published run */
  readonly asked: Date | undefined;
  /** the run that published it; undefined for a moment that was asked for */
  readonly run: RunRecord | undefined;
  /** the day on which a default answer ends (epoch) */
  readonly lastDay: number;
  /** the last day of which anything could be known; days shortly before it are provisional */
  readonly knownThrough: number;
  /** whether the moment was asked for and lies where nothing can be recorded any more */
  readonly settled: boolean;
  /** the same for the same data */
  readonly key: string;
  /** which acts these are, as `actsOf` a model */
  readonly acts: string;
  readonly source: EventSource;
}

export const LEDGER_ACTS = 'ledger';

/** Which acts a model scores: those of the ledger, or acts of its own, from feeds or inherited. Equal for models of the same acts. */
export const actsOf = ({ definition, hash }: LoadedModel): string => (isRolledUp(definition) ? LEDGER_ACTS : hash);

/** The events of a dyad at one moment. */
export interface DyadHistory {
  readonly dyad: string;
  readonly name: string;
  readonly events: readonly LedgerEvent[];
  readonly byId: { get(id: string): LedgerEvent | undefined };
  readonly columns: EventColumns;
  readonly codingLagDays: number;
  /** acts that a list names before it sums up the rest */
  readonly maxListed: number;
  /** the same for the same events, looked at to the same day */
  readonly state: string;
  /** about how much memory it takes */
  readonly bytes: number;
  /** Reads the reports behind acts, so that `behind` has them. */
  readReports(ids: readonly string[]): Promise<void>;
  /** what stands behind an act coded by machine; nothing behind one coded by hand */
  behind(id: string): Behind;
}

export interface Behind {
  readonly machine?: MachineCountsResponse;
}

export interface FoundEvents {
  readonly events: readonly LedgerEvent[];
  readonly nextCursor: string | null;
  readonly behind?: (id: string) => Behind;
}

export interface EventSource {
  /** the dyads that have events, by id; of those coded by machine only the watched ones, because nearly every pair of states has some */
  extents(): Promise<DyadExtent[]>;
  /** undefined when the dyad has no event */
  extentOrNone(dyad: string): Promise<DyadExtent | undefined>;
  /** why a dyad has no event, and what to do */
  noEvents(dyad: string): Promise<Problem>;
  /** those asked for at the same time are read together */
  history(dyad: string): Promise<DyadHistory>;
  /** `state` of the history of a dyad, without reading it */
  stateOf(dyad: string): Promise<string>;
  /** @throws Problem for a cursor that no page gave */
  search(dyad: string, filter: EventFilter): Promise<FoundEvents>;
  /** the revisions of an event, oldest first; empty for one that nobody knew */
  revisions(id: string): Promise<readonly Revision[]>;
  /** why there is no event of an id, and what to do */
  unknownEvent(id: string): Promise<Problem>;
  /** what was recorded of a dyad since another moment; undefined where no revisions are kept */
  revisionsSince(dyad: string, since: Date | null, limit: number): Promise<RevisionPage | undefined>;
  /** the rows that code the same act, this one first */
  sameAct(event: CodedEvent): Promise<readonly CodedEvent[]>;
  /** the days between two of which nothing is known, given those too far from any event */
  unknownDays(from: number, to: number, withoutEvents: readonly Stretch[]): Promise<readonly Stretch[]>;
  /** known gaps in the coding of a dyad, from data/dyads.csv; null where none are noted, or the acts are not coded by hand */
  coverageNote(dyad: string): string | null;
  /** how fresh the feeds are; undefined for events coded by hand */
  freshness(): Promise<FeedFreshness[] | undefined>;
  /** the feeds, each with the last day that it reports on, or -Infinity */
  newestDays(): Promise<readonly { readonly feed: CodedFeed; readonly day: number }[]>;
  /** when the last event came in, whatever moment was asked for */
  lastRecordedAt(): Promise<Date | null>;
}

export const noCursor = (cursor: string | undefined): Problem =>
  invalid({
    field: 'cursor',
    value: cursor ?? null,
    message: 'is no cursor of this list: take nextCursor of the page before',
  });
