/**
 * What a typed title says and the data do not, each as a sentence: directions, amounts, values, counts, peaks, records and days. A title is wrong
 * only where no reading of its words is right. What it says beyond that is not checked, and titleCheck.ts says so.
 */
import { epochDay } from '../../../models/calendar.ts';
import { dateParts, longDate, plain, signed } from '../format.ts';
import {
  directionIn,
  type SaidDirection,
  greatestChangeIn,
  neverBeyondIn,
  peakIn,
  type RecordClaim,
  recordIn,
  timesIn,
} from './titleClaims.ts';
import { type DateClaim, daysOf, TAKEN, touches } from './titleDates.ts';
import type { Clause, TypedTitle } from './titleText.ts';
import { daysIn, extremeOf, isFromDate, isOpenClause, levelOn, type Shown, type Span, spansOf } from './titleView.ts';

/** Index points by which a part of the view must differ from what is said of it: less is a matter of how days are counted. */
const TOLERANCE = 0.5;

/** Directions of a title, clause by clause. */
export function directionFaults(title: TypedTitle, clause: Clause, shown: Shown): string[] {
  const whole = title.finding(clause);
  // "Never higher" is a record.
  const record = neverBeyondIn(whole);
  const finding = record ? whole.replace(record.text, TAKEN.repeat(record.text.length)) : whole;
  const claim = directionIn(finding);
  if (!claim || isOpenClause(title, clause, shown)) return [];
  // "Never fell below 71" speaks of a value; that what fell "hardly rose" is a matter of words.
  if (claim.isNegated && claim.hasNumber) return [];
  // "Higher than in April" compares days that are not read.
  if (/^(?:higher|lower)/i.test(claim.text) && /\bthan\b/i.test(finding.slice(claim.at))) return [];
  if (claim.hardly && ![claim.hardly, 'little'].includes(shown.shows)) return [];
  const isNever = claim.isNegated && /\bnever\b[^,;]*$/i.test(finding.slice(0, claim.at));
  takeDirection(title, clause, finding, claim, isNever);
  const { faults } = shown.words.card;
  const spans = spansOf(title, clause, shown);
  const said = claim.isNegated ? negated(finding, claim) : claim.text;
  if (spans.length === 0) {
    const isTrue = claim.says === shown.shows;
    return isTrue !== claim.isNegated ? [] : [faults.direction(said, faults[shown.shows](signed(shown.change)))];
  }
  const isTrue = spans.some((span) => {
    const change = levelOn(shown, span.to) - levelOn(shown, span.from);
    const { low, high } = bandOn(shown, span.from);
    const holds =
      claim.says === 'little'
        ? Math.abs(change) <= Math.max(1, (high - low) / 2, Math.abs(shown.change) / 3)
        : claim.says === 'rise'
          ? change >= TOLERANCE
          : change <= -TOLERANCE;
    return holds !== claim.isNegated;
  });
  return isTrue ? [] : [faults.directionWithin(said, ...spanText(shown, spans[0]!))];
}

function bandOn({ facts: { series } }: Shown, day: number): { readonly low: number; readonly high: number } {
  const at = day - series.firstDay;
  return { low: series.low[at] ?? NaN, high: series.high[at] ?? NaN };
}

/** The change over a part of the view, as faults name it. */
function spanText(shown: Shown, { from, to }: { readonly from: number; readonly to: number }): [string, string] {
  const { words } = shown;
  return [words.dates.range(dateParts(from), dateParts(to)), signed(levelOn(shown, to) - levelOn(shown, from))];
}

/** "Did not rise" is read whole; of "never rose" it is not checked that it rose on no day. */
function takeDirection(
  title: TypedTitle,
  { start }: Clause,
  finding: string,
  { at, text, isNegated }: SaidDirection,
  isNever: boolean,
): void {
  const before =
    isNegated && !isNever
      ? (/(?:\b(?:(?:has|have|had|did|does|do|is|was) )?(?:not|no|without|neither|nor|fail(?:s|ed)? to|cannot|nothing)|\w+n't)(?: \w+)? $/i.exec(
          finding.slice(0, at),
        )?.[0].length ?? 0)
      : 0;
  const after =
    isNegated && /[가-힣]$/.test(text)
      ? (/^\S*(?: 않\S*| 못\S*| 없\S*)?/.exec(finding.slice(at + text.length))?.[0].length ?? 0)
      : 0;
  title.take('direction', start + at - before, before + text.length + after);
}

