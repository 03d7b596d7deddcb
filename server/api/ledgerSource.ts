/** Events coded by hand; under a model with couplings, beside those that a dyad inherits from others. */
import { codingLagDays } from '../../models/codingLag.ts';
import { couplingsOf, inheritedEvents } from '../../models/coupling.ts';
import type { CoveredStretch, Stretch } from '../../models/stretch.ts';
import { throughDay } from '../../models/coverage.ts';
import { actOf, type CodedEvent } from '../../models/event.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import type { ModelDefinition } from '../../models/model.ts';
import type { BoundedCache } from '../boundedCache.ts';
import { gathered } from '../gathered.ts';
import type { DyadExtent, EventFilter, Ledger, LedgerEvent, Revision, RevisionPage } from '../ledger/ledger.ts';
import { EVER } from '../ledger/query.ts';
import { dyadName, type ReferenceData } from '../referenceData.ts';
import type { RunRecord } from '../rollup/rollup.ts';
import type { DyadStates } from './dyadStates.ts';
import { type DyadHistory, type EventSource, type FoundEvents, noCursor } from './eventSource.ts';
import { Problem } from './problem.ts';
import { searchHistory } from './searchHistory.ts';

/** With its texts. */
const BYTES_PER_EVENT = 1000;

export interface LedgerSources {
  readonly ledger: Ledger;
  readonly reference: ReferenceData;
  readonly extents: BoundedCache<ReadonlyMap<string, DyadExtent>>;
  /** the extents as a run published them, so that nobody scans the events; undefined where it did not */
  readonly publishedExtents: (run: RunRecord) => Promise<readonly DyadExtent[] | undefined>;
  readonly histories: BoundedCache<DyadHistory>;
  readonly states: Pick<DyadStates, 'at'>;
  readonly readDyad: ReturnType<typeof dyadReader>;
}

interface RecordedDyad {
  readonly events: readonly LedgerEvent[];
  readonly coverage: readonly CoveredStretch[];
}

/** Reads what the ledger has of a dyad at a moment; dyads that are asked for at the same time are read together. */
export const dyadReader = (ledger: Pick<Ledger, 'eventsOf' | 'coverageOf'>) =>
  gathered<{ readonly dyad: string; readonly asOf: Date }, RecordedDyad>(async (asked) => {
    const read = new Map<number, ReadonlyMap<string, RecordedDyad>>();
    for (const asOf of new Set(asked.map(({ asOf }) => asOf.getTime()))) {
      const dyads = [...new Set(asked.flatMap((one) => (one.asOf.getTime() === asOf ? [one.dyad] : [])))];
      const events = await ledger.eventsOf(dyads, new Date(asOf));
      const coverage = await ledger.coverageOf(dyads, new Date(asOf));
      const of = (dyad: string): RecordedDyad => ({
        events: events.get(dyad) ?? [],
        coverage: coverage.get(dyad) ?? [],
      });
      read.set(asOf, new Map(dyads.map((dyad) => [dyad, of(dyad)])));
    }
    return asked.map(({ dyad, asOf }) => read.get(asOf.getTime())!.get(dyad)!);
  });

interface Moment {
  readonly asOf: Date | null;
  /** epoch day: declared days after it have not come */
  readonly knownThrough: number;
  readonly key: string;
  /** the moment that was asked for, in place of the last published run */
  readonly asked: Date | undefined;
  /** the published run, where no moment was asked for */
  readonly run: RunRecord | undefined;
  /** the model whose couplings let dyads inherit events */
  readonly coupled: ModelDefinition | undefined;
}

const NOTHING: RecordedDyad = { events: [], coverage: [] };

export class LedgerSource implements EventSource {
  readonly #sources: LedgerSources;
  readonly #moment: Moment;
  #states: Promise<(dyad: string) => string> | undefined;

  constructor(sources: LedgerSources, moment: Moment) {
    this.#sources = sources;
    this.#moment = moment;
  }

