/**
 * One story is one event. A machine coder makes a row of every sentence that it understands: the 13 rows of one real article are
 * three acts between two pairs of states. Rows with the same day, actor, target and code are folded into one story that keeps count
 * of them and of the reports behind it.
 */
import type { FeedRow } from './feedRow.ts';

export interface Story {
  readonly day: number;
  readonly actor: string;
  readonly target: string;
  readonly code: string;
  readonly intensity: number | null;
  /** sum of the values of its rows; null where no row has one */
  readonly value: number | null;
  /** the feed's id of the first row */
  readonly firstRowId: string;
  /** rows that tell it */
  readonly rows: number;
  /** the different reports, in the order in which they came */
  readonly reports: readonly string[];
  /** over all rows; a report that is told in many sentences counts in each */
  readonly mentions: number;
  readonly articles: number;
  /** the most sources that the feed counted behind one row */
  readonly sources: number;
  /** epoch days between which the feed took the rows in; null where it does not say */
  readonly firstAddedDay: number | null;
  readonly lastAddedDay: number | null;
  /** rows that the feed found more than a day after the act: GDELT dates acts exactly 7, 30 or 365 days back */
  readonly lateRows: number;
  /** where it happened, as most recently said */
  readonly place: string | null;
}

/** A row is late when the feed found it more days than this after the act: the news of an evening is the next day's. */
const USUAL_LAG_DAYS = 1;

type OpenStory = { -readonly [Field in keyof Story]: Story[Field] } & { reports: string[] };

/** Most stories have one or two reports, which are quickest looked through; from here on a story has a set of them. */
const FEW_REPORTS = 8;

/** Stories held in memory at most (about 60 MB) before the fold asks to be emptied. */
const MAX_OPEN = 100_000;

/**
 * Folds rows into stories. When it is `full`, empty it and go on: the parts of a story that were given in two goes are joined by
 * `joinStories`, so the result does not depend on where a stream was cut.
 *
 * @example
 * const fold = new StoryFold();
 * for await (const rows of readGdelt(bytes, states, codings, tally)) {
 *   fold.add(rows);
 *   if (fold.full) await keep(fold.empty());
 * }
 * await keep(fold.empty());
 */
export class StoryFold {
  /** by day first: rows of one day stand together, and a short key is found sooner */
  readonly #days = new Map<number, Map<string, OpenStory>>();
  readonly #manyReports = new Map<OpenStory, Set<string>>();
  readonly #mostOpen: number;
  #stories = 0;
  #reports = 0;

  constructor(mostOpen = MAX_OPEN) {
    this.#mostOpen = mostOpen;
  }

  get full(): boolean {
    return this.#stories >= this.#mostOpen || this.#reports >= 4 * this.#mostOpen;
  }

  add(rows: readonly FeedRow[]): void {
    for (const row of rows) {
      let stories = this.#days.get(row.day);
      if (stories === undefined) this.#days.set(row.day, (stories = new Map()));
      const key = `${row.actor} ${row.target} ${row.code}`;
      const story = stories.get(key);
      if (story === undefined) {
        stories.set(key, storyOf(row));
        this.#stories++;
        this.#reports++;
        continue;
      }
      this.#addReport(story, row.report);
      story.rows++;
      story.mentions += row.mentions;
      story.articles += row.articles;
      story.value = sum(story.value, row.value);
      if (row.sources > story.sources) story.sources = row.sources;
      story.firstAddedDay = least(story.firstAddedDay, row.addedDay);
      story.lastAddedDay = most(story.lastAddedDay, row.addedDay);
      story.lateRows += lateRow(row);
      story.place = row.place ?? story.place;
    }
  }

  /** The stories so far, day by day as the days came and in the order of their first rows; the fold is empty afterwards. */
  empty(): Story[] {
    const stories = [...this.#days.values()].flatMap((day) => [...day.values()]);
    this.#days.clear();
    this.#manyReports.clear();
    this.#stories = 0;
    this.#reports = 0;
    return stories;
  }

  #addReport(story: OpenStory, report: string): void {
    const { reports } = story;
    if (report === '') return;
    if (reports.length < FEW_REPORTS) {
      if (reports.includes(report)) return;
    } else {
      let known = this.#manyReports.get(story);
      if (known === undefined) this.#manyReports.set(story, (known = new Set(reports)));
      if (known.has(report)) return;
      known.add(report);
    }
    reports.push(report);
    this.#reports++;
  }
}

/** Two parts of one story as one; `earlier` was read first. */
export function joinStories(earlier: Story, later: Story): Story {
  return {
    ...earlier,
    rows: earlier.rows + later.rows,
    reports: [...new Set([...earlier.reports, ...later.reports])],
    mentions: earlier.mentions + later.mentions,
    articles: earlier.articles + later.articles,
    value: sum(earlier.value, later.value),
    sources: Math.max(earlier.sources, later.sources),
    firstAddedDay: least(earlier.firstAddedDay, later.firstAddedDay),
    lastAddedDay: most(earlier.lastAddedDay, later.lastAddedDay),
    lateRows: earlier.lateRows + later.lateRows,
    place: later.place ?? earlier.place,
  };
}

function storyOf(row: FeedRow): OpenStory {
  return {
    day: row.day,
    actor: row.actor,
    target: row.target,
    code: row.code,
    intensity: row.intensity,
    value: row.value,
    firstRowId: row.id,
    rows: 1,
    reports: row.report === '' ? [] : [row.report],
    mentions: row.mentions,
    articles: row.articles,
    sources: row.sources,
    firstAddedDay: row.addedDay,
    lastAddedDay: row.addedDay,
    lateRows: lateRow(row),
    place: row.place,
  };
}

function lateRow({ day, addedDay }: FeedRow): 0 | 1 {
  return addedDay !== null && addedDay - day > USUAL_LAG_DAYS ? 1 : 0;
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function most(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function sum(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : a + b;
}
