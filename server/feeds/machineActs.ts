/** The stories of a pair as the columns that scoring reads: hundreds of thousands in some tenths of a second. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Codebook } from '../../models/codebook.ts';
import { sidesOf } from '../../models/dyad.ts';
import { type EventColumns, occurringTypes } from '../../models/eventColumns.ts';
import type { Amounts } from '../../models/model.ts';
import { gradeOf, type StoryCounts } from '../../models/storyAmount.ts';
import type { StoryColumns } from './feedReading.ts';
import type { WorldDay } from './feedRow.ts';
import type { CodedFeed } from './feedSources.ts';
import { eventIdEnd } from './toEvent.ts';

/** What a feed has of a pair, as it goes into one model. */
export interface FeedPart {
  readonly feed: CodedFeed;
  readonly stories: StoryColumns;
  readonly world: ReadonlyMap<number, WorldDay>;
}

/** Where the story of an act stands. */
export interface StoryPlace {
  readonly part: FeedPart;
  readonly at: number;
}

export interface MachineActs {
  readonly columns: EventColumns;
  /** of an act by its id */
  placeOf(id: string): StoryPlace | undefined;
}

/** The stories that a model counts. @throws RangeError for a type that the codebook does not have */
export function machineActs(
  parts: readonly FeedPart[],
  dyad: string,
  amounts: Amounts,
  codebook: Codebook,
): MachineActs {
  const most = parts.reduce((sum, { stories }) => sum + stories.length, 0);
  const told = {
    part: new Uint8Array(most),
    at: new Int32Array(most),
    day: new Int32Array(most),
    /** place in `ends` */
    end: new Int32Array(most),
    type: new Uint16Array(most),
    polarity: new Int8Array(most),
    severity: new Uint8Array(most),
    firstActs: new Uint8Array(most),
    amount: new Float64Array(most),
    sources: new Int32Array(most),
  };
  const sides = sidesOf(dyad) ?? ['', ''];
  const ends = idEndsOf(parts, sides);
  const typeAt = new Map<string, number>();
  let count = 0;
  for (const [p, { feed, stories, world }] of parts.entries()) {
    const codings = stories.codes.map((code) => feed.codingOf(code));
    let day = NaN;
    let worldRows = 0;
    for (let at = 0; at < stories.length; at++) {
      const code = stories.codeAt[at]!;
      const coding = codings[code];
      if (coding === undefined) continue;
      if (stories.day[at] !== day) worldRows = world.get((day = stories.day[at]!))?.rows ?? 0;
      const grade = gradeOf(coding, storyCounts(stories, at, worldRows), amounts);
      if (grade === undefined) continue;
      let type = typeAt.get(grade.type);
      if (type === undefined) typeAt.set(grade.type, (type = typeAt.size));
      const firstActs = stories.firstActs[at]!;
      told.part[count] = p;
      told.at[count] = at;
      told.day[count] = day;
      told.end[count] = ends.placeOf(p, code, firstActs);
      told.type[count] = type;
      told.polarity[count] = grade.polarity;
      told.severity[count] = grade.severity;
      told.firstActs[count] = firstActs;
      told.amount[count] = grade.amount;
      told.sources[count] = stories.sources[at]!;
      count++;
    }
  }

  const order = inOrder(told.day, told.end, count, parts.length > 1);
  const types = occurringTypes(dyad, new Set(typeAt.keys()), codebook);
  const placeOfType = Uint16Array.from(typeAt.keys(), (type) => types.indexOf(type));
  const mutual = types.map((type) => codebook.get(type)!.mutual);
  // The actors that occur, in order of their codes.
  const actors = sides.filter((_, side) => told.firstActs.subarray(0, count).includes(side === 0 ? 1 : 0)).sort();
  const [firstAt = 0, secondAt = 0] = sides.map((side) => Math.max(0, actors.indexOf(side)));
  const acts = {
    day: new Int32Array(count),
    end: new Int32Array(count),
    type: new Uint16Array(count),
    actor: new Uint16Array(count),
    polarity: new Int8Array(count),
    severity: new Uint8Array(count),
    firstSideShare: new Float64Array(count),
    amount: new Float64Array(count),
    sources: new Int32Array(count),
  };
  for (let e = 0; e < count; e++) {
    const from = order[e]!;
    const type = placeOfType[told.type[from]!]!;
    const firstActs = told.firstActs[from]!;
    acts.day[e] = told.day[from]!;
    acts.end[e] = told.end[from]!;
    acts.type[e] = type;
    acts.actor[e] = firstActs === 1 ? firstAt : secondAt;
    acts.polarity[e] = told.polarity[from]!;
    acts.severity[e] = told.severity[from]!;
    acts.firstSideShare[e] = mutual[type]! ? 0.5 : firstActs;
    acts.amount[e] = told.amount[from]!;
    acts.sources[e] = told.sources[from]!;
  }
  const { end, amount, sources, ...columns } = acts;
  const { day } = columns;
  const ids = idsOf(day, end, ends);
  return {
    columns: {
      dyad,
      ids,
      types,
      actors,
      ...columns,
      indirect: new Uint8Array(count),
      unverified: new Uint8Array(count).fill(1),
      ...(count > 0 && { amount, sources }),
    },
    placeOf(id) {
      const e = positionOf(id, parts, ids, day);
      return e === undefined ? undefined : { part: parts[told.part[order[e]!]!]!, at: told.at[order[e]!]! };
    },
  };
}

