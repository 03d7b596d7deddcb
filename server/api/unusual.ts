/** GET /api/v1/unusual: the pairs coded by machine of which a day is unusual, against each pair's own year and the world's volume. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { type Unusual, type UnusualPair, unusual } from '../../models/contract/unusual.ts';
import { type LookedAt, UNUSUAL_KNOWN_DAYS, type World } from '../../models/unusual.ts';
import type { WatchLists } from '../alerts/watchLists.ts';
import { type Column, members } from '../csv.ts';
import { modelOfFeed, mostStored } from '../feeds/unusualPairs.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { day, limit } from './parameters.ts';
import { countryPairName } from './pairs.ts';
import { invalid } from './problem.ts';
import { route } from './route.ts';
import type { Snapshots } from './snapshots.ts';
import { askedList, type AskedList, keptFor, list } from './watchLists.ts';

const query = z.strictObject({
  feed: z.string().max(40, 'is no key of a feed: 40 characters are the most').optional().meta({
    description: 'Key of a feed: GET /api/v1/feeds lists those there are. Left out: the one of which most is stored.',
    example: 'gdelt',
  }),
  date: day('The day; the newest of which anything is stored when left out.'),
  list,
  limit: limit(50),
});

export function unusualRoute(snapshots: Snapshots, lists: WatchLists) {
  return route({
    method: 'get',
    path: '/api/v1/unusual',
    needs: 'reader',
    summary: 'Pairs coded by machine with an unusual day',
    description:
      'Every pair of a feed is held against its own year before the day: its number of reports as a share of the world’s, with the day of the week taken out, and the mean of its reports on the scale of the feed. Told are pairs with more, or fewer, reports than on 99 of 100 of these days, or a harsher or milder mean. Days are ranked and nothing is supposed of their spread, so that `byChance` of the pairs that were looked at would be told with nothing changed. Unknown days are left out; a difference of less than one report is none; days with fewer than five reports have neither many reports nor a mean. Reports are what news say, read by no person; nothing is said of a cause.',
    csv: true,
    query,
    answers: { 200: { description: 'The pairs', body: unusual } },
    problems: ['unknown-list'],
    async reply({ request, query: asked, format }) {
      const only = await askedList(lists, request, asked.list);
      const body = await unusualOf(snapshots, asked, only);
      const answer = format === 'csv' ? csvAnswer(COLUMNS, body.pairs, 'unusual') : jsonAnswer(body);
      return keptFor(only, { answer, lifetime: 'live' });
    },
  });
}

async function unusualOf(
  snapshots: Snapshots,
  asked: z.output<typeof query>,
  only: AskedList | undefined,
): Promise<Unusual> {
  const { reading, feedOf, unusual: unusualPairs } = snapshots.feeds;
  const today = snapshots.today();
  if (asked.date !== undefined && asked.date > today)
    throw invalid({
      field: 'date',
      value: toIsoDate(asked.date),
      message: `lies in the future: give ${toIsoDate(today)} or an earlier day, or leave it out`,
    });
  const stored = (await reading.statuses(snapshots.now())).filter(({ rows }) => rows > 0);
  const feeds: Unusual['feeds'] = [];
  for (const { feed } of stored) feeds.push({ feed, name: (await feedOf(feed))?.name ?? feed });
  const key = asked.feed ?? mostStored(stored);
  const days = key === undefined ? undefined : await unusualPairs.stored(key, today, snapshots.now());
  const feed = days?.feed;
  if (!feed && asked.feed !== undefined)
    throw invalid({ field: 'feed', value: asked.feed, message: 'is no feed: GET /api/v1/feeds lists those there are' });
  const newest = days?.newest;
  const at = asked.date ?? newest;
  const found = days && at !== undefined ? await unusualPairs.of(days.feed, at, days.mark) : undefined;
  const world = found?.world;
  const { countries, dyads } = snapshots.reference;
  const looked = [...(found?.pairs ?? [])].filter(
    ([dyad]) => (only?.dyads.has(dyad) ?? true) && dyad.split('-').every((code) => countries.has(code)),
  );
  const told = looked
    .filter(([, { count, tone }]) => count !== null || tone !== null)
    .sort(([a, one], [b, other]) => one.chance - other.chance || distance(other) - distance(one) || (a < b ? -1 : 1));
  return {
    feed: feed?.key ?? null,
    feedName: feed?.name ?? null,
    feeds,
    model: feed ? (modelOfFeed(await snapshots.models(), feed.key)?.definition.name ?? null) : null,
    date: at === undefined ? null : toIsoDate(at),
    newestDay: newest === undefined ? null : toIsoDate(newest),
    knownDays: world?.before.length ?? 0,
    neededDays: UNUSUAL_KNOWN_DAYS,
    worldReports: world?.rows ?? 0,
    usualWorldReports: world ? middle(world.before.map(({ rows }) => rows)) : 0,
    list: only?.title ?? null,
    looked: looked.length,
    byChance: {
      count: looked.reduce((sum, [, { byChance }]) => sum + byChance.count, 0),
      tone: looked.reduce((sum, [, { byChance }]) => sum + byChance.tone, 0),
    },
    total: told.length,
    pairs: told.slice(0, asked.limit).map(([dyad, one]) => ({
      dyad,
      name: countryPairName(countries, dyad, ({ name }) => name),
      nameKo: countryPairName(countries, dyad, ({ nameKo }) => nameKo),
      watched: dyads.get(dyad)?.watched === true,
      ...pairOf(one, world!),
    })),
  };
}

const pairOf = (
  { reports, usual, count, tone, chance }: LookedAt,
  world: World,
): Omit<UnusualPair, 'dyad' | 'name' | 'nameKo' | 'watched'> => ({
  reports,
  usual,
  share: reports / world.rows,
  count,
  tone,
  chance,
});

/** Of days that are as unlikely, those that differ most come first: as roots, whose spread does not grow with the number. */
const distance = ({ reports, usual }: LookedAt): number => Math.abs(Math.sqrt(reports) - Math.sqrt(usual));

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const COLUMNS: readonly Column<UnusualPair>[] = [
  ...members<Omit<UnusualPair, 'count' | 'tone'>, Exclude<keyof UnusualPair, 'count' | 'tone'>>(
    'dyad',
    'name',
    'nameKo',
    'watched',
    'reports',
    'usual',
    'share',
    'chance',
  ),
  { name: 'count', of: ({ count }) => count?.way ?? '' },
  { name: 'countLower', of: ({ count }) => count?.lower ?? null },
  { name: 'countHigher', of: ({ count }) => count?.higher ?? null },
  { name: 'countOf', of: ({ count }) => count?.of ?? null },
  { name: 'tone', of: ({ tone }) => tone?.way ?? '' },
  { name: 'toneMean', of: ({ tone }) => tone?.mean ?? null },
  { name: 'toneUsual', of: ({ tone }) => tone?.usual ?? null },
  { name: 'toneLower', of: ({ tone }) => tone?.lower ?? null },
  { name: 'toneHigher', of: ({ tone }) => tone?.higher ?? null },
  { name: 'toneOf', of: ({ tone }) => tone?.of ?? null },
];
