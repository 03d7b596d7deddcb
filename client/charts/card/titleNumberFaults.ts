/** Numbers of a typed title against what the view shows for the same thing: a count is no level, a share of one act is no change of the whole. */
import { changeTo, dateParts, longDate, plain, signed } from '../format.ts';
import { waterfallRows } from '../waterfall.ts';
import type { NumberClaim } from './titleNumbers.ts';
import type { TypedTitle } from './titleText.ts';
import { dayOf, type Extreme, extremeOf, isOpenClause, levelOn, type Shown, type Span, spansOf } from './titleView.ts';

/** Index points that "about" and "nearly" leave open. */
const ABOUT_POINTS = 2;

/** The number and a value are one, to the digits that the title gives; either way of rounding a half is right. */
function isSame({ value: said, decimals, how }: NumberClaim, value: number): boolean {
  if (how === 'about') return Math.abs(said - value) <= ABOUT_POINTS;
  return Math.abs(said - value) <= 0.5 * 10 ** -decimals + 1e-9;
}

/** @param lines those that the number may speak of @returns undefined where nothing in the view is of its kind */
export function numberFaults(title: TypedTitle, claim: NumberClaim, lines: readonly Shown[]): string[] | undefined {
  const [shown] = lines;
  const isBound = claim.kind === 'level' && (claim.how === 'above' || claim.how === 'below');
  // "Did not rise 15 points", "did not stay above 80": not checked.
  if (claim.isNegated && claim.kind !== 'span' && (!isBound || claim.isThroughout)) return undefined;
  if (lines.length === 1 && claim.kind !== 'count' && isOpenClause(title, title.clauseAt(claim.at), shown!))
    return undefined;
  switch (claim.kind) {
    case 'percent':
      return percentFaults(claim, lines);
    case 'change':
      return lines.some((line) => isChange(title, claim, line)) ? [] : [changeFault(title, claim, lines)];
    case 'count':
      return countFaults(claim, lines);
    case 'span':
      return spanFaults(claim, shown!);
    case 'level':
      return levelFaults(title, claim, lines);
  }
}

/** Of a part of the view, what it changed by. */
function changeFault(title: TypedTitle, claim: NumberClaim, lines: readonly Shown[]): string {
  const [shown] = lines;
  const { card, dates } = shown!.words;
  const [span] = lines.length === 1 ? spansOf(title, title.clauseAt(claim.at), shown!) : [];
  if (!span) return card.faults.change(saidChange(claim), changesText(claim, lines));
  return card.faults.directionWithin(
    saidChange(claim),
    dates.range(dateParts(span.from), dateParts(span.to)),
    signed(levelOn(shown!, span.to) - levelOn(shown!, span.from)),
  );
}

const changesText = ({ decimals }: NumberClaim, lines: readonly Shown[]): string =>
  lines.map(({ change }) => signed(change, decimals)).join(', ');

const saidChange = ({ sign, text }: NumberClaim): string => {
  const digits = text.replace(/^[+−–-]\s?/, '').replace(/\s?(?:-?points?|pts?|포인트|점)$/i, '');
  return sign === 0 ? text : `${sign > 0 ? '+' : '−'}${digits}`;
};

/** The band is a per cent of its own kind. */
function percentFaults(claim: NumberClaim, lines: readonly Shown[]): string[] | undefined {
  if (/^\s?(?:band|interval|구간)/i.test(claim.after)) return claim.value === 90 ? [] : undefined;
  return [lines[0]!.words.card.faults.percent(claim.text, changesText(claim, lines))];
}

/** Words by which a number is the part that an act or a group of them has in the change. */
const IS_PART =
  /\b(?:add(?:s|ed|ing)?|contribut\w*|account\w* for|worth|of which|of that|of it|alone|explain\w*|share|took|taken|cost|step)\b|기여|몫|차지/i;
