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
  /** the feed's id of the first row */
  readonly firstRowId: string;
  /** rows that tell it */
  readonly rows: number;
  /** the different reports, in the order in which they came */
  readonly reports: ReadonlySet<string>;
  /** over all rows; a report that is told in many sentences counts in each */
  readonly mentions: number;
  readonly articles: number;
  /** the most sources that the feed counted behind one row */
  readonly sources: number;
  /** epoch days between which the feed took the rows in; null where it does not say */
  readonly firstAddedDay: number | null;
  readonly lastAddedDay: number | null;
  /** where it happened, as most recently said */
  readonly place: string | null;
}

/**
 * What makes two rows one story.
 *
 * @param actor,target states; or actors in a finer code, to compare with others' figures
 */
export function storyKey(day: number, actor: string, target: string, code: string): string {
  return `${day} ${actor} ${target} ${code}`;
}

type OpenStory = { -readonly [Field in keyof Story]: Story[Field] } & { reports: Set<string> };

/** Stories held in memory at most (about 60 MB) before the fold asks to be emptied. */
const MOST_OPEN = 100_000;

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
  readonly #open = new Map<string, OpenStory>();
  readonly #mostOpen: number;
  #reports = 0;

  constructor(mostOpen = MOST_OPEN) {
    this.#mostOpen = mostOpen;
  }

  get full(): boolean {
    return this.#open.size >= this.#mostOpen || this.#reports >= 4 * this.#mostOpen;
  }

  add(rows: readonly FeedRow[]): void {
    for (const row of rows) {
      const key = storyKey(row.day, row.actor, row.target, row.code);
      const story = this.#open.get(key);
      if (story === undefined) {
        this.#open.set(key, storyOf(row));
        this.#reports++;
        continue;
      }
      const reports = story.reports.size;
      if (row.report !== '') story.reports.add(row.report);
      this.#reports += story.reports.size - reports;
      story.rows++;
      story.mentions += row.mentions;
      story.articles += row.articles;
      if (row.sources > story.sources) story.sources = row.sources;
      story.firstAddedDay = least(story.firstAddedDay, row.addedDay);
      story.lastAddedDay = most(story.lastAddedDay, row.addedDay);
      story.place = row.place ?? story.place;
    }
  }

  /** The stories so far, in the order of their first rows; the fold is empty afterwards. */
  empty(): Story[] {
    const stories = [...this.#open.values()];
    this.#open.clear();
    this.#reports = 0;
    return stories;
  }
}

/** Two parts of one story as one; `earlier` was read first. */
export function joinStories(earlier: Story, later: Story): Story {
  return {
    ...earlier,
    rows: earlier.rows + later.rows,
    reports: new Set([...earlier.reports, ...later.reports]),
    mentions: earlier.mentions + later.mentions,
    articles: earlier.articles + later.articles,
    sources: Math.max(earlier.sources, later.sources),
    firstAddedDay: least(earlier.firstAddedDay, later.firstAddedDay),
    lastAddedDay: most(earlier.lastAddedDay, later.lastAddedDay),
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
    firstRowId: row.id,
    rows: 1,
    reports: new Set(row.report === '' ? [] : [row.report]),
    mentions: row.mentions,
    articles: row.articles,
    sources: row.sources,
    firstAddedDay: row.addedDay,
    lastAddedDay: row.addedDay,
    place: row.place,
  };
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function most(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
