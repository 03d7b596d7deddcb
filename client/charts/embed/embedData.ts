/** What a chart in the frame of another page is drawn from: the numbers of a card as plain data, which go along in the frame's own page. */
import type { FigureNote } from '../notes.ts';
import type { Step } from '../../../models/calendar.ts';
import type { StackedBin } from '../bins.ts';
import type { CardTheme } from '../card/presentation.ts';
import type { DailySeries } from '../dailySeries.ts';
import type { FewEvents, FigureEvent } from '../figure.ts';
import { modelLine, type Overlay } from '../overlay.ts';
import type { WaterfallRow } from '../waterfall.ts';

/** Events with a number, as many as a card lists. */
export const MOST_LISTED = 5;

export type Column = 'index' | 'low' | 'high' | 'tension' | 'sd';
export const COLUMNS: readonly Column[] = ['index', 'low', 'high', 'tension', 'sd'];

/** A daily series with the values of some of its days. */
export interface EmbedSeries extends Pick<
  DailySeries,
  | 'dyad'
  | 'name'
  | 'sides'
  | 'direction'
  | 'neutral'
  | 'scale'
  | 'firstDay'
  | 'lastDay'
  | 'coverage'
  | 'feeds'
  | 'model'
  | 'asOf'
> {
  /** epoch days, ascending */
  readonly days: readonly number[];
  readonly columns: Readonly<Record<Column, readonly (number | null)[]>>;
  readonly provisional: readonly number[];
}

export type EmbedShown =
  | {
      readonly kind: 'dyad';
      readonly series: EmbedSeries;
      readonly step: Step;
      readonly bins: readonly StackedBin[];
      readonly events: readonly FigureEvent[];
      readonly few: FewEvents;
      /** the value on the eve of the first day; null where the record begins later */
      readonly eve: number | null;
      readonly lineName: string;
      readonly second: { readonly label: string; readonly series: EmbedSeries } | null;
    }
  | {
      readonly kind: 'compare';
      readonly lines: readonly {
        readonly pair: string;
        readonly series: EmbedSeries;
        readonly eventDays: readonly number[];
      }[];
    }
  | { readonly kind: 'move'; readonly rows: readonly WaterfallRow[] };

export interface EmbedData {
  /** notes on its days */
  readonly notes?: readonly FigureNote[];
  /** the reader's own where nothing was asked for */
  readonly theme: CardTheme | null;
  /** size of text, percent */
  readonly text: number;
  /** epoch days, inclusive */
  readonly from: number;
  readonly to: number;
  readonly shown: EmbedShown;
}

/** The series again; a day that is not there is not a number. */
export function seriesOfEmbed({ days, columns, provisional, ...rest }: EmbedSeries): DailySeries {
  const length = rest.lastDay - rest.firstDay + 1;
  const column = (name: Column): Float64Array => {
    const values = new Float64Array(length).fill(Number.NaN);
    days.forEach((day, i) => (values[day - rest.firstDay] = columns[name][i] ?? Number.NaN));
    return values;
  };
  const marked = new Uint8Array(length);
  for (const day of provisional) marked[day - rest.firstDay] = 1;
  const none = new Float64Array(0);
  return {
    ...rest,
    index: column('index'),
    low: column('low'),
    high: column('high'),
    tension: column('tension'),
    sd: column('sd'),
    // Drawn by the page of the dyad alone.
    conflict: none,
    cooperation: none,
    provisional: marked,
  };
}

export const secondLine = ({ label, series }: { readonly label: string; readonly series: EmbedSeries }): Overlay =>
  modelLine(seriesOfEmbed(series), label);
