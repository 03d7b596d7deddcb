/**
 * Whether a pair of states has an unusual day in a machine-coded feed: against its own year before, with the world's volume and the day of the
 * week taken out. Days are ranked, so nothing is supposed of how reports are spread; where nothing has changed, each of n + 1 days is as likely as
 * any other to be the highest.
 */

/** Days before that are looked at. */
export const UNUSUAL_DAYS = 365;
/** With fewer known days nothing is said. */
export const UNUSUAL_KNOWN_DAYS = 90;
/** A day with fewer reports is never told to have many, and no mean is made of it. */
export const UNUSUAL_REPORTS = 5;
/** At most so large a part of the days before may be as high. */
export const UNUSUAL_SHARE = 0.01;
/** So many reports that are spread like those of the world, and of the usual mean, are put to what a pair has: few reports say little. */
const PRIOR_REPORTS = { weekday: 10, tone: 5 } as const;

/** What a feed has of the world: by known day, the oldest first. */
export interface WorldDays {
  /** epoch days of which reports are known */
  readonly day: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
}

/** The days on which a pair has reports, the oldest first. */
export interface PairDays {
  readonly day: ArrayLike<number>;
  readonly rows: ArrayLike<number>;
  /** those of the reports that have a value on the scale of the feed, and the sum of the values */
  readonly valued: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** The same, of which a part can be taken. */
export interface PairColumns extends PairDays {
  readonly day: Int32Array;
  readonly rows: Int32Array;
  readonly valued: Int32Array;
  readonly value: Float64Array;
}

/** Where a day stands among those before it. */
export interface Rank {
  readonly lower: number;
  readonly higher: number;
  readonly of: number;
}

export interface UnusualCount extends Rank {
  readonly way: 'more' | 'fewer';
}

export interface UnusualTone extends Rank {
  /** harsher: a lower mean */
  readonly way: 'harsher' | 'milder';
  readonly mean: number;
  readonly usual: number;
}

/** A pair on a day that was held against its year. */
export interface LookedAt {
  readonly reports: number;
  /** reports that its part of the world's, and the day of the week, make usual */
  readonly usual: number;
  readonly count: UnusualCount | null;
  readonly tone: UnusualTone | null;
  /** how likely such a day is at most where nothing has changed: the smaller of both */
  readonly chance: number;
  /** of how many pairs like this one more, fewer, a harsher or a milder mean would be told, where nothing has changed */
  readonly byChance: { readonly count: number; readonly tone: number };
}

/** The world of the year before a day, and of the day itself. */
export interface World {
  readonly day: number;
  readonly rows: number;
  /** known days before it */
  readonly before: readonly { readonly day: number; readonly rows: number }[];
}

/** The world around a day; undefined where nothing is known of the day. */
export function worldOf({ day: days, rows }: WorldDays, day: number): World | undefined {
  const before: { day: number; rows: number }[] = [];
  let own = 0;
  for (let i = 0; i < days.length; i++) {
    const at = days[i]!;
    if (at === day) own = rows[i]!;
    else if (at < day && at >= day - UNUSUAL_DAYS && rows[i]! > 0) before.push({ day: at, rows: rows[i]! });
  }
  return own > 0 ? { day, rows: own, before } : undefined;
}

/** O(days of the year). Undefined where too few days are known, or the pair never has enough reports for a statement. */
export function lookedAt(pair: PairDays, world: World): LookedAt | undefined {
  const { before } = world;
  if (before.length < UNUSUAL_KNOWN_DAYS) return undefined;
  const counts = countsOf(pair, world);
  const { reports, usual, scaled } = counts;
  const allowed = Math.floor(UNUSUAL_SHARE * before.length);
  let [lower, higher, many] = [0, 0, reports >= UNUSUAL_REPORTS ? 1 : 0];
  // Fewer than a whole report is no difference.
  for (const count of scaled) {
    if (count <= reports - 1) lower++;
    else if (count >= reports + 1) higher++;
    if (count >= UNUSUAL_REPORTS) many++;
  }
  if (many === 0) return undefined;
  const of = before.length;
  const rank = { lower, higher, of };
  const count: UnusualCount | null =
    reports >= UNUSUAL_REPORTS && of - lower <= allowed
      ? { way: 'more', ...rank }
      : usual >= UNUSUAL_REPORTS && of - higher <= allowed
        ? { way: 'fewer', ...rank }
        : null;
  const tone = toneOf(pair, world);
  const places = allowed + 1;
  return {
    reports,
    usual,
    count,
    tone: tone?.unusual ?? null,
    chance: Math.min(chanceOf(count), chanceOf(tone?.unusual ?? null)),
    byChance: {
      count: (Math.min(places, many) + (usual >= UNUSUAL_REPORTS ? places : 0)) / (of + 1),
      tone: tone ? (2 * (Math.floor(UNUSUAL_SHARE * tone.of) + 1)) / (tone.of + 1) : 0,
    },
  };
}

export type UnusualWay = UnusualCount['way'] | UnusualTone['way'];

/** What of a day a rule tells, as rare as one of so many days; undefined where nothing of it is. */
export function unusualOf(
  { count, tone }: LookedAt,
  what: UnusualWay | 'any',
  oneIn = 1,
): Pick<LookedAt, 'count' | 'tone' | 'chance'> | undefined {
  const kept = <Found extends UnusualCount | UnusualTone>(found: Found | null): Found | null =>
    found && (what === 'any' || found.way === what) && chanceOf(found) * oneIn <= 1 + SAME ? found : null;
  const told = { count: kept(count), tone: kept(tone) };
  if (!told.count && !told.tone) return undefined;
  return { ...told, chance: Math.min(chanceOf(told.count), chanceOf(told.tone)) };
}

/** Of n + 1 days, none of which differs from the others, one is among the k highest with k / (n + 1). */
const chanceOf = (found: UnusualCount | UnusualTone | null): number => {
  if (!found) return 1;
  const beyond = found.way === 'more' || found.way === 'milder' ? found.lower : found.higher;
  return (found.of - beyond + 1) / (found.of + 1);
};

/** The reports of the known days as if each had had the world's volume of the day asked for, and its day of the week. */
function countsOf({ day: days, rows }: PairDays, { day, rows: worldRows, before }: World) {
  const scaled = new Float64Array(before.length);
  const [ownOfWeek, worldOfWeek] = [new Float64Array(7), new Float64Array(7)];
  let [own, all, reports] = [0, 0, 0];
  let at = 0;
  for (const [i, one] of before.entries()) {
    while (at < days.length && days[at]! < one.day) at++;
    const count = days[at] === one.day ? rows[at]! : 0;
    scaled[i] = count / one.rows;
    const weekday = one.day % 7;
    ownOfWeek[weekday]! += count;
    worldOfWeek[weekday]! += one.rows;
    own += count;
    all += one.rows;
  }
  for (; at < days.length && days[at]! <= day; at++) if (days[at] === day) reports = rows[at]!;
  const share = own / all;
  const factors = ownOfWeek.map(
    (count, i) => (count + PRIOR_REPORTS.weekday) / (worldOfWeek[i]! * share + PRIOR_REPORTS.weekday),
  );
  const today = factors[day % 7]!;
  for (const [i, one] of before.entries()) scaled[i]! *= (worldRows * today) / factors[one.day % 7]!;
  return { reports, usual: share * worldRows * today, scaled };
}

/** The mean of the day among those of the days that have reports with values; undefined where there are too few of either. */
function toneOf(
  { day: days, valued, value }: PairDays,
  { day, before }: World,
): { readonly unusual: UnusualTone | null; readonly of: number } | undefined {
  const known = new Set(before.map((one) => one.day));
  const at: number[] = [];
  let own = -1;
  let [sum, reports] = [0, 0];
  for (let i = 0; i < days.length; i++) {
    if (days[i] === day) own = i;
    if (!(valued[i]! > 0) || !known.has(days[i]!)) continue;
    at.push(i);
    sum += value[i]!;
    reports += valued[i]!;
  }
  if (own < 0 || valued[own]! < UNUSUAL_REPORTS || at.length < UNUSUAL_KNOWN_DAYS) return undefined;
  const usual = sum / reports;
  const drawn = (i: number): number => (value[i]! + PRIOR_REPORTS.tone * usual) / (valued[i]! + PRIOR_REPORTS.tone);
  const mean = drawn(own);
  let [lower, higher] = [0, 0];
  for (const i of at) {
    const other = drawn(i);
    if (other < mean - SAME) lower++;
    else if (other > mean + SAME) higher++;
  }
  const allowed = Math.floor(UNUSUAL_SHARE * at.length);
  const rank = { lower, higher, of: at.length, mean: value[own]! / valued[own]!, usual };
  const unusual: UnusualTone | null =
    at.length - higher <= allowed
      ? { way: 'harsher', ...rank }
      : at.length - lower <= allowed
        ? { way: 'milder', ...rank }
        : null;
  return { unusual, of: at.length };
}

/** Means of the same reports, added up in another order, are the same. */
const SAME = 1e-9;
