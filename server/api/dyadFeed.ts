/** GET /api/v1/dyads/:dyad/feed: what a feed has of a pair, day by day, and how far it can be believed. */
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { jumpsOf } from '../../models/jump.ts';
import type { Jump } from '../../models/model.ts';
import { codeOf, type DayFiles, type FeedMark } from '../feeds/feedReading.ts';
import type { WorldDay } from '../feeds/feedRow.ts';
import type { CodedFeed } from '../feeds/feedSources.ts';
import { dyadName } from '../referenceData.ts';
import { type Answer, csvAnswer, jsonAnswer } from './answer.ts';
import { type DyadFeed, dyadFeed } from '../../models/contract/dyadFeed.ts';
import { type Column, members } from '../csv.ts';
import { stretchesOf } from './dayFiles.ts';
import { freshnessOfFeeds } from './freshness.ts';
import { refuseReversed } from './dayRange.ts';
import { asOf, day } from './parameters.ts';
import { modelRefOf } from './point.ts';
import { invalid, Problem } from './problem.ts';
import type { AskedModel } from './askedModel.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

/** More days than any chart shows: a hundred years. */
const MAX_DAYS = 40_000;
/** A year is what a page shows first. */
const USUAL_DAYS = 365;

const query = z.strictObject({
  feed: z
    .string()
    .max(40, 'is no key of a feed: 40 characters are the most')
    .default('gdelt')
    .meta({ description: 'Key of a feed: GET /api/v1/feeds lists those there are.', example: 'gdelt' }),
  from: day('First day; a year before the last one when left out.'),
  to: day('Last day; today when left out.'),
  asOf: asOf.describe('What was stored then. Which files lack is always that of now.'),
});

export const dyadFeedRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/feed',
    needs: 'reader',
    summary: 'What a feed has of a pair of states, day by day',
    description:
      'Rows, stories, sources and the share of the world’s rows of each day; which days are unknown because no file of them is stored; how many rows were found late; what "at least two sources" would remove; and days on which the pair and one that coders confuse with it (KOR-RUS and PRK-RUS) jump together. A jump is measured as the `jump` of the model says.',
    csv: true,
    query,
    answers: { 200: { description: 'The days', body: dyadFeed } },
    problems: ['no-events', 'unknown-model'],
    async reply({ query, path, format }) {
      const dyad = path('dyad');
      const feed = await snapshots.feeds.feedOf(query.feed);
      if (!feed)
        throw invalid({
          field: 'feed',
          value: query.feed,
          message: 'is no feed: GET /api/v1/feeds lists those there are',
        });
      const unknown = dyad.split('-').find((code) => !snapshots.reference.countries.has(code));
      if (unknown !== undefined)
        throw new Problem(
          'no-events',
          `${unknown} is no code of a state, so no feed has acts of it. GET /api/v1/pairs?q= finds pairs of states by name and code.`,
        );
      const model = modelOf(snapshots, query.feed);
      const { mark, asOf } = await snapshots.feedVintage(query.asOf, model);
      const today = snapshots.today();
      const to = query.to ?? today;
      const from = query.from ?? to - USUAL_DAYS;
      if (to > today)
        throw invalid({
          field: 'to',
          value: toIsoDate(to),
          message: `lies in the future: give ${toIsoDate(today)} or an earlier day, or leave it out`,
        });
      refuseReversed(from, to);
      if (to - from >= MAX_DAYS)
        throw invalid({
          field: 'from',
          value: toIsoDate(from),
          message: `asks for ${to - from + 1} days, and ${MAX_DAYS} are the most: give a later day`,
        });
      const body = await feedOf(snapshots, { dyad, feed, model, mark, asOf, from, to });
      const answer = format === 'csv' ? inCsv(body) : jsonAnswer(body);
      return { answer, lifetime: 'live' };
    },
  });

