/** What a typed title says of days that nobody looked at, or that lie after the view; and an order of lines that their bands do not carry. */
import { moveFinding, partsOfAnswer } from '../../../models/moveFinding.ts';
import { lieWithin } from '../dailySeries.ts';
import { dateParts, longDate, plain } from '../format.ts';
import { tensestFirst, type DyadFacts } from './cardFacts.ts';
import { rivalsOf } from './title.ts';
import { directionIn, greatestChangeIn, recordIn } from './titleClaims.ts';
import type { NamedState } from './titleNames.ts';
import type { NumberClaim } from './titleNumbers.ts';
import type { Clause, TypedTitle } from './titleText.ts';
import { dayOf, levelOn, type Shown, type Span, spansOf } from './titleView.ts';

/** The title says itself that nobody looked. */
const SAYS_GAP =
  /\b(?:nobody|anybody) (?:has )?(?:said|looked)\b|\bnot (?:covered|known)\b|미조사|조사일|조사한|조사했다는/i;

const isLooked = ({ facts: { series, days } }: Shown, day: number): boolean =>
  !lieWithin(series.coverage.uncovered, day) || days.includes(day);

/** The last day of a span that somebody looked at, or that an act is known of. */
function lastLooked(shown: Shown, { from, to }: Span): number | undefined {
  for (let day = to; day > from; day--) if (isLooked(shown, day)) return day;
  return undefined;
}

/** A rise, a fall or calm of days that nobody looked at: there the line only fades. */
export function unlookedFaults(title: TypedTitle, clause: Clause, shown: Shown): string[] {
  const claim = directionIn(title.finding(clause));
  if (!claim || SAYS_GAP.test(title.text)) return [];
  const { facts, move, start, end, words } = shown;
  const spans = spansOf(title, clause, shown);
  const isKnown = (span: Span): boolean => {
    const last = lastLooked(shown, span);
    if (last === undefined) return false;
    if (2 * (span.to - last) <= span.to - span.from) return true;
    const change = levelOn(shown, last) - levelOn(shown, span.from);
    return claim.says === 'rise' ? change >= 1 : claim.says === 'fall' ? change <= -1 : false;
  };
  const kind = move && spans.length === 0 ? moveFinding(partsOfAnswer(move)).kind : undefined;
  if (
    kind === undefined
      ? (spans.length > 0 ? spans : [{ from: start, to: end }]).some(isKnown)
      : kind !== 'faded' && kind !== 'uncovered'
  )
    return [];
  const { from, to } = spans[0] ?? { from: start, to: end };
  const after = Math.max(lastLooked(shown, { from, to }) ?? from, facts.from - 1);
  return [words.card.faults.unlooked(claim.text, words.dates.range(dateParts(after + 1), dateParts(to)))];
}

const STANDS = /\b(?:is|now|currently|at|stands?|stood)(?: (?:now|still|currently|at|about|around|nearly|almost))* ?$/i;

/** A value of a day that nobody looked at. */
export function unlookedLevel(title: TypedTitle, claim: NumberClaim, shown: Shown): string[] {
  if (claim.kind !== 'level' || claim.how === 'above' || claim.how === 'below' || SAYS_GAP.test(title.text)) return [];
  const isOfEnd = STANDS.test(claim.before) && spansOf(title, title.clauseAt(claim.at), shown).length === 0;
  const day = dayOf(title, claim.at, shown) ?? (isOfEnd ? shown.end : undefined);
  if (day === undefined || isLooked(shown, day)) return [];
  const { words } = shown;
  return [words.card.faults.unlooked(claim.text, longDate(day, words))];
}

/** "Now at 80", "is above 80", "stands at 80". */
const NOW =
  /\b(?:now|currently|today|at present)\b|\b(?:is|are|stands?)(?= (?:now |still )?(?:at|near|above|below|over|under|close|about|around|an?|its|their|the (?:highest|lowest)|higher|lower|rising|falling|up|down|record|\d)\b)|현재|지금|오늘/iu;
const OF_ALL_TIME = /\b(?:record|all-time|ever|never)\b|사상|역대|기록 이래|적(?:이|은|도)? ?없/iu;
const UNTIL_THEN = /\b(?:until|till|by|up to) then\b|\b(?:at|of) the time\b|당시|그때|그 ?시점/iu;

/** Of a view that ends in the past: what it says of today, and records, which later days may have beaten. */
export function pastFaults(title: TypedTitle, shown: Shown): string[] {
  if (!shown.isPast) return [];
  const { words, end } = shown;
  const { faults } = words.card;
  const day = longDate(end, words);
  const now = NOW.exec(title.readable);
  const said = now && !title.isCause(now.index) ? [faults.past(now[0], day)] : [];
  const record = greatestChangeIn(title.readable) ?? recordIn(title.readable);
  if (!record || UNTIL_THEN.test(title.text) || title.dates.some(({ role }) => role === 'since')) return said;
  const begin = Math.max(0, record.at - 6);
  const ever = OF_ALL_TIME.exec(title.text.slice(begin, record.at + record.text.length + 12));
  if (!ever) return said;
  const [from, to] = [begin + ever.index, begin + ever.index + ever[0].length];
  const claim = title.text.slice(Math.min(from, record.at), Math.max(to, record.at + record.text.length));
  return [...said, faults.untilThen(claim, day)];
}

const HIGHEST = /\b(?:highest|tensest|most tense|ahead|leads?|tops?)\b|최고|가장 (?:높|긴장)|1위/iu;
const SAYS_CLOSE = /too close|no clear|hard to rank|우열|뚜렷한 최고 없/iu;

/** "Highest for A–B" of lines whose bands reach each other, or of one that is not the highest. */
export function rankFaults(
  title: TypedTitle,
  names: readonly NamedState[],
  lines: readonly [DyadFacts, ...DyadFacts[]],
  shown: Shown,
): string[] {
  const claim = HIGHEST.exec(title.readable);
  if (!claim || lines.length < 2 || SAYS_CLOSE.test(title.text)) return [];
  const clause = title.clauseAt(claim.index);
  const within = names.filter(({ at }) => at >= clause.start && at < clause.end).flatMap(({ states }) => states);
  const named = lines.filter(({ series }) =>
    series.dyad.split('-').every((side) => within.some((any) => any.includes(side))),
  );
  const [only] = named;
  if (!only || named.length > 1) return [];
  const ranked = tensestFirst(lines);
  const rivals = rivalsOf(ranked);
  if (ranked[0] === only && rivals.size === 0) return [];
  title.take('record', claim.index, claim[0].length);
  const close = ranked.filter((line, i) => line !== only && (i === 0 || rivals.has(i)));
  return [
    shown.words.card.faults.rank(
      claim[0],
      only.pair,
      close.map(({ pair, last }) => shown.words.card.title.ofLine(pair, plain(last.index))),
    ),
  ];
}