/** What scoring reads of a story. */
export function storyCounts(stories: StoryColumns, at: number, worldRows: number): StoryCounts {
  const value = stories.value[at]!;
  return {
    rows: stories.rows[at]!,
    sources: stories.sources[at]!,
    worldRows,
    value: Number.isNaN(value) ? null : value,
  };
}

/** What stands before and behind the day in the ids of some acts: few codes stand in hundreds of thousands of stories. */
interface IdEnds {
  /** in order of the ids of one day */
  readonly ends: readonly { readonly start: string; readonly end: string }[];
  /** whether two of them are alike: codes of any CSV may differ in signs that an id leaves out */
  readonly areAlike: boolean;
  readonly placeOf: (part: number, code: number, firstActs: number) => number;
}

function idEndsOf(parts: readonly FeedPart[], [first, second]: readonly [string, string]): IdEnds {
  const all = parts.flatMap(({ feed, stories }, part) =>
    stories.codes.flatMap((code, at) =>
      [
        [second, first],
        [first, second],
      ].map(([actor, target], firstActs) => ({
        key: `${part} ${at} ${firstActs}`,
        start: `${feed.key}-`,
        end: `-${eventIdEnd(actor!, target!, code)}`,
      })),
    ),
  );
  // As they follow each other on any day; of two that are alike the code that comes first does.
  const sorted = all
    .map((one, i) => ({ ...one, i, on: `${one.start}2000-01-01${one.end}` }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.i - b.i));
  const offsets: number[] = [];
  parts.reduce((sum, { stories }) => (offsets.push(sum), sum + 2 * stories.codes.length), 0);
  const places = new Int32Array(all.length);
  for (const [place, { i }] of sorted.entries()) places[i] = place;
  return {
    ends: sorted,
    areAlike: new Set(sorted.map(({ on }) => on)).size < sorted.length,
    placeOf: (part, code, firstActs) => places[offsets[part]! + 2 * code + firstActs]!,
  };
}

/** The positions of acts in order of day, then id. Those of one feed come by day; within a day few are out of order. */
function inOrder(day: Int32Array, end: Int32Array, count: number, areMixed: boolean): Int32Array {
  const order = new Int32Array(count);
  for (let e = 0; e < count; e++) order[e] = e;
  if (areMixed) order.sort((a, b) => day[a]! - day[b]! || end[a]! - end[b]!);
  else
    for (let e = 1; e < count; e++) {
      const act = order[e]!;
      let place = e;
      for (; place > 0; place--) {
        const before = order[place - 1]!;
        if (day[before]! < day[act]! || end[before]! <= end[act]!) break;
        order[place] = before;
      }
      order[place] = act;
    }
  return order;
}

function idsOf(day: Int32Array, end: Int32Array, { ends, areAlike }: IdEnds): string[] {
  const ids: string[] = [];
  const ofDay = new Set<string>();
  let last = NaN;
  let date = '';
  for (let e = 0; e < day.length; e++) {
    if (day[e] !== last) {
      date = toIsoDate((last = day[e]!));
      ofDay.clear();
    }
    const { start, end: idEnd } = ends[end[e]!]!;
    let id = start + date + idEnd;
    if (areAlike) {
      while (ofDay.has(id)) id += '-2';
      ofDay.add(id);
    }
    ids.push(id);
  }
  return ids;
}

/** By the day that stands in the id. */
function positionOf(
  id: string,
  parts: readonly FeedPart[],
  ids: readonly string[],
  days: Int32Array,
): number | undefined {
  for (const { feed } of parts) {
    if (!id.startsWith(`${feed.key}-`)) continue;
    const date = id.slice(feed.key.length + 1, feed.key.length + 11);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) continue;
    const day = epochDay(date);
    let e = firstOn(days, day);
    for (; days[e] === day; e++) if (ids[e] === id) return e;
  }
  return undefined;
}

/** The first position of a day, or of a later one. */
function firstOn(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