/** The model by which a feed is measured: the first one that reads it alone and says what a jump is. @throws Problem */
function modelOf(snapshots: Snapshots, feed: string): AskedModel {
  const fitting = snapshots.reference.models.filter(
    ({ definition }) => definition.feeds?.length === 1 && definition.feeds[0] === feed && definition.jump,
  );
  const model = fitting.find(({ definition }) => definition.name === feed) ?? fitting[0];
  if (model) return { ...model, pinned: false };
  const substitute = snapshots.reference.models.find(({ definition }) => definition.name === 'gdelt');
  if (substitute) return { ...substitute, pinned: false };
  throw new Problem(
    'unknown-model',
    `No model reads the feed ${feed} and says what a jump is: add one to models/definitions, or restore gdelt.json from the repository.`,
  );
}

interface Asked {
  readonly dyad: string;
  readonly feed: CodedFeed;
  readonly model: AskedModel;
  readonly mark: FeedMark;
  readonly asOf: Date | null;
  readonly from: number;
  readonly to: number;
}

/** Sums of one day. */
interface PairDay {
  rows: number;
  stories: number;
  counted: number;
  single: number;
  sources: number;
  mentions: number;
  articles: number;
  late: number;
}

async function feedOf(snapshots: Snapshots, { dyad, feed, model, mark, asOf, from, to }: Asked): Promise<DyadFeed> {
  const { reading: stored } = snapshots.feeds;
  const world = await stored.world(feed.key, mark);
  const files = await stored.dayFiles(feed.key, from, to, mark);
  const pair = await pairDays(snapshots, dyad, feed, mark);
  const siblings = snapshots.feeds.siblingsOf(dyad);
  const jump = model.definition.jump!;
  // What is usual is learnt from the window before the first day, too.
  const start = from - jump.windowDays;
  const worldRows = Array.from({ length: to - start + 1 }, (_, i) => world.get(start + i)?.rows ?? 0);
  const jumpDays = (days: ReadonlyMap<number, PairDay>): Set<number> => jumpingDays(days, worldRows, start, jump);
  const ownJumps = jumpDays(pair);
  const siblingJumps = new Map<string, Set<number>>();
  for (const sibling of siblings) siblingJumps.set(sibling, jumpDays(await pairDays(snapshots, sibling, feed, mark)));

  const knownDays = await stored.knownDays(feed.key, mark);
  const days = Array.from({ length: to - from + 1 }, (_, i) =>
    dayOf(
      from + i,
      pair.get(from + i),
      world.get(from + i),
      { ...(files.get(from + i) ?? NO_FILES), isKnown: knownDays.has(from + i) },
      ownJumps.has(from + i),
      siblings.filter((sibling) => siblingJumps.get(sibling)!.has(from + i)),
    ),
  );
  const [freshness] = await freshnessOfFeeds(snapshots, [feed.key]);
  const sum = (of: (day: PairDay) => number): number =>
    days.reduce((total, _, i) => total + (pair.has(from + i) ? of(pair.get(from + i)!) : 0), 0);
  const [rows, stories, lateRows, single] = [
    sum((one) => one.rows),
    sum((one) => one.stories),
    sum((one) => one.late),
    sum((one) => one.single),
  ];
  return {
    dyad,
    name: dyadName(snapshots.reference, dyad),
    feed: feed.key,
    model: modelRefOf(model),
    asOf: asOf?.toISOString() ?? null,
    from: toIsoDate(from),
    to: toIsoDate(to),
    freshness: freshness!,
    siblings: siblings.map((sibling) => ({ dyad: sibling, name: dyadName(snapshots.reference, sibling) })),
    summary: {
      rows,
      stories,
      countedStories: sum((one) => one.counted),
      lateRows,
      lateShare: rows === 0 ? null : lateRows / rows,
      singleSourceStories: single,
      singleSourceShare: stories === 0 ? null : single / stories,
      unknownDays: days.filter((_, i) => !knownDays.has(from + i)).length,
      partialDays: days.filter((one) => one.filesDone > 0 && one.filesLacking > 0).length,
      contaminatedDays: days.filter((one) => one.jump && one.siblingJumps.length > 0).length,
    },
    unknown: stretchesOf(from, to, (at) => !knownDays.has(at)).map((stretch) => ({
      from: toIsoDate(stretch.from),
      to: toIsoDate(stretch.to),
    })),
    days,
  };
}