/** "did not rise", with what negates it. */
function negated(finding: string, { at, text }: { readonly at: number; readonly text: string }): string {
  const before = /(?:\S+ ){0,2}$/.exec(finding.slice(0, at))?.[0] ?? '';
  const after = /[가-힣]$/.test(text)
    ? (/^\S*(?: 않\S*| 못\S*| 없\S*)?/.exec(finding.slice(at + text.length))?.[0] ?? '')
    : '';
  return `${/[가-힣]$/.test(text) ? '' : before}${text}${after}`.replaceAll(TAKEN, '').trim();
}

/** "Doubled", "by half": the factor between the first day and the last, within a tenth; of a part of it, within a fifth of that part. */
export function timesFaults(title: TypedTitle, clause: Clause, shown: Shown): string[] {
  const claim = timesIn(title.finding(clause));
  if (!claim || isOpenClause(title, clause, shown)) return [];
  title.take('number', clause.start + claim.at, claim.text.length);
  const spans = spansOf(title, clause, shown);
  const pairs = spans.length > 0 ? spans : [{ from: shown.start, to: shown.end }];
  const isTrue = pairs.some(
    ({ from, to }) => Math.abs(levelOn(shown, to) / levelOn(shown, from) - claim.factor) <= claim.within,
  );
  const { from, to } = pairs[0]!;
  return isTrue
    ? []
    : [shown.words.card.faults.times(claim.text, plain(levelOn(shown, from), 0), plain(levelOn(shown, to), 0))];
}

/** "Peaked in April": some day of April must be as high, in whole points, as the highest of the view. */
export function peakFaults(title: TypedTitle, clause: Clause, shown: Shown): string[] {
  const claim = peakIn(title.finding(clause));
  if (!claim) return [];
  title.take('record', clause.start + claim.at, claim.text.length);
  const best = extremeOf(shown, claim.isHighest);
  const dates = title.dates.filter(({ at, role }) => role === 'period' && at >= clause.start && at < clause.end);
  const isIn = (date: DateClaim): boolean => {
    const days = daysIn(date, shown);
    if (!days) return true;
    const { value } = extremeOf(
      shown,
      claim.isHighest,
      Math.max(days.first, shown.facts.from),
      Math.min(days.last, shown.end),
    );
    return Math.round(value) === Math.round(best.value);
  };
  const { words } = shown;
  const say = claim.isHighest ? words.card.faults.peak : words.card.faults.trough;
  return dates
    .filter((date) => !isIn(date))
    .map((date) => say(date.text, longDate(best.day, words), plain(best.value)));
}

/** Dates of which the view has no day. */
export function periodFaults(title: TypedTitle, { facts, start, words }: Shown): string[] {
  const range = words.dates.range(dateParts(facts.from), dateParts(facts.to));
  return title.dates
    .filter((claim) => {
      // The eve of the window is the view's where a title counts from it.
      const hasEve = claim.dayOfMonth !== undefined || isFromDate(title, claim);
      return claim.role === 'period' && !touches(claim, hasEve ? Math.min(start, facts.from) : facts.from, facts.to);
    })
    .map((claim) => words.card.faults.period(claim.text, range));
}

/** In whole points. A record is that of the last day, unless a date or a verb ("hit") says that it is of another. */
export function recordFaults(title: TypedTitle, shown: Shown): string[] {
  const claim = recordIn(title.readable);
  if (!claim) return [];
  const days = recordDays(title, claim, shown);
  if (!days) return [];
  const { facts, end, words } = shown;
  const { since, begin } = beginOf(title, shown);
  const first = claim.isOfView && !since ? facts.from : begin;
  const worst = dayBeyond(shown, claim.isHighest, days, first, days.to);
  // "Fell to its lowest" may speak of the last day or of another, "highest in April" of all the view.
  const isUnsure =
    worst === undefined
      ? claim.isOfView && dayBeyond(shown, claim.isHighest, days, days.to + 1, end + 1) !== undefined
      : claim.isOfEither &&
        days.from === end &&
        dayBeyond(shown, claim.isHighest, { from: facts.from, to: end }, first, end) === undefined;
  if (isUnsure) return [];
  title.take('record', claim.at, claim.text.length);
  if (worst === undefined) return [];
  const say = claim.isHighest ? words.card.faults.highest : words.card.faults.lowest;
  return [
    say(since ? `${claim.text} ... ${since.text}` : claim.text, plain(levelOn(shown, worst)), longDate(worst, words)),
  ];
}

