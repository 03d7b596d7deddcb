/** Acts coded by machine: what the feeds of a model have at one mark of what is stored. */
import type { Stretch } from '../../models/stretch.ts';
import type { FeedFreshness } from '../../models/contract/feedFreshness.ts';
import { canonicalDyad, sidesOf } from '../../models/dyad.ts';
import type { CodedEvent } from '../../models/event.ts';
import type { LoadedModel } from '../../models/model.ts';
import type { BoundedCache } from '../boundedCache.ts';
import type { CodedFeed } from '../feeds/feedSources.ts';
import type { FeedMark } from '../feeds/feedReading.ts';
import { type MachineHistory, machineHistoryOf } from '../feeds/machineHistory.ts';
import type { StoredFeeds } from '../feeds/storedFeeds.ts';
import type { DyadExtent, EventFilter, Revision } from '../ledger/ledger.ts';
import { dyadName, type ReferenceData } from '../referenceData.ts';
import { unknownStretches } from './dayFiles.ts';
import type { DyadHistory, EventSource, FoundEvents } from './eventSource.ts';
import { freshnessOfFeeds } from './freshness.ts';
import { Problem } from './problem.ts';
import { searchHistory } from './searchHistory.ts';

/** Without texts, which are read when they are asked for. */
const BYTES_PER_STORY = 300;
/** Acts listed of a line coded by machine: a pair of great powers has tens of thousands that still count a little. */
const MAX_LISTED = 500;
/** Reports named with one act. */
const MAX_REPORTS = 10;

interface Sources {
  readonly feeds: StoredFeeds;
  readonly reference: ReferenceData;
  readonly now: () => Date;
  readonly histories: BoundedCache<DyadHistory>;
}

interface Moment {
  readonly asOf: Date | null;
  readonly key: string;
  readonly model: LoadedModel;
  /** the state of the stored feeds */
  readonly mark: FeedMark;
}

export class FeedSource implements EventSource {
  readonly #sources: Sources;
  readonly #moment: Moment;
  readonly #keys: readonly string[];

  constructor(sources: Sources, moment: Moment) {
    this.#sources = sources;
    this.#moment = moment;
    this.#keys = moment.model.definition.feeds ?? [];
  }