const NO_FILES: DayFiles = { done: 0, lacking: 0 };

function dayOf(
  at: number,
  pair: PairDay | undefined,
  world: WorldDay | undefined,
  files: DayFiles & { readonly isKnown: boolean },
  jump: boolean,
  siblingJumps: string[],
): DyadFeed['days'][number] {
  const { done, lacking, isKnown } = files;
  const worldRows = world?.rows ?? 0;
  // Rows that later files date back are told, though the day stays unknown: its own files are not stored.
  const known = pair !== undefined || isKnown;
  const value = (of: (day: PairDay) => number): number | null => (known ? (pair ? of(pair) : 0) : null);
  const rows = value((one) => one.rows);
  return {
    date: toIsoDate(at),
    rows,
    stories: value((one) => one.stories),
    singleSourceStories: value((one) => one.single),
    sources: value((one) => one.sources),
    mentions: value((one) => one.mentions),
    articles: value((one) => one.articles),
    lateRows: value((one) => one.late),
    worldRows: known ? worldRows : null,
    worldQuadClasses: known && world ? [...world.quadClasses] : null,
    // A handful of rows dated back to a day without files is no denominator.
    share: rows === null || worldRows === 0 || !isKnown ? null : (100 * rows) / worldRows,
    filesDone: done,
    filesLacking: lacking,
    jump,
    siblingJumps,
  };
}

async function pairDays(
  snapshots: Snapshots,
  dyad: string,
  feed: CodedFeed,
  mark: FeedMark,
): Promise<Map<number, PairDay>> {
  const stories = await snapshots.feeds.reading.stories(feed.key, dyad, mark);
  const days = new Map<number, PairDay>();
  for (let i = 0; i < stories.length; i++) {
    const at = stories.day[i]!;
    let one = days.get(at);
    if (!one)
      days.set(
        at,
        (one = { rows: 0, stories: 0, counted: 0, single: 0, sources: 0, mentions: 0, articles: 0, late: 0 }),
      );
    one.rows += stories.rows[i]!;
    one.stories++;
    if (feed.codingOf(codeOf(stories, i))?.act) one.counted++;
    if (stories.sources[i]! < 2) one.single++;
    one.sources = Math.max(one.sources, stories.sources[i]!);
    one.mentions += stories.mentions[i]!;
    one.articles += stories.articles[i]!;
    one.late += stories.lateRows[i]!;
  }
  return days;
}

function jumpingDays(
  days: ReadonlyMap<number, PairDay>,
  worldRows: readonly number[],
  start: number,
  jump: Jump,
): Set<number> {
  return new Set(
    jumpsOf(
      worldRows.map((_, i) => days.get(start + i)?.stories ?? 0),
      worldRows,
      jump,
    ).map((i) => start + i),
  );
}

type FeedDay = DyadFeed['days'][number];
const COLUMNS: readonly Column<FeedDay>[] = [
  ...members<
    Omit<FeedDay, 'siblingJumps' | 'worldQuadClasses'>,
    Exclude<keyof FeedDay, 'siblingJumps' | 'worldQuadClasses'>
  >(
    'date',
    'rows',
    'stories',
    'singleSourceStories',
    'sources',
    'mentions',
    'articles',
    'lateRows',
    'worldRows',
    'share',
    'filesDone',
    'filesLacking',
    'jump',
  ),
  ...[1, 2, 3, 4].map((quad): Column<FeedDay> => ({
    name: `worldQuad${quad}`,
    of: ({ worldQuadClasses }) => worldQuadClasses?.[quad - 1] ?? null,
  })),
  { name: 'siblingJumps', of: ({ siblingJumps }) => siblingJumps.join(';') },
];

const inCsv = ({ dyad, feed, from, to, days }: DyadFeed): Answer =>
  csvAnswer(COLUMNS, days, `${dyad}_${feed}_${from}_${to}`);
