/** The stories of a pair as the acts that a model scores: every one of them a sourced event, made only when somebody looks at it. */
import type { EventColumns } from '../../models/eventColumns.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { sidesOf } from '../../models/dyad.ts';
import type { Amounts, ModelDefinition } from '../../models/model.ts';
import { gradeOf } from '../../models/storyAmount.ts';
import type { LedgerEvent } from '../ledger/ledger.ts';
import type { ReferenceData } from '../referenceData.ts';
import { codeOf, type FeedMark, reportKey, type StoryReports } from './feedReading.ts';
import { type FeedPart, machineActs, storyCounts } from './machineActs.ts';
import type { StoredFeeds } from './storedFeeds.ts';
import type { Story } from './stories.ts';
import { eventOf } from './toEvent.ts';

/** What a story counted, beside what it says. */
export interface MachineCounts {
  readonly feed: string;
  /** in the feed's ontology */
  readonly code: string;
  readonly rows: number;
  readonly mentions: number;
  readonly articles: number;
  readonly sources: number;
  /** rows that were found more than a day after the act */
  readonly lateRows: number;
  /** ISO date; null where the feed does not say */
  readonly firstAdded: string | null;
  /** rows of the whole world about its day */
  readonly worldRows: number;
  /** how much it counts, in the units of the model */
  readonly amount: number;
}

export interface MachineHistory {
  readonly columns: EventColumns;
  /** acts that the model counts */
  readonly events: number;
  /** stories of the pair in its feeds, counted or not */
  readonly stories: number;
  /** of an act by its id */
  counts(id: string): MachineCounts | undefined;
  /** the act as an event, without its reports unless `readReports` was asked before */
  get(id: string): LedgerEvent | undefined;
  /** addresses or names of the reports behind an act, as far as they were read */
  reports(id: string): readonly string[];
  /** Reads the reports behind acts, so that `get` and `reports` have them. */
  readReports(ids: readonly string[]): Promise<void>;
}

export interface MachineSources extends StoredFeeds {
  readonly reference: Pick<ReferenceData, 'codebook' | 'countries'>;
}

/** The history of a pair under a model that reads feeds. @throws RangeError for a feed that nobody knows */
export async function machineHistoryOf(
  { reading, feedOf, reference }: MachineSources,
  dyad: string,
  model: ModelDefinition,
  mark: FeedMark,
): Promise<MachineHistory> {
  const parts: FeedPart[] = [];
  for (const key of model.feeds ?? []) {
    const feed = await feedOf(key);
    if (!feed)
      throw new RangeError(
        `The model ${model.name} reads the feed "${key}", which is neither known nor configured: add it, or use a model of another feed.`,
      );
    parts.push({ feed, stories: await reading.stories(key, dyad, mark), world: await reading.world(key, mark) });
  }
  const amounts = model.amounts!; // a model with feeds has them: checkModel
  const { columns, placeOf } = machineActs(parts, dyad, amounts, reference.codebook);
  const reports = new Map<string, Map<string, StoryReports>>();

  return {
    columns,
    events: columns.day.length,
    stories: parts.reduce((sum, { stories }) => sum + stories.length, 0),
    counts(id) {
      const place = placeOf(id);
      return place && countsOf(place.part, place.at, amounts);
    },
    get(id) {
      const place = placeOf(id);
      return place && eventAt(place.part, place.at, dyad, reports.get(place.part.feed.key), reference, amounts, mark);
    },
    reports(id) {
      const place = placeOf(id);
      if (!place) return [];
      const { feed, stories } = place.part;
      return (
        reports
          .get(feed.key)
          ?.get(reportKey(stories.day[place.at]!, stories.firstActs[place.at] === 1, codeOf(stories, place.at)))
          ?.reports ?? []
      );
    },
    async readReports(ids) {
      for (const part of parts) {
        const days = ids.flatMap((id) => {
          const place = placeOf(id);
          return place?.part === part ? [part.stories.day[place.at]!] : [];
        });
        if (days.length === 0) continue;
        const found = await reading.reports(part.feed.key, dyad, least(days), most(days), mark);
        reports.set(part.feed.key, new Map([...(reports.get(part.feed.key) ?? []), ...found]));
      }
    },
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));

function countsOf({ feed, stories, world }: FeedPart, at: number, amounts: Amounts): MachineCounts {
  const added = stories.firstAdded[at]!;
  const rows = stories.rows[at]!;
  const worldRows = world.get(stories.day[at]!)?.rows ?? 0;
  return {
    feed: feed.key,
    code: codeOf(stories, at),
    rows,
    mentions: stories.mentions[at]!,
    articles: stories.articles[at]!,
    sources: stories.sources[at]!,
    lateRows: stories.lateRows[at]!,
    firstAdded: Number.isNaN(added) ? null : toIsoDate(added),
    worldRows,
    amount: gradeOf(feed.codingOf(codeOf(stories, at))!, storyCounts(stories, at, worldRows), amounts)!.amount,
  };
}

function eventAt(
  { feed, stories }: FeedPart,
  at: number,
  dyad: string,
  reports: ReadonlyMap<string, StoryReports> | undefined,
  reference: MachineSources['reference'],
  amounts: Amounts,
  mark: FeedMark,
): LedgerEvent | undefined {
  const [first = '', second = ''] = sidesOf(dyad) ?? [];
  const firstActs = stories.firstActs[at] === 1;
  const code = codeOf(stories, at);
  const day = stories.day[at]!;
  const coding = feed.codingOf(code)!;
  const grade = gradeOf(coding, { ...storyCounts(stories, at, 1), sources: amounts.minSources }, amounts)!;
  const kept = reports?.get(reportKey(day, firstActs, code));
  const added = stories.firstAdded[at]!;
  const story: Story = {
    day,
    actor: firstActs ? first : second,
    target: firstActs ? second : first,
    code,
    intensity: coding.intensity,
    value: Number.isNaN(stories.value[at]!) ? null : stories.value[at]!,
    firstRowId: kept?.firstRowId ?? '',
    rows: stories.rows[at]!,
    reports: kept?.reports ?? [],
    mentions: stories.mentions[at]!,
    articles: stories.articles[at]!,
    sources: stories.sources[at]!,
    lateRows: stories.lateRows[at]!,
    firstAddedDay: Number.isNaN(added) ? null : added,
    lastAddedDay: null,
    place: kept?.place ?? null,
  };
  // Graded by a Goldstein value, an act may have a type that its code does not say.
  const { type, polarity, severity } = grade;
  const event = eventOf(
    story,
    { ...coding, act: { type, polarity, severity } },
    feed,
    reference.codebook,
    reference.countries,
  );
  return event && { ...event, revision: 1, recordedAt: mark.takenAt ?? new Date(0) };
}
