/**
 * A typed title held against its view: what of it the data contradict, what was checked, and what nobody can check by the data: causes, forecasts,
 * "the fifth month in a row". A title that a computed one could be has no fault (tests/client/titleCheck.test.ts).
 */
import type { Words } from '../../words/words.ts';
import type { CardFacts, DyadFacts } from './cardFacts.ts';
import {
  causeDateFaults,
  directionFaults,
  greatestFaults,
  peakFaults,
  periodFaults,
  recordFaults,
  timesFaults,
} from './titleFaults.ts';
import { pastFaults, rankFaults, unlookedFaults, unlookedLevel } from './titleKnown.ts';
import { type NamedState, namesIn } from './titleNames.ts';
import { numberFaults } from './titleNumberFaults.ts';
import { numbersIn } from './titleNumbers.ts';
import { TITLE_ASPECTS, type TitleAspect, TypedTitle } from './titleText.ts';
import { type UncheckedWords, uncheckedIn } from './titleUnchecked.ts';
import { type Shown, shownOf } from './titleView.ts';

export interface TitleCheck {
  /** what the data contradict, each a sentence */
  readonly faults: readonly string[];
  /** what was compared with the data, in fixed order */
  readonly checked: readonly TitleAspect[];
  /** what no data decide, as it was typed */
  readonly unchecked: readonly UncheckedWords[];
}

export function titleCheck(
  typed: string,
  computedTitle: string,
  { input, lines, move, isPast, words }: CardFacts,
): TitleCheck {
  if (typed.trim() === computedTitle) return { faults: [], checked: TITLE_ASPECTS, unchecked: [] };
  const title = new TypedTitle(typed);
  const shown = lines.map((facts) => shownOf(facts, move, isPast, words));
  takeKnown(title, computedTitle, lines);
  const names = namesIn(title, input.titleStates ?? []);
  const linesAt = (at: number): readonly Shown[] => linesNamed(title, names, shown, at);
  const faults = [
    ...clauseFaults(title, linesAt),
    ...numbersIn(title).flatMap((claim) => {
      const of = linesAt(claim.at);
      const unlooked = of.length === 1 ? unlookedLevel(title, claim, of[0]!) : [];
      const found = unlooked.length > 0 ? unlooked : numberFaults(title, claim, of);
      const [before, after] = claim.kind === 'level' ? claim.phrase : [0, 0];
      if (found) title.take('number', claim.at - before, before + claim.text.length + after);
      return found ?? [];
    }),
    ...nameFaults(title, names, lines, words),
    ...(shown[0] ? [...periodFaults(title, shown[0]), ...pastFaults(title, shown[0])] : []),
    ...(shown[0] ? rankFaults(title, names, lines, shown[0]) : []),
    ...(shown.length === 1 ? causeDateFaults(title, shown[0]!) : []),
  ];
  return {
    faults: [...new Set(faults)],
    checked: TITLE_ASPECTS.filter((aspect) => title.checked.has(aspect)),
    unchecked: uncheckedIn(title),
  };
}

/** Clauses of the computed title, and what acts of the view are called, are as the view has them. */
function takeKnown(title: TypedTitle, computedTitle: string, lines: readonly DyadFacts[]): void {
  for (const clause of computedTitle.split(', ').slice(1)) if (clause.length >= 10) title.hide(clause);
  for (const { events } of lines)
    for (const { headline, summary } of events)
      for (const text of [headline, summary.replace(/\.$/, '')]) if (text.length >= 10) title.hide(text);
}

/** What a clause says of a line; of several lines only where the clause names its pair. */
function clauseFaults(title: TypedTitle, linesAt: (at: number) => readonly Shown[]): string[] {
  return title.clauses
    .flatMap((clause) => {
      const named = linesAt(clause.end - 1);
      const [shown] = named;
      if (!shown || named.length > 1) return [];
      return [
        ...timesFaults(title, clause, shown),
        ...directionFaults(title, clause, shown),
        ...unlookedFaults(title, clause, shown),
        ...peakFaults(title, clause, shown),
      ];
    })
    .concat(
      linesAt(0).length === 1 ? [...greatestFaults(title, linesAt(0)[0]!), ...recordFaults(title, linesAt(0)[0]!)] : [],
    );
}

/** The lines that words at a place speak of: that of the pair named last before them, or all. */
function linesNamed(
  title: TypedTitle,
  names: readonly NamedState[],
  shown: readonly Shown[],
  at: number,
): readonly Shown[] {
  if (shown.length === 1) return shown;
  const before = names.filter((name) => name.at <= at && !title.isCause(name.at)).flatMap(({ states }) => states);
  const pair = before.slice(-2);
  const found = shown.filter(
    ({ facts }) =>
      pair.length === 2 && pair.every((any) => any.some((code) => facts.series.dyad.split('-').includes(code))),
  );
  return found.length === 1 ? found : shown;
}

/** States that are neither a side of the view nor a party to an event of its days; of the subject, only its sides will do. */
function nameFaults(
  title: TypedTitle,
  names: readonly NamedState[],
  lines: readonly DyadFacts[],
  words: Words,
): string[] {
  const sides = new Set(lines.flatMap(({ series }) => series.dyad.split('-')));
  const parties = new Set([
    ...sides,
    ...lines.flatMap(({ records, within }) =>
      within.flatMap((at) => [records[at]!.actor, records[at]!.target, ...records[at]!.others]),
    ),
  ]);
  for (const { at, text } of names) title.take('name', at, text.length);
  const subject = lines.map(({ subject: one, pair }) => (lines.length === 1 ? one : pair)).join(', ');
  const strangers = names
    .filter(({ states, isSubject }) =>
      states.some((any) => !any.some((code) => (isSubject ? sides : parties).has(code))),
    )
    .map(({ text }) => words.card.faults.subject(text, subject));
  return [...strangers, ...orderFaults(title, names, lines, subject, words)];
}

/** "From Russia towards South Korea", of a view of the other direction. */
function orderFaults(
  title: TypedTitle,
  names: readonly NamedState[],
  lines: readonly DyadFacts[],
  subject: string,
  { card }: Words,
): string[] {
  const [facts] = lines;
  if (lines.length > 1 || facts!.direction === 'both') return [];
  return names.flatMap((name, i) => {
    const next = names[i + 1];
    if (!next || !/^ ?(?:towards?|to|on)\s$/i.test(title.text.slice(name.at + name.text.length, next.at))) return [];
    const said = `${name.states[0]![0]}>${next.states[0]![0]}`;
    const isReverse = said === facts!.direction.split('>').toReversed().join('>');
    return isReverse ? [card.faults.subject(title.text.slice(name.at, next.at + next.text.length), subject)] : [];
  });
}