  async extents(): Promise<DyadExtent[]> {
    const watched = [...this.#sources.reference.dyads.values()]
      .filter((note) => note.watched)
      .map(({ dyad }) => dyad)
      .sort();
    const extents: DyadExtent[] = [];
    for (const dyad of watched) {
      const extent = await this.extentOrNone(dyad);
      if (extent) extents.push(extent);
    }
    return extents;
  }

  async extentOrNone(dyad: string): Promise<DyadExtent | undefined> {
    const { day } = (await this.history(dyad)).columns;
    if (day.length === 0) return undefined;
    return { dyad, events: day.length, firstDay: day[0]!, lastDay: day[day.length - 1]! };
  }

  async noEvents(dyad: string): Promise<Problem> {
    const { reference, feeds } = this.#sources;
    const { model, asOf } = this.#moment;
    const unknown = (sidesOf(dyad) ?? []).find((code) => !reference.countries.has(code));
    if (unknown !== undefined)
      return new Problem(
        'no-events',
        `${unknown} is no code of a state, so no feed can have acts of ${dyad}. GET /api/v1/pairs?q= finds pairs of states by name and code.`,
      );
    const names: string[] = [];
    for (const key of this.#keys) names.push((await feeds.feedOf(key))?.name ?? key);
    const when = asOf === null ? 'nothing of which is stored yet' : `as stored by ${asOf.toISOString()}`;
    return new Problem(
      'no-events',
      `${names.join(' and ')} (${when}) has no coded act that the model ${model.definition.name} counts between the two sides of ${dyad} (${dyadName(reference, dyad)}). GET /api/v1/feeds tells which days are stored, GET /api/v1/pairs which pairs have any.`,
    );
  }

  async stateOf(): Promise<string> {
    return this.#moment.key;
  }

  history(dyad: string): Promise<DyadHistory> {
    const { feeds, reference, histories } = this.#sources;
    const { model, mark, key } = this.#moment;
    return histories.get(`${dyad} ${key}`, async () => {
      const machine = await machineHistoryOf({ ...feeds, reference }, dyad, model.definition, mark);
      const { columns } = machine;
      return {
        dyad,
        name: dyadName(reference, dyad),
        // Made when they are asked for: a pair of great powers has hundreds of thousands.
        get events() {
          return columns.ids.flatMap((id) => machine.get(id) ?? []);
        },
        byId: machine,
        columns,
        state: key,
        codingLagDays: 1, // a feed has most acts on the day after; later ones reopen their days
        maxListed: MAX_LISTED,
        bytes: BYTES_PER_STORY * (1 + machine.stories),
        readReports: (ids) => machine.readReports(ids),
        behind: (id) => behind(machine, id),
      };
    });
  }

  async search(dyad: string, filter: EventFilter): Promise<FoundEvents> {
    return searchHistory(await this.history(dyad), filter);
  }

  /** A feed revises nothing: an act has one revision, of the feed itself. */
  async revisions(id: string): Promise<readonly Revision[]> {
    const { feed, dyad } = codedActOf(id) ?? {};
    if (feed === undefined || dyad === undefined) return [];
    const { byId, readReports } = await this.history(dyad);
    await readReports([id]);
    const event = byId.get(id);
    if (!event) return [];
    return [
      {
        revision: 1,
        operation: 'create',
        recordedAt: event.recordedAt,
        recordedBy: feed,
        reason: '',
        importId: '',
        event,
      },
    ];
  }

  async unknownEvent(id: string): Promise<Problem> {
    const { name } = this.#moment.model.definition;
    return new Problem(
      'unknown-event',
      `The model ${name} has no act "${id.slice(0, 200)}". Leave out model for an event coded by hand; GET /api/v1/dyads/:dyad/events?model=${name} lists the model's acts with their ids.`,
    );
  }

  /** None are kept: what a feed brought since shows in the values. */
  async revisionsSince(): Promise<undefined> {
    return undefined;
  }

  async sameAct(event: CodedEvent): Promise<readonly CodedEvent[]> {
    return [event];
  }

  /** A day without an act is calm where a feed was read, and unknown where it was not. */
  unknownDays(from: number, to: number): Promise<readonly Stretch[]> {
    return unknownStretches(this.#sources.feeds.reading, this.#keys, this.#moment.mark, from, to);
  }

  coverageNote(): null {
    return null;
  }

  freshness(): Promise<FeedFreshness[]> {
    return freshnessOfFeeds(this.#sources, this.#keys);
  }

  async newestDays(): Promise<readonly { readonly feed: CodedFeed; readonly day: number }[]> {
    const { feeds } = this.#sources;
    const newest: { feed: CodedFeed; day: number }[] = [];
    for (const key of this.#keys) {
      const feed = await feeds.feedOf(key);
      if (feed)
        newest.push({ feed, day: [...(await feeds.reading.knownDays(key, this.#moment.mark))].at(-1) ?? -Infinity });
    }
    return newest;
  }

  async lastRecordedAt(): Promise<Date | null> {
    return this.#moment.mark.takenAt;
  }
}

function behind(machine: MachineHistory, id: string): ReturnType<DyadHistory['behind']> {
  const counts = machine.counts(id);
  return counts ? { machine: { ...counts, reports: machine.reports(id).slice(0, MAX_REPORTS) } } : {};
}

/** Ids of acts coded by machine: feed, day, sides, code. */
const MACHINE_ID = /^([a-z][a-z0-9-]*?)-(\d{4}-\d{2}-\d{2})-([a-z]{3})-([a-z]{3})-[a-z0-9-]+$/;

/** The feed and the dyad of an act coded by machine; `undefined` for an id of another kind. */
export function codedActOf(id: string): { readonly feed: string; readonly dyad: string } | undefined {
  const [, feed, , actor, target] = MACHINE_ID.exec(id) ?? [];
  const dyad = canonicalDyad(`${actor}-${target}`);
  return feed === undefined || dyad === undefined ? undefined : { feed, dyad };
}