/** The day from `first` to before `end` that goes farthest beyond the best of `days`, in whole points; undefined where none does. */
function dayBeyond(shown: Shown, isHighest: boolean, days: Span, first: number, end: number): number | undefined {
  const sign = isHighest ? 1 : -1;
  const best = sign * extremeOf(shown, isHighest, days.from, days.to).value;
  let worst: number | undefined;
  for (let day = first; day < end; day++) {
    const height = sign * levelOn(shown, day);
    const isBeyond = Math.round(height) > Math.round(best) && height > best + TOLERANCE;
    if (isBeyond && (worst === undefined || height > sign * levelOn(shown, worst))) worst = day;
  }
  return worst;
}

/** The days that a record is said to be of; undefined where nobody can say. */
function recordDays(title: TypedTitle, claim: RecordClaim, shown: Shown): Span | undefined {
  const { facts, end } = shown;
  const clause = title.clauseAt(claim.at);
  if (isOpenClause(title, clause, shown)) return undefined;
  const named = title.dates.flatMap((date) => {
    if (date.role !== 'period' || date.at < clause.start || date.at >= clause.end || title.isCause(date.at)) return [];
    const days = daysIn(date, shown);
    return days ? [{ from: Math.max(days.first, facts.from), to: Math.min(days.last, end) }] : [];
  });
  const [only] = named;
  if (only && named.length === 1 && only.from <= only.to && (only.from > facts.from || only.to < end)) return only;
  return claim.isOfAnyDay ? { from: facts.from, to: end } : { from: end, to: end };
}

/** "Its biggest half-year rise": no earlier stretch of as many days has a greater one. */
export function greatestFaults(title: TypedTitle, shown: Shown): string[] {
  const claim = greatestChangeIn(title.readable);
  if (!claim) return [];
  title.take('record', claim.at, claim.text.length);
  const { start, end, facts, words } = shown;
  const sign = claim.isRise ? 1 : -1;
  const length = Math.min(claim.days ?? end - start, end - start);
  const change = (to: number): number => sign * (levelOn(shown, to) - levelOn(shown, to - length));
  let best = -Infinity;
  for (let to = start + length; to <= end; to++) best = Math.max(best, change(to) || -Infinity);
  const { begin } = beginOf(title, shown);
  let worst: number | undefined;
  for (let to = begin + length; to <= facts.from; to++)
    if (change(to) > best + TOLERANCE && (worst === undefined || change(to) > change(worst))) worst = to;
  if (worst === undefined) return [];
  const range = words.dates.range(dateParts(worst - length), dateParts(worst));
  return [words.card.faults.greater(claim.text, signed(sign * change(worst)), range)];
}

/** Where the history begins that a record is held against. */
function beginOf(
  title: TypedTitle,
  { facts: { series } }: Shown,
): { readonly since: DateClaim | undefined; readonly begin: number } {
  const since = title.dates.find(({ role }) => role === 'since');
  const days = since?.year === undefined ? undefined : daysOf(since, 0, 0);
  return {
    since,
    // In the period itself it was as high.
    begin: Math.max(series.coverage.firstEvent ?? series.firstDay, series.firstDay, days ? days.last + 1 : -Infinity),
  };
}

/** Words that stand in a title and in the text of an act by chance. */
const COMMON =
  /^(?:the|and|for|from|with|after|over|new|its|their|tension|russia|south|north|korea|seoul|moscow|says|said)$/;

/** "After the treaty in May": where a cause has a date and reads like acts of the view, one of them must be of that date. */
export function causeDateFaults(title: TypedTitle, shown: Shown): string[] {
  const { facts, words } = shown;
  return title.dates.flatMap((date) => {
    if (date.role !== 'period' || !title.isCause(date.at)) return [];
    const { cause } = title.clauseAt(date.at);
    const said = contentWords(title.rest.slice(cause!.start, cause!.end));
    const scored = facts.within.map((at) => {
      const text = contentWords(facts.records[at]!.summary);
      return { at, hits: [...said].filter((word) => text.has(word)).length };
    });
    const most = Math.max(0, ...scored.map(({ hits }) => hits));
    if (most < 2) return [];
    const alike = scored.filter(({ hits }) => hits === most).map(({ at }) => epochDay(facts.records[at]!.date));
    if (alike.some((day) => touches(date, day, day))) return [];
    return [words.card.faults.actDate(date.text, longDate(alike[0]!, words))];
  });
}

const contentWords = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
      .filter((word) => !COMMON.test(word))
      .map((word) => word.replace(/s$/, '')),
  );