const IS_RANGE = /\b(?:swung|swings?|swinging|range[ds]?|ranging)\b|등락/i;
const FROM_PEAK = /\b(?:from|off|below|since|after)\b[^,;]*\b(?:peak|high)\b|고점|정점/i;
const FROM_TROUGH = /\b(?:from|off|above|since|after)\b[^,;]*\b(?:low|trough|bottom)\b|저점/i;

function isChange(title: TypedTitle, claim: NumberClaim, shown: Shown): boolean {
  // As the card prints it, or exact.
  const fitsWhole = (): boolean => fits(shown.change) || fits(changeTo(end, shown.change));
  const fits = (value: number): boolean => {
    const amount = claim.sign === 0 ? Math.abs(value) : claim.sign * value;
    if (claim.how === 'above') return amount > claim.value - 0.5;
    if (claim.how === 'below') return amount >= 0 && amount < claim.value + 0.5;
    return isSame(claim, amount);
  };
  const clause = title.clauseAt(claim.at);
  const words = title.text.slice(clause.start, clause.end);
  const high = extremeOf(shown, true).value;
  const low = extremeOf(shown, false).value;
  const end = levelOn(shown, shown.end);
  if (IS_RANGE.test(words) && isSame(claim, high - low)) return true;
  if (FROM_PEAK.test(words)) return fits(end - high);
  if (FROM_TROUGH.test(words)) return fits(end - low) || fits(high - low);
  if ((title.isCause(claim.at) || IS_PART.test(words)) && sharesOf(shown).some((part) => fits(part))) return true;
  const spans = spansOf(title, clause, shown);
  if (spans.length > 0) return spans.some(({ from, to }) => fits(levelOn(shown, to) - levelOn(shown, from)));
  // "Fell to 79 points": a level, with its unit.
  if (/\b(?:to|at|of|from)\s*(?:about |around |nearly |almost )?$/i.test(claim.before) && claim.sign === 0)
    return fitsWhole() || isLevel(title, claim, shown) === true;
  return fitsWhole();
}

/** What acts, types and bars add to the change. */
function sharesOf({ facts, move, words }: Shown): number[] {
  return [
    ...facts.numbered.map((at) => facts.events[at]!.step),
    ...[...(move?.groups ?? []), ...(move?.types ?? []), ...(move?.events ?? [])].map(({ indexPoints }) => indexPoints),
    ...(move ? waterfallRows(move, words).flatMap(({ role, points }) => (role === 'part' ? [points] : [])) : []),
  ];
}

/** "Sanctions added 4.3 points, votes 3.6": a share, named after another. */
const isFurtherShare = (title: TypedTitle, claim: NumberClaim, shown: Shown): boolean =>
  claim.how === 'exact' &&
  claim.decimals > 0 &&
  IS_PART.test(title.text.slice(0, claim.at)) &&
  sharesOf(shown).some((share) => isSame(claim, Math.abs(share)));

/** Counts of events in the view, or of those on the days that the title names. */
function countFaults(claim: NumberClaim, lines: readonly Shown[]): string[] {
  const counts = lines.map(({ facts: { within, events } }) =>
    /\bunverified\b|미확인/i.test(claim.text + claim.before.slice(-14) + claim.after.slice(0, 14))
      ? within.filter((at) => !events[at]!.verified).length
      : within.length,
  );
  const possible = [...counts, counts.reduce((a, b) => a + b)];
  const fits = possible.some((count) =>
    claim.how === 'above'
      ? count >= claim.value
      : claim.how === 'below'
        ? count <= claim.value
        : Math.abs(count - claim.value) <= (claim.how === 'about' ? Math.max(1, count / 10) : 0),
  );
  return fits ? [] : [lines[0]!.words.card.faults.count(claim.text, counts.join(', '))];
}

const IN_SPAN =
  /\b(?:in|over|within|for|during|across)(?: the)?(?: last| past| first)?(?: only| just| under)?(?: about| around| nearly| almost| some)?\s*$/i;
const IN_SPAN_AFTER = /^ ?(?:만에|동안|간|새|사이)/;

