/**
 * What a typed title says and the data do not, each as a sentence: amounts, per cent, values, direction, subjects, days and records. A title
 * that a computed one could be has no fault (tests/client/titleFaults.test.ts). Nothing is understood, words are looked for: a negation ("did
 * not rise") reads as its contrary. So a fault is a warning to the writer, who may keep the title.
 */
import { epochDay } from '../../../models/calendar.ts';
import { isLittleChanged } from '../../../models/moveFinding.ts';
import type { Move } from '../../../models/contract/move.ts';
import type { Words } from '../../words/words.ts';
import { valueOn } from '../dailySeries.ts';
import { dateParts, longDate, plain, signed } from '../format.ts';
import type { CardFacts, DyadFacts } from './cardFacts.ts';
import type { CardInput } from './cardInput.ts';
import { type DateClaim, datesIn, directionIn, recordIn } from './titleClaims.ts';

export function titleFaults(typed: string, { input, lines, move, words }: CardFacts): string[] {
  const { dates, rest } = datesIn(typed.normalize('NFC'));
  return [
    ...numberFaults(rest, lines, move, words),
    ...(move ? directionFaults(typed, lines[0], move, words) : []),
    ...subjectFaults(typed, input, lines, words),
    ...periodFaults(dates, lines[0], words),
    ...(move ? recordFaults(typed, dates, lines[0], words) : []),
  ];
}

/** The title's number and a value are one, to the digits that the title gives; either way of rounding a half is right. */
function isSame(said: number, digits: number, value: number): boolean {
  return Math.abs(said - value) <= 0.5 * 10 ** -digits + 1e-9;
}

const RISES = /(?:\b(?:rose|rises?|up|increas\w*|climb\w*|jump\w*|surg\w*|grew|gained)(?: by)?)\s*$/i;
const FALLS = /(?:\b(?:fell|falls?|down|decreas\w*|dropp\w*|drops?|declin\w*|lost)(?: by)?)\s*$/i;

function numberFaults(
  rest: string,
  lines: readonly DyadFacts[],
  move: Move | undefined,
  { card: { faults } }: Words,
): string[] {
  const found: string[] = [];
  const values = valuesOf(lines, move);
  const changes = move ? [move.change] : lines.map(({ first, last }) => last.index - first.index);
  const parts = [
    ...lines.flatMap(({ events, numbered }) => numbered.map((at) => events[at]!.peak)),
    ...(move?.groups ?? []).map(({ indexPoints }) => indexPoints),
    ...(move?.events ?? []).map(({ indexPoints }) => indexPoints),
  ];
  for (const match of rest.matchAll(
    /(?<![\p{L}\d.,])([+−-]|–(?=\d))?\s?(\d+(?:[.,]\d+)?)\s?(%|per ?cent|퍼센트|points?\b|pts?\b|포인트|점)?/giu,
  )) {
    const [text, sign = '', digits = '', unit = ''] = match;
    const before = rest.slice(0, match.index);
    const after = rest.slice(match.index + text.length);
    const said = Number(digits.replace(',', '.'));
    const decimals = /[.,](\d+)/.exec(digits)?.[1]?.length ?? 0;
    const shown = changes.map((change) => signed(change, decimals)).join(', ');
    if (/^(%|per ?cent|퍼센트)$/i.test(unit)) {
      // The band is a per cent of its own kind.
      if (!/^\s?(band|구간)/i.test(after)) found.push(faults.percent(text.trim(), shown));
      continue;
    }
    const isRise = sign === '+' || RISES.test(before) || /^\s?(상승|증가|급등|올라|올랐)/.test(after);
    const isFall = (sign !== '' && sign !== '+') || FALLS.test(before) || /^\s?(하락|감소|급락|내려|내렸)/.test(after);
    if (isRise || isFall || unit !== '') {
      const fits = (value: number): boolean =>
        isRise
          ? isSame(said, decimals, value)
          : isFall
            ? isSame(-said, decimals, value)
            : isSame(said, decimals, Math.abs(value));
      if (
        !changes.some(fits) &&
        !parts.some(fits) &&
        !(unit !== '' && !isRise && !isFall && values.some((value) => isSame(said, decimals, value)))
      )
        found.push(faults.change(isRise ? `+${digits}` : isFall ? `−${digits}` : text.trim(), shown));
    } else if (said <= 100 && !/^\p{L}/u.test(after) && !values.some((value) => isSame(said, decimals, value))) {
      found.push(
        move
          ? faults.number(text.trim(), plain(move.from.index, decimals), plain(move.to.index, decimals), shown)
          : faults.value(text.trim()),
      );
    }
  }
  return found;
}

