/** The facts of real files, or of made-up ones, counted by others with a standard CSV reader, reproduced to the last row. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { dyadOf } from '../../models/dyad.ts';
import { GDELT_COLUMNS, GDELT_LAYOUTS } from '../../server/feeds/gdelt.ts';
import { missingDays, readHistoryLists, readQuarterHourList } from '../../server/feeds/gdeltLists.ts';
import { quarterHourGaps } from './quarterHourGaps.ts';
import { readIcews } from '../../server/feeds/icews.ts';
import { StoryFold } from '../../server/feeds/stories.ts';
import { storyKey } from './storyKey.ts';
import { TabSplitter } from '../../server/feeds/tabRows.ts';
import { eventOf } from '../../server/feeds/toEvent.ts';
import { factsText, REAL_COUNTS, realBytes, realStream, realText } from './realData.ts';
import { accountedFor, all, gdelt, reference, tables } from './tables.ts';

const pairs = z.array(z.tuple([z.string(), z.number()]));
const gdeltFacts = z.object({
  rows: z.number(),
  cols: z.record(z.string(), z.number()),
  quadclass: z.record(z.string(), z.number()),
  goldstein_sum: z.number(),
  root_events: z.number(),
  unique_ids: z.number(),
  interstate_rows_country_codes_differ: z.number(),
  top_pairs: pairs,
  pair_goldstein_sum: z.record(z.string(), z.number()),
  directed_top: pairs,
  distinct_sourceurl: z.number(),
  exact_dupes_date_actors_code_url: z.number(),
  sqldate_months: z.record(z.string(), z.number()),
  unknown_or_blank_actor: z.number(),
  regional_country_codes: z.array(z.string()),
});
const factsSchema = z.object({
  gdelt_v2_20180326044500: gdeltFacts,
  gdelt_v1_sample: gdeltFacts,
  icews_2018_sample: z.object({
    rows: z.number(),
    cols: z.number(),
    unique_event_ids: z.number(),
    interstate_rows: z.number(),
    top_pairs: pairs,
    intensity_sum: z.number(),
    pair_intensity_sum: z.record(z.string(), z.number()),
    date_range: z.tuple([z.string(), z.string()]),
    dupes_same_story_actors_code: z.number(),
    dupes_one_a_day: z.number(),
  }),
  masterfilelist_fixture: z.object({
    lines: z.number(),
    exports: z.number(),
    first: z.string(),
    last: z.string(),
    gaps_not_15min: z.array(z.tuple([z.string(), z.string()])),
  }),
  v1_daily_files: z.object({
    n: z.number(),
    first: z.string(),
    last: z.string(),
    missing_days: z.array(z.string()),
    dupe_days: z.array(z.string()),
  }),
  gdelt_rows_vs_goldstein_table: z.object({ match: z.number() }),
  made_up: z.object({ finely_told: z.number(), article: z.string() }).default(REAL_COUNTS),
});

const V2 = 'feeds/gdelt/20180326044500.export.CSV';
const V1 = 'feeds/gdelt/v1_20160728_sample_events.tsv';
const ARTICLE = 'feeds/gdelt/fixture_one_article_13_rows_20240819130000.tsv';
const ICEWS = 'feeds/icews/events.2018.sample.tab';

/** All cells of a real file, by our own splitter. */
function cells(path: string): string[][] {
  const rows: string[][] = [];
  const splitter = new TabSplitter(
    (row) => void rows.push(row.texts()),
    () => expect.fail('a real row is never too long'),
  );
  splitter.push(realBytes(path));
  splitter.end();
  return rows;
}

const counted = (values: readonly string[]): Map<string, number> =>
  values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<string, number>());
const tenths = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + Math.round((value ?? 0) * 10), 0) / 10;

