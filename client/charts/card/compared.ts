/** What title and sentence of a comparison tell: the lines by where they stand on its last day, and which of them nobody looked at then. */
import { lastLookedAt } from '../dailySeries.ts';
import { dateParts } from '../format.ts';
import { type CardFacts, type DyadFacts, tensestFirst } from './cardFacts.ts';

/**
 * Lines that somebody looked at on the last day are ranked among themselves; where nobody looked at any, all are.
 *
 * @param named lines that nobody looked at of which so many are named; more are counted
 */
export function comparedLines(
  { input, lines, words: { card, dates } }: CardFacts,
  named: number,
): { readonly ranked: readonly DyadFacts[]; readonly gap: string } {
  const { gap } = card;
  const blank = lines.filter(({ end }) => end.isUncovered);
  if (blank.length === 0) return { ranked: tensestFirst(lines), gap: '' };
  if (input.model.definition.feeds) return { ranked: tensestFirst(lines), gap: gap.noFile };
  if (blank.length < lines.length)
    return {
      ranked: tensestFirst(lines).filter((line) => !blank.includes(line)),
      gap: blank.length > named ? gap.ofMore(blank.length) : gap.ofLines(blank.map(({ pair }) => pair)),
    };
  const known = lines.flatMap((line) => lastKnown(line) ?? []);
  const last = known.length === 0 ? undefined : dates.full(dateParts(Math.max(...known)));
  const after = lines.some(({ series }) => series.coverage.isDeclared) ? gap.after : gap.nothingAfter;
  return { ranked: tensestFirst(lines), gap: last === undefined ? gap.all : after(last) };
}

/**
 * The days that a comparison shows: none before the first that anybody looked at, or of which an act is coded, of any of its lines. Its axis has no years
 * without a line.
 */
export function comparedDays(lines: readonly Pick<DyadFacts, 'series' | 'from' | 'to'>[]): {
  readonly from: number;
  readonly to: number;
} {
  const from = Math.min(...lines.map((line) => line.from));
  const to = Math.max(...lines.map((line) => line.to));
  const begun = lines.map(({ series: { coverage } }) =>
    Math.min(coverage.firstDay ?? Infinity, coverage.firstEvent ?? Infinity),
  );
  return { from: Math.min(Math.max(from, Math.min(...begun)), to), to };
}

/** The last day before the end of the view that somebody looked at, or of which an event is coded where nobody says who looked. */
export function lastKnown({ series: { coverage }, to }: DyadFacts): number | undefined {
  const known = coverage.isDeclared ? lastLookedAt(coverage, to) : coverage.lastEvent;
  return known != null && known < to ? known : undefined;
}