/** "In six months": as long as the view, within a fifth or one of the unit. "For the fifth month" is no length of the view. */
function spanFaults(claim: NumberClaim, { facts, words }: Shown): string[] | undefined {
  if (!IN_SPAN.test(claim.before) && !IN_SPAN_AFTER.test(claim.after)) return undefined;
  const days = facts.to - facts.from + 1;
  const said = claim.value * claim.unitDays;
  const range = words.dates.range(dateParts(facts.from), dateParts(facts.to));
  return Math.abs(said - days) <= Math.max(days / 5, claim.unitDays * 0.6, 1)
    ? []
    : [words.card.faults.span(claim.text, range)];
}

function levelFaults(title: TypedTitle, claim: NumberClaim, lines: readonly Shown[]): string[] | undefined {
  const ofScale = /^\s?(?:=|is|\(?neutral|on a scale)|^(?: ?is)? neutral|\bout of\s*$|중립/i;
  if (claim.value === lines[0]!.facts.series.neutral && /neutral|중립/i.test(title.text)) return [];
  if (claim.value === 100 && (/\b(?:out )?of\s*$/i.test(claim.before) || ofScale.test(claim.after))) return [];
  if (lines.length === 1 && isFurtherShare(title, claim, lines[0]!)) return [];
  const found = lines.map((line) => isLevel(title, claim, line));
  if (found.includes(true)) return [];
  if (found.includes(undefined)) return undefined;
  const [shown] = lines;
  const { faults } = shown!.words.card;
  const extreme = isEachDay(claim) ? boundedExtreme(title, claim, shown!) : undefined;
  const day =
    extreme?.day ??
    dayOf(title, claim.at, shown!) ??
    (isOfEnd(title, claim, shown!) && isBetween(claim, shown!) ? shown!.end : undefined);
  if (lines.length === 1 && day !== undefined && (extreme || claim.how === 'exact'))
    return [
      faults.onDay(claim.text, longDate(day, shown!.words), plain(levelOn(shown!, day), extreme ? 1 : claim.decimals)),
    ];
  if (lines.length > 1 || !shown!.move) return [faults.value(claim.text)];
  const { start, end, change } = shown!;
  // As the card prints them, however the title is rounded: the reader can subtract.
  const decimals = Math.max(1, claim.decimals);
  const value = (at: number): string => plain(levelOn(shown!, at), decimals);
  return claim.how === 'above' || claim.how === 'below'
    ? [
        (claim.how === 'above' ? faults.notAbove : faults.notBelow)(
          claim.text,
          plain(extremeOf(shown!, claim.how === 'above').value),
        ),
      ]
    : [faults.number(claim.text, value(start), value(end), signed(change, decimals))];
}

/** The line has such a value on some day. */
const isBetween = ({ value }: NumberClaim, shown: Shown): boolean =>
  value >= extremeOf(shown, false, shown.start).value - 0.5 && value <= extremeOf(shown, true, shown.start).value + 0.5;

/** "Never fell below 71", "stayed above 80". */
const isEachDay = ({ how, isNegated, isThroughout }: NumberClaim): boolean =>
  (how === 'above' || how === 'below') && isNegated !== isThroughout;

/** The day that comes nearest to breaking a bound of each day, or goes farthest beyond it. */
function boundedExtreme(title: TypedTitle, claim: NumberClaim, shown: Shown): Extreme {
  const { from, to } = levelDays(title, claim, shown);
  return extremeOf(shown, (claim.how === 'above') === claim.isNegated, from, to);
}

/** The days that a value is said to be of. */
function levelDays(title: TypedTitle, claim: NumberClaim, shown: Shown): Span {
  const spans = spansOf(title, title.clauseAt(claim.at), shown);
  return spans.length > 0
    ? { from: Math.min(...spans.map((span) => span.from)), to: Math.max(...spans.map((span) => span.to)) }
    : { from: shown.facts.from, to: shown.end };
}

const HIGH = /\b(?:peak(?:s|ed|ing)?|highs?|highest|topped out|maximum)(?: (?:of|at|was|is|around|about|near))* ?$/i;
const LOW =
  /\b(?:lows?|lowest|trough(?:s|ed)?|bottom(?:s|ed)?(?: out)?|minimum)(?: (?:of|at|was|is|around|about|near))* ?$/i;
const ANY_DAY =
  /\b(?:peak\w*|highs?|highest|lows?|lowest|trough\w*|bottom\w*|topp\w*|crest\w*|swung|swings?|rang\w+|between|hits?|reach\w*|touch\w*)\b|최고|최저|고점|저점|정점|바닥/i;
const AT_START = /\b(?:start|began|begins?|open)\w*\b[^,;\d]*$/i;
const AT_END = /\b(?:at|stands?|stood|end(?:s|ed)?(?: \w+){0,2}|clos(?:es|ed)|finish(?:es|ed)) ?$|\bfrom\b.*\bto ?$/i;

/** The title names the value as that of the last day: "at 52", "from 72 to 52". */
function isOfEnd(title: TypedTitle, claim: NumberClaim, shown: Shown): boolean {
  const clause = title.clauseAt(claim.at);
  const words = title.text.slice(clause.start, clause.end);
  const before = claim.before.replace(/(?:about|around|nearly|almost|close to|some|roughly)(?= ?$)/i, '').trimEnd();
  if (spansOf(title, clause, shown).length > 0 || ANY_DAY.test(words) || AT_START.test(before)) return false;
  return (
    AT_END.test(before) ||
    (/에서/.test(before) && /^ ?으?로/.test(claim.after)) ||
    /^ ?(?:으?로|에서)? ?마[감치쳤]/.test(claim.after)
  );
}

/**
 * A value that the line has where the title says it: first, last, highest or lowest, or on the named days. Undefined where the line has it, and the
 * title does not say of which day.
 */
function isLevel(title: TypedTitle, claim: NumberClaim, shown: Shown): boolean | undefined {
  const { facts, start, end } = shown;
  const day = dayOf(title, claim.at, shown);
  const { from, to } = levelDays(title, claim, shown);
  const high = extremeOf(shown, true, from, to).value;
  const low = extremeOf(shown, false, from, to).value;
  if (isEachDay(claim)) return (claim.how === 'above') === claim.isNegated ? high <= claim.value : low >= claim.value;
  if (claim.how === 'above') return high > claim.value - 1e-9;
  if (claim.how === 'below') return low < claim.value + 1e-9;
  const isAny = (values: readonly number[]): boolean => values.some((value) => isSame(claim, value));
  const clause = title.clauseAt(claim.at);
  const isNamed = spansOf(title, clause, shown).length > 0 || ANY_DAY.test(title.text.slice(clause.start, clause.end));
  if (claim.isStart && isAny([levelOn(shown, start), levelOn(shown, facts.from), levelOn(shown, from)])) return true;
  if (claim.isStart) return isAny([high, low]) ? isNamed || undefined : false;
  if (
    day !== undefined &&
    /\b(?:at|stood at|to|reach\w*|hit)\s*$|^\D*$/i.test(claim.before) &&
    /\bon\b|일/.test(title.text)
  )
    return isAny([levelOn(shown, day)]);
  if (HIGH.test(claim.before)) return isAny([high]);
  if (LOW.test(claim.before)) return isAny([low]);
  const { last } = facts;
  const band = /\bband|interval|구간/i.test(title.text) ? [last.low, last.high] : [];
  if (isAny([levelOn(shown, end), ...band])) return true;
  if (isOfEnd(title, claim, shown)) return false;
  if (AT_START.test(claim.before)) return isAny([levelOn(shown, start), levelOn(shown, facts.from)]);
  if (isAny([levelOn(shown, to), high, low, ...(/\bto\s*$/i.test(claim.before) ? [] : [levelOn(shown, start)])]))
    return isNamed || undefined;
  return false;
}
