/** The numbers of a card for the page of its frame: on the server, of what it read for the card. */
import { epochDay, stepDays, type Step } from '../../../models/calendar.ts';
import { bucketPositions } from '../buckets.ts';
import { categoryPositions, stackedBins } from '../bins.ts';
import { nameOfModel } from '../card/card.ts';
import type { CardFacts, DyadFacts } from '../card/cardFacts.ts';
import { figureNotes, mostNotes } from '../card/cardNotes.ts';
import { type CardInput, isCompare, isMove } from '../card/cardInput.ts';
import { dailySeries, type DailySeries } from '../dailySeries.ts';
import type { FigureEvent } from '../figure.ts';
import type { FigureNote } from '../notes.ts';
import { waterfallRows } from '../waterfall.ts';
import { type Column, COLUMNS, type EmbedSeries, type EmbedShown } from './embedData.ts';

/** Events that are read out with their day; of more, the weightiest. */
const MOST_EVENTS = 400;
/** Points of a line: two for each pixel of a wide frame. */
const MOST_POINTS = 1400;

export function embedShown(input: CardInput, facts: CardFacts): EmbedShown {
  const { words } = facts;
  if (isMove(input)) return { kind: 'move', rows: waterfallRows(input.move, words, ['', '']) };
  const [from, to] = [epochDay(input.view.from), epochDay(input.view.to)];
  if (isCompare(input))
    return {
      kind: 'compare',
      lines: facts.lines.map(({ pair, series, events }) => ({
        pair,
        series: seriesWithin(series, drawnDays(series, from, to, 'day')),
        eventDays: events.flatMap(({ day }) => (day >= from && day <= to ? [day] : [])),
      })),
    };
  const [line] = facts.lines;
  const { series, basis } = line;
  const { definition } = input.model;
  const events = heard(line);
  const { step } = input.view;
  const days = drawnDays(series, line.from, line.to, step);
  const eve = input.move.firstDay === null && line.from > series.firstDay ? [line.from - 1] : [];
  const all = [...new Set([...eve, ...days, ...events.map(({ day }) => day)])].sort((p, q) => p - q);
  const second = input.overlay && dailySeries(input.overlay.series);
  return {
    kind: 'dyad',
    series: seriesWithin(series, all),
    step,
    bins: stackedBins(
      series,
      { basis, model: definition, categoryOf: categoryPositions(input.codebook) },
      line.from,
      line.to,
    ),
    events,
    few: definition.flag,
    eve: input.move.firstDay === null ? input.move.from.index : null,
    lineName: nameOfModel(input.model, words),
    second: second
      ? {
          label: nameOfModel(input.overlay!.model, words),
          series: seriesWithin(
            second,
            all.filter((day) => day >= second.firstDay && day <= second.lastDay),
          ),
        }
      : null,
  };
}

/** JSON has no Infinity: what goes on ends after the last day. */
export function embedNotes(facts: CardFacts): { readonly notes?: readonly FigureNote[] } {
  const last = epochDay(facts.input.view.to) + 1;
  const notes = figureNotes(facts, mostNotes(facts)).map((note) => ({ ...note, to: Math.min(note.to, last) }));
  return notes.length === 0 ? {} : { notes };
}

/** The days at which a line has a point; of a long one the lowest and highest of each pixel, so that the picture is the same. */
function drawnDays(series: DailySeries, from: number, to: number, step: Step): readonly number[] {
  const within = stepDays(Math.max(from, series.firstDay), Math.min(to, series.lastDay), step);
  return bucketPositions((day) => series.index[day - series.firstDay]!, within, MOST_POINTS);
}

/** The events of the window, in order of day. */
function heard({ within, events }: DyadFacts): FigureEvent[] {
  const weight = (at: number): number => Math.abs(events[at]!.step);
  return within
    .toSorted((p, q) => weight(q) - weight(p))
    .slice(0, MOST_EVENTS)
    .sort((p, q) => p - q)
    .map((at) => events[at]!);
}

function seriesWithin(series: DailySeries, days: readonly number[]): EmbedSeries {
  const { dyad, name, sides, direction, neutral, scale, firstDay, lastDay, coverage, feeds, model, asOf } = series;
  const columns = Object.fromEntries(
    COLUMNS.map((column) => [
      column,
      days.map((day) => {
        const value = series[column][day - firstDay]!;
        return Number.isNaN(value) ? null : value;
      }),
    ]),
  ) as Record<Column, (number | null)[]>;
  return {
    dyad,
    name,
    sides,
    direction,
    neutral,
    scale,
    firstDay,
    lastDay,
    coverage,
    ...(feeds && { feeds }),
    model,
    asOf,
    days,
    columns,
    provisional: days.filter((day) => series.provisional[day - firstDay] === 1),
  };
}