/** All that a number of a title may be: values of the index, their band, counts of events, days and lines. */
function valuesOf(lines: readonly DyadFacts[], move: Move | undefined): number[] {
  return [
    0,
    50,
    100,
    90,
    lines.length,
    ...lines.flatMap((facts) => {
      const { from, to, series, within, events, first, last } = facts;
      const shown = series.index.subarray(from - series.firstDay, to - series.firstDay + 1);
      return [
        first.index,
        last.index,
        last.low,
        last.high,
        shown.reduce((a, b) => Math.max(a, b)),
        shown.reduce((a, b) => Math.min(a, b)),
        last.index - first.index,
        to - from,
        to - from + 1,
        within.length,
        within.filter((at) => !events[at]!.verified).length,
      ];
    }),
    ...(move
      ? [move.from.index, move.to.index, ...move.groups.map(({ events }) => events)]
      : lines.flatMap((a) => lines.map((b) => Math.abs(a.last.index - b.last.index)))),
  ];
}

function directionFaults(typed: string, facts: DyadFacts, move: Move, { card: { faults } }: Words): string[] {
  const claim = directionIn(typed);
  if (!claim) return [];
  const points = signed(move.change);
  const shows = isLittleChanged(move, facts.first) ? 'little' : move.change > 0 ? 'rise' : 'fall';
  return claim.says === shows ? [] : [faults.direction(claim.text, faults[shows](points))];
}

/** Particles that follow a Korean name. */
const PARTICLES = '[은는이가을를과와의도로에]';

/** States that are neither a side of the view nor a party to an event of its days. */
function subjectFaults(typed: string, input: CardInput, lines: readonly DyadFacts[], words: Words): string[] {
  const parties = new Set(
    lines.flatMap(({ series, records, within }) => [
      ...series.dyad.split('-'),
      ...within.flatMap((at) => [records[at]!.actor, records[at]!.target, ...records[at]!.others]),
    ]),
  );
  let rest = typed;
  const strangers: string[] = [];
  // The longest first: Guinea-Bissau is not Guinea.
  for (const [code, name] of Object.entries(input.names).toSorted(([, p], [, q]) => q.length - p.length)) {
    if (name.length < 2) continue;
    const pattern = new RegExp(
      `(?<![\\p{L}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=$|[^\\p{L}]|${PARTICLES}(?![\\p{L}]))`,
      'u',
    );
    if (!pattern.test(rest)) continue;
    rest = rest.replace(pattern, ' ');
    if (!parties.has(code)) strangers.push(name);
  }
  const subject = lines.map(({ subject, pair }) => (lines.length === 1 ? subject : pair)).join(', ');
  return strangers.map((name) => words.card.faults.subject(name, subject));
}

function periodFaults(dates: readonly DateClaim[], { from, to }: DyadFacts, words: Words): string[] {
  const range = words.dates.range(dateParts(from), dateParts(to));
  return dates
    .filter(({ role }) => role === 'period')
    .flatMap((claim) => (touches(claim, from, to) ? [] : [words.card.faults.period(claim.text, range)]));
}

/** Some day of the view is such a day: what the claim leaves open (a year, a month) may be any. */
function touches({ year, month, dayOfMonth }: DateClaim, from: number, to: number): boolean {
  for (let day = from; day <= to; day++) {
    const parts = dateParts(day);
    if (
      (year === undefined || parts.year === year) &&
      (month === undefined || parts.month === month) &&
      (dayOfMonth === undefined || parts.dayOfMonth === dayOfMonth)
    )
      return true;
  }
  return false;
}

/** In whole points, as in title.ts, and of the best day of the view: a peak within it may be the record. */
function recordFaults(
  typed: string,
  dates: readonly DateClaim[],
  { series, from, to }: DyadFacts,
  words: Words,
): string[] {
  const claim = recordIn(typed);
  if (!claim) return [];
  const sign = claim.isHighest ? 1 : -1;
  const height = (day: number): number => sign * Math.round(valueOn(series, series.index, day)!);
  let best = -Infinity;
  for (let day = from; day <= to; day++) best = Math.max(best, height(day));
  const since = dates.find(({ role }) => role === 'since');
  const begin = Math.max(
    series.coverage.firstEvent ?? series.firstDay,
    series.firstDay,
    since ? dayAfter(since) : -Infinity,
  );
  let worst: number | undefined;
  for (let day = begin; day < from; day++)
    if (height(day) > best && (worst === undefined || height(day) > height(worst))) worst = day;
  if (worst === undefined) return [];
  const say = claim.isHighest ? words.card.faults.highest : words.card.faults.lowest;
  return [
    say(
      since ? `${claim.text} ... ${since.text}` : claim.text,
      plain(valueOn(series, series.index, worst)!),
      longDate(worst, words),
    ),
  ];
}

/** The day after the period that a "since" names: in the period itself it was as high. */
function dayAfter({ year, month, dayOfMonth }: DateClaim): number {
  if (year === undefined) return -Infinity;
  if (month === undefined) return epochDay(`${year + 1}-01-01`);
  const first = Date.UTC(year, month - 1, dayOfMonth ?? 1) / 86_400_000;
  return dayOfMonth === undefined ? Date.UTC(year, month, 1) / 86_400_000 : first + 1;
}
