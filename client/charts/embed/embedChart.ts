/** The chart in a frame: the drawing of cards and pages at any width, with text of at least 12 px, and what an arrow key reads out. */
import type { ChartConfiguration } from 'chart.js';
import { compareChart } from '../compareChart.ts';
import { compareFigure } from '../compareFigure.ts';
import { MAX_LINES_TOGETHER, panesOf } from '../comparePanes.ts';
import { indexLine } from '../compareLines.ts';
import { dyadChart } from '../dyadChart.ts';
import { dyadFigure } from '../figure.ts';
import { longDate, plain, signed } from '../format.ts';
import type { Frame } from '../frame.ts';
import type { FigureNote } from '../notes.ts';
import type { Ruler } from '../marks/text.ts';
import { sayDay } from '../sentences.ts';
import type { Theme } from '../theme.ts';
import { waterfallChart, waterfallHeight } from '../waterfallChart.ts';
import { plotHeight } from '../embedSnippet.ts';
import type { Words } from '../../words/words.ts';
import { type EmbedData, type EmbedShown, MOST_LISTED, secondLine, seriesOfEmbed } from './embedData.ts';

/** Pages write at 11 px and more; a frame at 12 and more. */
const LEAST_TEXT = 12 / 11;
const NARROW = 620;
const NARROW_WATERFALL = 300;

export interface EmbedChart {
  readonly configuration: ChartConfiguration;
  readonly height: number;
}

interface Look {
  readonly width: number;
  readonly theme: Theme;
  readonly words: Words;
  readonly ink: Ruler;
}

/** What a frame draws, prepared once, at whatever width. */
export interface Drawable {
  readonly draw: (look: Look) => EmbedChart;
  /** what the keys walk, in order */
  readonly stops: readonly Stop[];
}

export interface Stop {
  /** epoch day on the time axis; undefined where there is none */
  readonly day: number | undefined;
  readonly say: (words: Words) => string;
}

export function drawable({ shown, from, to, text, notes = [] }: EmbedData): Drawable {
  const size = LEAST_TEXT * Math.max(text / 100, 1);
  const frame: Frame = { inset: { top: 0, right: 0, bottom: 0, left: 0 }, text: size, isCard: true, detail: 'full' };
  if (shown.kind === 'dyad') return dyadDrawable(shown, from, to, frame, notes);
  return shown.kind === 'compare' ? compareDrawable(shown, from, to, frame, notes) : moveDrawable(shown, frame);
}

function dyadDrawable(
  shown: EmbedShown & { kind: 'dyad' },
  from: number,
  to: number,
  frame: Frame,
  notes: readonly FigureNote[],
): Drawable {
  const series = seriesOfEmbed(shown.series);
  const days = shown.series.days.filter((day) => day >= from && day <= to);
  const overlays = shown.second ? [secondLine(shown.second)] : [];
  return {
    stops: days.map((day, i) => ({
      day,
      say: (words) => sayDay(series, day, eventsUpTo(shown.events, days[i - 1] ?? from - 1, day), words),
    })),
    draw({ width, theme, words }) {
      const height = Math.round(plotHeight(width) * frame.text);
      const figure = dyadFigure({
        notes,
        series,
        days,
        explained: undefined,
        bins: shown.bins,
        few: shown.few,
        events: shown.events,
        most: MOST_LISTED,
        eve: shown.eve ?? undefined,
        view: { from, to, step: shown.step, layer: 'index' },
        theme,
        words,
        frame,
        overlays,
        lineName: shown.lineName,
        width,
        height,
      });
      return { configuration: dyadChart(figure) as unknown as ChartConfiguration, height };
    },
  };
}

/** Those since the point before, as if they were of this one. */
const eventsUpTo = <Event extends { readonly day: number }>(
  events: readonly Event[],
  before: number,
  day: number,
): Event[] => events.filter((event) => event.day > before && event.day <= day).map((event) => ({ ...event, day }));

function compareDrawable(
  shown: EmbedShown & { kind: 'compare' },
  from: number,
  to: number,
  frame: Frame,
  notes: readonly FigureNote[],
): Drawable {
  const lines = shown.lines.map(({ pair, series, eventDays }) =>
    indexLine(series.dyad, pair, series.dyad, seriesOfEmbed(series), eventDays),
  );
  const days = [...new Set(shown.lines.flatMap(({ series }) => series.days))].sort((p, q) => p - q);
  return {
    stops: days.map((day) => ({
      day,
      say: (words) =>
        `${longDate(day, words)}: ${lines
          .filter(({ valueOn }) => !Number.isNaN(valueOn(day)))
          .map(({ label, valueOn }) => `${label} ${plain(valueOn(day))}`)
          .join('; ')}`,
    })),
    draw({ width, theme, words, ink }) {
      const isNarrow = width < NARROW * frame.text;
      const panes = panesOf(
        lines.map(({ label }) => label),
        width,
        ink,
        { family: theme.fontFamily, text: frame.text },
        isNarrow ? 1 : MAX_LINES_TOGETHER,
      );
      const rows = Math.ceil(lines.length / panes.columns);
      const height = Math.round((panes.arrangement === 'multiples' ? 70 + rows * 150 : plotHeight(width)) * frame.text);
      const figure = compareFigure({
        notes,
        lines,
        ...panes,
        scale: 'level',
        step: 'day',
        from,
        to,
        showLevels: false,
        theme,
        words,
        frame,
        ink,
        width,
        height,
      });
      return { configuration: compareChart(figure) as unknown as ChartConfiguration, height };
    },
  };
}

function moveDrawable({ rows }: EmbedShown & { kind: 'move' }, frame: Frame): Drawable {
  return {
    stops: rows
      .filter(({ role }) => role !== 'heading')
      .map(({ role, label, note, points, to }) => ({
        day: undefined,
        say: () => [label, note, role === 'part' ? signed(points) : plain(to)].filter((part) => part !== '').join(', '),
      })),
    draw({ width, theme, words, ink }) {
      const height = Math.round(waterfallHeight(rows) * frame.text);
      const configuration = waterfallChart({
        rows,
        theme,
        words,
        frame,
        ink,
        isChangeElsewhere: width < NARROW_WATERFALL * frame.text,
        width,
        height,
      });
      return { configuration: configuration as unknown as ChartConfiguration, height };
    },
  };
}