  async extents(): Promise<DyadExtent[]> {
    return [...(await this.#extents()).values()];
  }

  async extentOrNone(dyad: string): Promise<DyadExtent | undefined> {
    return (await this.#extents()).get(dyad);
  }

  #extents(): Promise<ReadonlyMap<string, DyadExtent>> {
    const { asOf, key, run } = this.#moment;
    const { ledger, extents, publishedExtents } = this.#sources;
    return extents.get(key, async () => {
      const published = run && (await publishedExtents(run));
      const found = published ?? (asOf === null ? [] : await ledger.dyads(asOf));
      return new Map(found.map((extent) => [extent.dyad, extent]));
    });
  }

  async stateOf(dyad: string): Promise<string> {
    const { asOf, coupled, key, knownThrough } = this.#moment;
    if (coupled || asOf === null) return key; // a coupled dyad changes with those that it inherits from
    this.#states ??= this.#sources.states.at(asOf);
    return `${(await this.#states)(dyad)} through ${knownThrough}`;
  }

  async noEvents(dyad: string): Promise<Problem> {
    const { asked } = this.#moment;
    const name = dyadName(this.#sources.reference, dyad);
    const isLater = asked !== undefined && (await this.#sources.ledger.events(dyad)).length > 0;
    const when = isLater ? ` that were recorded by ${asked.toISOString()}` : '';
    const remedy = isLater ? 'Leave out asOf for what is known now' : 'Import some and wait for the next roll-up';
    return new Problem(
      'no-events',
      `There are no events of ${dyad} (${name})${when}. ${remedy}; GET /api/v1/dyads lists the dyads that have events.`,
    );
  }

  async history(dyad: string): Promise<DyadHistory> {
    const { readDyad, reference, histories } = this.#sources;
    const { asOf, knownThrough } = this.#moment;
    const state = await this.stateOf(dyad);
    return histories.get(`${dyad} ${state}`, async () => {
      const recorded = asOf === null ? NOTHING : await readDyad({ dyad, asOf });
      const coverage = throughDay(recorded.coverage, knownThrough);
      const events = [...recorded.events, ...(await this.#inherited(dyad, recorded.events))];
      return {
        dyad,
        name: dyadName(reference, dyad),
        events,
        byId: new Map(events.map((event) => [event.id, event])),
        columns: eventColumns(dyad, events, reference.codebook, coverage),
        codingLagDays: codingLagDays(events),
        state,
        maxListed: Infinity,
        bytes: BYTES_PER_EVENT * (1 + events.length),
        readReports: async () => {},
        behind: () => ({}),
      };
    });
  }

  /** What the model lets a dyad inherit from others. */
  async #inherited(dyad: string, own: readonly LedgerEvent[]): Promise<LedgerEvent[]> {
    const { coupled, asOf } = this.#moment;
    if (coupled === undefined || asOf === null) return [];
    const inherited: LedgerEvent[] = [];
    for (const coupling of couplingsOf(coupled, dyad))
      inherited.push(...inheritedEvents(own, await this.#sources.ledger.events(coupling.from, asOf), coupling));
    return inherited;
  }

  async search(dyad: string, filter: EventFilter): Promise<FoundEvents> {
    const { coupled, asOf } = this.#moment;
    // Inherited events are made, not stored.
    if (coupled) return searchHistory(await this.history(dyad), filter);
    try {
      return await this.#sources.ledger.search(dyad, { ...filter, asOf: asOf ?? EVER });
    } catch (error) {
      if (error instanceof RangeError && filter.cursor !== undefined) throw noCursor(filter.cursor);
      throw error;
    }
  }

  async revisions(id: string): Promise<readonly Revision[]> {
    const { asOf } = this.#moment;
    const recorded = await this.#sources.ledger.revisions(id);
    return recorded.filter((revision) => asOf !== null && revision.recordedAt <= asOf);
  }

  async unknownEvent(id: string): Promise<Problem> {
    const [first] = await this.#sources.ledger.revisions(id);
    const pending = this.#moment.asked
      ? 'after the moment asked for: leave out asOf'
      : 'and the roll-up has not taken it in yet: wait for the next run, or start one with POST /api/v1/runs';
    return new Problem(
      'unknown-event',
      first
        ? `The event "${id}" was recorded at ${first.recordedAt.toISOString()}, ${pending}.`
        : `There is no event "${id.slice(0, 200)}". GET /api/v1/dyads/:dyad/events lists the events of a dyad with their ids.`,
    );
  }

  async revisionsSince(dyad: string, since: Date | null, limit: number): Promise<RevisionPage | undefined> {
    const { asOf } = this.#moment;
    return asOf === null ? undefined : this.#sources.ledger.revisionsSince(dyad, since, asOf, limit);
  }

  async sameAct(event: CodedEvent): Promise<readonly CodedEvent[]> {
    const { asOf } = this.#moment;
    const rows = asOf === null ? [] : await this.#sources.ledger.rowsOfAct(actOf(event), asOf);
    return [event, ...rows.filter(({ id }) => id !== event.id)];
  }

  async unknownDays(_from: number, _to: number, withoutEvents: readonly Stretch[]): Promise<readonly Stretch[]> {
    return withoutEvents;
  }

  coverageNote(dyad: string): string | null {
    return this.#sources.reference.dyads.get(dyad)?.coverageNote || null;
  }

  async freshness(): Promise<undefined> {
    return undefined;
  }

  async newestDays(): Promise<readonly never[]> {
    return [];
  }

  async lastRecordedAt(): Promise<Date | null> {
    return this.#moment.asked ? this.#sources.ledger.watermark() : this.#moment.asOf;
  }
}
