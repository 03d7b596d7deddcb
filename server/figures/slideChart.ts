/** The charts of a slide as a presentation program keeps them: series with names and numbers, which people can edit. */
import { binsOf, categoryPositions, stackOn } from '../../client/charts/bins.ts';
import {
  type CardInput,
  type CompareCardInput,
  type DyadCardInput,
  isCompare,
  isMove,
  type MoveCardInput,
} from '../../client/charts/card/cardInput.ts';
import { linePaint } from '../../client/charts/linePaints.ts';
import type { Theme } from '../../client/charts/theme.ts';
import { waterfallRows } from '../../client/charts/waterfall.ts';
import { WORDS, type Words } from '../../client/words/words.ts';
import { basisOf } from '../../models/basis.ts';
import { epochDay, type Step, toIsoDate } from '../../models/calendar.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { pointsWithin } from './table.ts';

export interface SlideSeries {
  readonly name: string;
  /** one for each label; null where there is none */
  readonly values: readonly (number | null)[];
  /** `#rrggbb`; undefined is not painted */
  readonly colour: string | undefined;
  readonly isDashed?: boolean;
}

export interface SlideChart {
  readonly kind: 'lines' | 'columns';
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly SlideSeries[];
  /** of the value axis */
  readonly min: number;
  readonly max: number;
  /** share of the height */
  readonly share: number;
}

/** More points than a presentation program edits with ease. */
const MAX_POINTS = 2500;
/** Bars that stay bars on a slide. */
const MAX_COLUMNS = 90;

export function slideCharts(input: CardInput, theme: Theme): SlideChart[] {
  const words = WORDS[input.presentation.lang];
  if (isCompare(input)) return [compareLines(input, theme, words)];
  return isMove(input)
    ? [waterfall(input, theme, words)]
    : [indexLines(input, theme, words), parts(input, theme, words)];
}

function indexLines({ view, data, overlay }: DyadCardInput, theme: Theme, words: Words): SlideChart {
  const step = coarseEnough(view.from, view.to, view.step);
  const points = pointsWithin(data.series, view.from, view.to, step);
  const others = overlay ? pointsWithin(overlay.series, view.from, view.to, step) : [];
  const series: SlideSeries[] = [
    { name: words.charts.index, values: points.map(({ index }) => index), colour: theme.line },
    { name: words.files.low, values: points.map(({ low }) => low), colour: theme.neutralLine, isDashed: true },
    { name: words.files.high, values: points.map(({ high }) => high), colour: theme.neutralLine, isDashed: true },
    ...(overlay
      ? [
          {
            name: `${overlay.model.name} v${overlay.model.version}`,
            values: others.map(({ index }) => index),
            colour: linePaint(theme.name, 1).colour,
          },
        ]
      : []),
    ...(data.series.whatIf === null
      ? []
      : [
          {
            name: words.files.asCoded,
            values: points.map(({ indexAsCoded }) => indexAsCoded ?? null),
            colour: theme.whatIf,
          },
        ]),
  ];
  return {
    kind: 'lines',
    title: `${words.charts.index}, ${words.charts.indexScale}`,
    labels: points.map(({ date }) => date),
    series,
    ...rangeOf(series, 10),
    share: 0.64,
  };
}

/** What the index is made of on the last day of each period, as the card shows it: a series for each category and sign. */
function parts({ view, data, model, codebook }: DyadCardInput, theme: Theme, words: Words): SlideChart {
  const from = epochDay(view.from);
  const to = epochDay(view.to);
  const firstDay = Math.min(from, data.columns.day[0] ?? from);
  const basis = basisOf(data.columns, model.definition, firstDay, to, view.direction);
  const unit =
    (['day', 'week', 'month', 'quarter', 'year'] as const).find(
      (candidate) => binsOf(from, to, candidate).length <= MAX_COLUMNS,
    ) ?? 'year';
  const bins = binsOf(from, to, unit);
  const categoryOf = categoryPositions(codebook);
  const stacks = bins.map(({ day }) => stackOn(basis, model.definition, categoryOf, day));
  const series = CATEGORIES.flatMap((category, c) =>
    (['raising', 'easing'] as const).flatMap((sign): SlideSeries[] => {
      const values = stacks.map((stack) => stack[sign][c]!);
      const name =
        sign === 'raising' ? words.categories[category] : `${words.categories[category]} (${words.charts.lowers})`;
      return values.some((value) => Math.abs(value) >= 0.05)
        ? [{ name, values, colour: theme.categories[category].hatched ? theme.muted : theme.categories[category].fill }]
        : [];
    }),
  );
  const sums = stacks.map(({ raising, easing }) => [
    raising.reduce((a, b) => a + b, 0),
    easing.reduce((a, b) => a + b, 0),
  ]);
  const title = `${words.charts.madeOf}, ${words.charts.madeOfUnit(words.charts.when[unit])}`;
  return {
    kind: 'columns',
    title,
    labels: bins.map(({ day }) => toIsoDate(day)),
    series,
    ...roundRange(Math.min(0, ...sums.map(([, down]) => down!)), Math.max(0, ...sums.map(([up]) => up!)), 5),
    share: 0.36,
  };
}

