/** What the texts and the plot of a card are made of, computed once from what was read. */
import { type Basis, basisOf } from '../../../models/basis.ts';
import { epochDay } from '../../../models/calendar.ts';
import type { Direction } from '../../../models/dyad.ts';
import { scoreOf } from '../../../models/score.ts';
import { type Words, WORDS } from '../../words/words.ts';
import { type DailySeries, dailySeries, lieWithin, valueOn, withLead } from '../dailySeries.ts';
import type { FigureEvent } from '../figure.ts';
import { dateParts } from '../format.ts';
import { numberedEvents, peakPoints } from '../peaks.ts';
import type { EventRecord } from '../../../models/contract/events.ts';
import type { CardInput, CompareCardInput, DyadCardInput, DyadInput, ModelInput, MoveCardInput } from './cardInput.ts';

/** Of one dyad. */
export interface DyadFacts {
  readonly series: DailySeries;
  readonly basis: Basis;
  readonly direction: Direction;
  /** epoch days of the view, within the series */
  readonly from: number;
  readonly to: number;
  /** in order of day, as the columns have them */
  readonly events: readonly FigureEvent[];
  readonly records: readonly EventRecord[];
  /** positions among the events: those with a number, in order of date */
  readonly numbered: readonly number[];
  /** positions of the events of the view that count in this direction */
  readonly within: readonly number[];
  readonly names: readonly [string, string];
}

export const wordsOf = ({ presentation }: CardInput): Words => WORDS[presentation.lang];

/** A type in the card's language. */
export const typeLabel = ({ typeLabels }: CardInput, type: string): string => typeLabels[type] ?? type;

/** O(days x types) @throws RangeError when the series has no day */
export function dyadFacts(input: CardInput, data: DyadInput, model: ModelInput = input.model): DyadFacts {
  const { view } = input;
  const direction = view.kind === 'compare' ? 'both' : view.direction;
  const day = { from: epochDay(view.from), to: epochDay(view.to) };
  const daily = dailySeries(data.series);
  if (!daily)
    throw new RangeError(
      `The series of ${data.series.dyad} from ${view.from} to ${view.to} has no day: there is nothing to draw.`,
    );
  // So that a view that begins before the first event begins at neutral.
  const series = withLead(daily, Math.max(0, (daily.coverage.firstEvent ?? daily.firstDay) - day.from));
  const basis = basisOf(data.columns, model.definition, series.firstDay, series.lastDay, direction);
  const peaks = peakPoints(data.columns, model.definition, scoreOf(basis, model.definition), direction);
  const byId = new Map(data.events.map((record) => [record.id, record]));
  const records = data.columns.ids.map((id) => byId.get(id)!);
  const events = records.map((record, e): FigureEvent => ({
    id: record.id,
    day: data.columns.day[e]!,
    precision: record.datePrecision,
    title: typeLabel(input, record.type),
    summary: record.summary,
    verified: record.verified,
    peak: Number.isNaN(peaks[e]!) ? 0 : peaks[e]!,
  }));
  const from = Math.max(day.from, series.firstDay);
  const to = Math.min(Math.max(day.to, from), series.lastDay);
  const [a, b] = series.dyad.split('-') as [string, string];
  return {
    series,
    basis,
    direction,
    from,
    to,
    events,
    records,
    numbered: numberedEvents(data.columns.day, peaks, from, to),
    within: events.flatMap((event, e) =>
      event.day >= from && event.day <= to && (event.peak !== 0 || direction === 'both') ? [e] : [],
    ),
    names: [input.names[a] ?? a, input.names[b] ?? b],
  };
}

/** What a card is of, as its sentences name it. @example 'South Korea–Russia tension' */
export function subjectOf(
  { names, direction, series }: Pick<DyadFacts, 'names' | 'direction' | 'series'>,
  { card }: Words,
): string {
  if (direction === 'both') return card.subject(...names);
  const [a, b] = names;
  return direction.startsWith(series.dyad.slice(0, 3)) ? card.towards(a, b) : card.towards(b, a);
}

/** The index and its 90% band on a day within the series. */
export function pointOn(
  { series }: Pick<DyadFacts, 'series'>,
  day: number,
): { readonly index: number; readonly low: number; readonly high: number } {
  return {
    index: valueOn(series, series.index, day)!,
    low: valueOn(series, series.low, day)!,
    high: valueOn(series, series.high, day)!,
  };
}

/** How well the last day of a view is known. */
export interface Standing {
  readonly isSparse: boolean;
  readonly isProvisional: boolean;
  /** the last day lies after the last coded event, or before the first */
  readonly isUncovered: boolean;
  /** no day of the view is covered */
  readonly isBlank: boolean;
  /** the first of the provisional days at the end of the view */
  readonly provisionalFrom: number | undefined;
}

export function standingOf({ series, from, to }: Pick<DyadFacts, 'series' | 'from' | 'to'>): Standing {
  const { sparse, uncovered } = series.coverage;
  const isUncovered = lieWithin(uncovered, to);
  let provisionalFrom: number | undefined;
  for (let day = to; day >= from && series.provisional[day - series.firstDay] === 1; day--) provisionalFrom = day;
  return {
    isSparse: lieWithin(sparse, to),
    // Where nothing is coded, nothing is provisional either: that it is blank says more.
    isProvisional: provisionalFrom !== undefined && !isUncovered,
    isUncovered,
    isBlank: uncovered.some((stretch) => stretch.from <= from && stretch.to >= to),
    provisionalFrom,
  };
}

/** The moment of the view lies before its last day: what it shows of the end was not yet known. */
export const isKnownEarlier = ({ view }: CardInput): boolean => view.asOf.slice(0, 10) < view.to;

/** @example '31 Aug 2026, 12:00 UTC' */
export function momentText(moment: string, { dates }: Words): string {
  return dates.moment(dateParts(epochDay(moment.slice(0, 10))), moment.slice(11, 16));
}

/** Which of the three kinds an input is: its view says so, and the type does not follow from it by itself. */
export function kindOf(
  input: CardInput,
): { readonly dyad: DyadCardInput } | { readonly move: MoveCardInput } | { readonly compare: CompareCardInput } {
  if (input.view.kind === 'compare') return { compare: input as CompareCardInput };
  return input.view.kind === 'move' ? { move: input as MoveCardInput } : { dyad: input as DyadCardInput };
}