describe('the facts of files', () => {
  const facts = () => factsSchema.parse(JSON.parse(factsText()));

  describe.each([
    ['GDELT 2.0', V2, 'gdelt_v2_20180326044500' as const],
    ['GDELT 1.0', V1, 'gdelt_v1_sample' as const],
  ])('%s', (_, path, key) => {
    it('rows, layouts, quad classes, months, Goldstein sum, root events, ids, addresses', async () => {
      const expected = facts()[key];
      const { tally } = await gdelt(realStream(path));
      expect(tally).toMatchObject({ rows: expected.rows, faulty: 0, refused: null });
      expect(accountedFor(tally)).toBe(tally.rows);
      expect(tally.remarks).toEqual(new Map());
      expect(Object.fromEntries(tally.layouts)).toEqual(expected.cols);
      const days = [...tally.world.entries()];
      const quads = [0, 1, 2, 3].map((place) => [
        String(place + 1),
        days.reduce((sum, [, day]) => sum + day.quadClasses[place]!, 0),
      ]);
      expect(Object.fromEntries(quads)).toEqual(expected.quadclass);
      expect(days.reduce((sum, [, day]) => sum + day.intensityTenths, 0) / 10).toBe(expected.goldstein_sum);
      const months = new Map<string, number>();
      for (const [day, { rows }] of days) {
        const month = toIsoDate(day).slice(0, 7).replace('-', '');
        months.set(month, (months.get(month) ?? 0) + rows);
      }
      expect(Object.fromEntries(months)).toEqual(expected.sqldate_months);

      const rows = cells(path);
      const urlOf = (row: string[]): string => row[GDELT_LAYOUTS.get(row.length)?.sourceUrl ?? -1] ?? '';
      expect(rows.filter((row) => row[GDELT_COLUMNS.isRootEvent] === '1')).toHaveLength(expected.root_events);
      expect(new Set(rows.map((row) => row[GDELT_COLUMNS.globalEventId])).size).toBe(expected.unique_ids);
      expect(new Set(rows.map(urlOf).filter((url) => url !== '')).size).toBe(expected.distinct_sourceurl);
      // Rows of 57 columns have no address: only their id tells them apart.
      const told = rows.map((row) => `${keyOf(row)} ${row.length === 57 ? row[0] : urlOf(row)}`);
      expect(rows.length - new Set(told).size).toBe(expected.exact_dupes_date_actors_code_url);
    });

    it('rows between two countries, the most frequent pairs, their Goldstein sums and directions', async () => {
      const expected = facts()[key];
      const { rows, tally } = await gdelt(realStream(path));
      // The published count takes regions for countries, and (in two rows of January 1982) a later state for one; we leave them out and say how many.
      expect(tally.taken + tally.leftOut.region + tally.leftOut.notThen).toBe(
        expected.interstate_rows_country_codes_differ,
      );
      expect(tally.leftOut.noState).toBe(expected.unknown_or_blank_actor);
      const dyads = counted(rows.map(({ actor, target }) => dyadOf(actor, target)));
      for (const [dyad, count] of expected.top_pairs) expect(dyads.get(sorted(dyad))).toBe(count);
      for (const [dyad, sum] of Object.entries(expected.pair_goldstein_sum))
        expect(
          tenths(
            rows
              .filter(({ actor, target }) => dyadOf(actor, target) === sorted(dyad))
              .map(({ intensity }) => intensity),
          ),
        ).toBe(sum);
      const directed = counted(rows.map(({ actor, target }) => `${actor}>${target}`));
      for (const [direction, count] of expected.directed_top) expect(directed.get(direction)).toBe(count);
      const isRegion = (code: string): boolean => tables.states.cameo(code)?.region === true;
      const regions = cells(path).flatMap((row) =>
        [row[GDELT_COLUMNS.actor1CountryCode]!, row[GDELT_COLUMNS.actor2CountryCode]!].filter(isRegion),
      );
      expect([...new Set(regions)].sort()).toEqual(expected.regional_country_codes);
    });
  });

  it('one story a day keeps 1,138 of the 1,540 real rows, when actors are told apart as finely as CAMEO does', () => {
    expect(new Set(cells(V2).map(keyOf)).size).toBe(facts().made_up.finely_told);
  });

  it('every printed Goldstein value and QuadClass is that of our table: 2,250 real rows', () => {
    const rows = [...cells(V2), ...cells(V1)];
    const agreeing = rows.filter((row) => {
      const coding = tables.gdelt.of(row[GDELT_COLUMNS.eventCode]!);
      return (
        coding?.intensity === Number(row[GDELT_COLUMNS.goldsteinScale]) &&
        String(coding.quadClass) === row[GDELT_COLUMNS.quadClass]
      );
    });
    expect(agreeing).toHaveLength(facts().gdelt_rows_vs_goldstein_table.match);
  });

  it('the 13 rows of one article are three acts in two dyads', async () => {
    const { rows } = await gdelt(realStream(ARTICLE));
    expect(rows).toHaveLength(13);
    const fold = new StoryFold();
    fold.add(rows);
    const stories = fold.empty();
    expect(
      stories.map(({ actor, target, code, rows: told, reports }) => [actor, target, code, told, reports.length]),
    ).toEqual([
      ['RUS', 'USA', '173', 4, 1],
      ['USA', 'RUS', '173', 5, 1],
      ['USA', 'UKR', '070', 4, 1],
    ]);
    expect(new Set(stories.map(({ actor, target }) => dyadOf(actor, target)))).toEqual(new Set(['RUS-USA', 'UKR-USA']));
    const source = { key: 'gdelt', name: 'GDELT', ontology: 'CAMEO' };
    const events = stories.map((story) =>
      eventOf(story, tables.gdelt.of(story.code)!, source, reference.codebook, reference.countries),
    );
    expect(events[0]).toEqual({
      id: 'gdelt-2024-08-12-rus-usa-173',
      dyad: 'RUS-USA',
      day: epochDay('2024-08-12'),
      datePrecision: 'day',
      actor: 'RUS',
      target: 'USA',
      others: [],
      role: 'direct',
      type: 'seizure_detention',
      cameo: '173',
      polarity: 1,
      severity: 3,
      summary: 'Russia towards United States: seizure or detention (CAMEO 173), told in 4 rows and 1 report.',
      sourceName: 'GDELT',
      sourceUrl: facts().made_up.article,
      sourceDate: '2024-08-19',
      verified: false,
      note: 'As GDELT codes it; nobody here has checked it. Taken in 7 days after its date. Placed in USA.',
    });
    expect(events.map((event) => event?.polarity)).toEqual([1, 1, -1]);
  });

  it('ICEWS: rows, pairs of states, intensity sums, repeated stories', async () => {
    const expected = facts().icews_2018_sample;
    const { rows, tally } = await all((count) => readIcews(realStream(ICEWS), tables.states, tables.icews, count));
    expect(tally).toMatchObject({ rows: expected.rows, faulty: 0, taken: expected.interstate_rows, refused: null });
    expect(accountedFor(tally)).toBe(tally.rows);
    expect(tally.unknownPlaces).toEqual(new Map());
    expect(tally.remarks).toEqual(new Map());
    expect(Object.fromEntries(tally.layouts)).toEqual({ [expected.cols]: expected.rows });
    expect([...tally.world.keys()].sort().map(toIsoDate)).toEqual(expected.date_range);
    expect([...tally.world.values()].reduce((sum, { intensityTenths }) => sum + intensityTenths, 0) / 10).toBe(
      expected.intensity_sum,
    );
    const named = (pair: string): string =>
      dyadOf(...(pair.split(' / ').map((name) => tables.states.named(name)!.code) as [string, string]));
    const dyads = counted(rows.map(({ actor, target }) => dyadOf(actor, target)));
    for (const [pair, count] of expected.top_pairs) expect(dyads.get(named(pair))).toBe(count);
    for (const [pair, sum] of Object.entries(expected.pair_intensity_sum))
      expect(
        tenths(
          rows.filter(({ actor, target }) => dyadOf(actor, target) === named(pair)).map(({ intensity }) => intensity),
        ),
      ).toBe(sum);

    const [header = [], ...lines] = cells(ICEWS);
    const distinct = (...columns: string[]): number =>
      new Set(lines.map((line) => columns.map((column) => line[header.indexOf(column)]).join('\t'))).size;
    expect(distinct('Event ID')).toBe(expected.unique_event_ids);
    expect(lines.length - distinct('Story ID', 'Source Name', 'Target Name', 'CAMEO Code')).toBe(
      expected.dupes_same_story_actors_code,
    );
    expect(lines.length - distinct('Event Date', 'Source Name', 'Target Name', 'CAMEO Code')).toBe(
      expected.dupes_one_a_day,
    );
  });

  it('the master list: 300 exports, and the four stretches that it skips', () => {
    const expected = facts().masterfilelist_fixture;
    const { files, faults } = readQuarterHourList(realText('feeds/gdelt/v2_masterfilelist_english.txt'));
    expect(faults).toEqual([]);
    expect(files).toHaveLength(expected.lines);
    const exports = files.filter(({ table }) => table === 'export');
    expect(exports).toHaveLength(expected.exports);
    expect([exports[0]?.stamp, exports.at(-1)?.stamp]).toEqual([expected.first, expected.last]);
    const isoMinute = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
    expect(quarterHourGaps(files, 'export').map(({ after, before }) => [isoMinute(after), isoMinute(before)])).toEqual(
      expected.gaps_not_15min,
    );
    expect(quarterHourGaps(files, 'export').map(({ missing }) => missing)).toEqual([1, 1, 5, 1]);
  });

  it('the lists of GDELT 1.0: daily files, 3,836 in the real ones, and the four days without one', () => {
    const expected = facts().v1_daily_files;
    const list = readHistoryLists(
      realText('feeds/gdelt/v1_event_file_list.txt'),
      realText('feeds/gdelt/v1_event_md5sums.txt'),
    );
    expect(list.faults).toEqual([]);
    expect(list.others).toEqual(['GDELT.MASTERREDUCEDV2.1979-2013.zip']);
    const daily = list.files.filter(({ period }) => period === 'day');
    expect(daily).toHaveLength(expected.n);
    expect([daily[0], daily.at(-1)].map((file) => toIsoDate(file!.firstDay).replaceAll('-', ''))).toEqual([
      expected.first,
      expected.last,
    ]);
    expect(missingDays(list.files).map(toIsoDate)).toEqual(expected.missing_days);
    expect(daily.length - new Set(daily.map(({ firstDay }) => firstDay)).size).toBe(expected.dupe_days.length);
    // Counted in the list: 27 years from 1979, then 87 months.
    expect(list.files.filter(({ period }) => period === 'year')).toHaveLength(27);
    expect(list.files.filter(({ period }) => period === 'month')).toHaveLength(87);
  });
});

/** The key of a story with actors as fine as CAMEO tells them apart (`USAGOV`, `USACVL`). */
function keyOf(row: readonly string[]): string {
  return storyKey(
    Number(row[GDELT_COLUMNS.sqlDate]),
    row[GDELT_COLUMNS.actor1Code]!,
    row[GDELT_COLUMNS.actor2Code]!,
    row[GDELT_COLUMNS.eventCode]!,
  );
}

function sorted(dyad: string): string {
  const [a = '', b = ''] = dyad.split('-');
  return dyadOf(a, b);
}