/** Columns on columns that are not painted: each cause stands where the one before it ended. */
function waterfall({ move }: MoveCardInput, theme: Theme, words: Words): SlideChart {
  const rows = waterfallRows(move, words, ['', '']).filter(({ role }) => role !== 'heading');
  const isValue = (role: string): boolean => role === 'start' || role === 'end';
  const lowest = rows.map(({ from, to }) => Math.min(from, to));
  const range = roundRange(Math.min(...lowest), Math.max(...rows.map(({ from, to }) => Math.max(from, to))), 5);
  const min = Math.max(0, range.min - 5);
  const part = (
    name: string,
    colour: string | undefined,
    value: (row: (typeof rows)[number]) => number,
  ): SlideSeries => ({ name, colour, values: rows.map((row) => value(row) || null) });
  return {
    kind: 'columns',
    title: words.waterfall.axis,
    labels: rows.map(({ label, kind }) =>
      kind === 'new' || kind === 'fading' ? `${label} (${words.waterfall[kind]})` : label,
    ),
    series: [
      part(words.files.below, undefined, ({ role, from, to }) => (isValue(role) ? 0 : Math.min(from, to))),
      part(words.charts.index, theme.line, ({ role, to }) => (isValue(role) ? to : 0)),
      part(words.charts.raises, theme.raises, ({ role, points }) => (!isValue(role) && points > 0 ? points : 0)),
      part(words.charts.lowers, theme.lowers, ({ role, points }) => (!isValue(role) && points < 0 ? -points : 0)),
    ],
    min,
    max: range.max,
    share: 1,
  };
}

function compareLines({ view, data, names }: CompareCardInput, theme: Theme, words: Words): SlideChart {
  const step = coarseEnough(view.from, view.to, 'day');
  const lines = data.map(({ series }) => pointsWithin(series, view.from, view.to, step));
  const series = lines.map((points, i): SlideSeries => {
    const [a, b] = view.dyads[i]!.split('-').map((code) => names[code] ?? code);
    return { name: `${a} – ${b}`, values: points.map(({ index }) => index), colour: linePaint(theme.name, i).colour };
  });
  return {
    kind: 'lines',
    title: `${words.charts.index}, ${words.charts.indexScale}`,
    labels: lines[0]!.map(({ date }) => date),
    series,
    ...rangeOf(series, 10),
    share: 1,
  };
}

/** The step of a view, or the next one that leaves fewer points than a slide can hold. */
function coarseEnough(from: string, to: string, step: Step): Step {
  const days = epochDay(to) - epochDay(from) + 1;
  if (step === 'day' && days > MAX_POINTS) return days / 7 > MAX_POINTS ? 'month' : 'week';
  return step === 'week' && days / 7 > MAX_POINTS ? 'month' : step;
}

function rangeOf(series: readonly SlideSeries[], round: number): { min: number; max: number } {
  const values = series.flatMap(({ values }) => values.filter((value) => value !== null));
  return roundRange(
    values.reduce((a, b) => Math.min(a, b), 50),
    values.reduce((a, b) => Math.max(a, b), 50),
    round,
  );
}

const roundRange = (low: number, high: number, round: number): { min: number; max: number } => ({
  min: Math.floor(low / round) * round,
  max: Math.ceil(high / round) * round,
});
