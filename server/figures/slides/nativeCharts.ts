/** The data of a card as charts that people can edit: the line with its bands, the bars it is made of, a waterfall, or the lines of a comparison. */
import type { Card } from '../../../client/charts/card/card.ts';
import { axisOf, columnsOf, timeAxisOf } from '../../../client/charts/compareScales.ts';
import type { CompareFigure, FigureLine } from '../../../client/charts/compareFigure.ts';
import { liesInGap } from '../../../client/charts/dailySeries.ts';
import { type Figure, lineStyle } from '../../../client/charts/figure.ts';
import { signed } from '../../../client/charts/format.ts';
import { drawnOverlay, overlayColour } from '../../../client/charts/overlay.ts';
import { fade, type Theme } from '../../../client/charts/theme.ts';
import type { WaterfallRow } from '../../../client/charts/waterfall.ts';
import { rowPaint } from '../../../client/charts/waterfallChart.ts';
import type { Words } from '../../../client/words/words.ts';
import { bandOf, Z50 } from '../../../models/band.ts';
import { stepDays, toIsoDate } from '../../../models/calendar.ts';
import { CATEGORIES } from '../../../models/codebook.ts';
import { paintOf } from '../paint.ts';
import type { Keys, Layer, NativeChart, NativeSeries } from './nativeChart.ts';
import { hasNativeBands, type PlotMarks, type Scale } from './plotMarks.ts';
import { bandLayer, cell, Columns, LINE, styledLine, THIN } from './sheetColumns.ts';

/** More points than a presentation program edits with ease; of a longer line those that its picture has. */
const MAX_POINTS = 2500;
/** @param alt of the whole card: that of its first chart */
export function nativeCharts({ shown, texts }: Card, marks: PlotMarks, theme: Theme, words: Words): NativeChart[] {
  switch (shown.kind) {
    case 'dyad':
      return [
        trend(shown.figure, marks, texts.alt),
        ...(shown.figure.bins.length > 0 ? [parts(shown.figure, marks)] : []),
      ];
    case 'move':
      return [waterfall(shown.rows, marks, texts.alt, theme, words)];
    case 'compare':
      return shown.figure.panes.map((_, pane) => lines(shown.figure, pane, marks, texts.alt));
  }
}

const areaOf = (x: Scale, y: Scale): NativeChart['area'] => ({
  left: x.left,
  right: x.right,
  top: y.top,
  bottom: y.bottom,
});

function trend(figure: Figure, { scales }: PlotMarks, alt: string): NativeChart {
  const { theme, words, input } = figure;
  const { series, view } = input;
  // As the picture, from the eve on where a change is counted from there; of each day, where days are drawn.
  const all =
    view.step === 'day'
      ? [...figure.days.filter((day) => day < view.from), ...stepDays(view.from, view.to, 'day')]
      : figure.days;
  const days = all.length <= MAX_POINTS ? all : figure.days;
  const isGap = days.map((day) => liesInGap(series, day));
  const read = (values: Float64Array): (number | null)[] =>
    days.map((day, i) => (isGap[i] ? null : values[day - series.firstDay]!));
  const inner = days.map((day) =>
    bandOf(series.tension[day - series.firstDay]!, series.sd[day - series.firstDay]!, series.scale, Z50),
  );
  const columns = new Columns();
  const index = columns.add(words.charts.index, read(series.index));
  const low = columns.add(words.files.low, read(series.low));
  const high = columns.add(words.files.high, read(series.high));
  const low50 = columns.add(
    words.files.low50,
    inner.map((band, i) => (isGap[i] ? null : band.low)),
  );
  const high50 = columns.add(
    words.files.high50,
    inner.map((band, i) => (isGap[i] ? null : band.high)),
  );
  const bands = bandLayer(columns, words, [low, low50, high50, high], [theme.band90, darker(theme), theme.band90]);
  const colour = series.feeds ? theme.machine : theme.line;
  const line = styledLine(
    columns,
    index,
    days.map((day) => lineStyle(series, day)),
    {
      covered: { colour, width: LINE },
      sparse: { colour: fade(colour, theme.paper, 0.42), width: LINE },
      provisional: { colour, width: LINE, dash: 'dash' },
      uncovered: { colour: theme.muted, width: LINE, dash: 'sysDot' },
    },
    words,
  );
  const overlays = (input.overlays ?? []).map((overlay): NativeSeries => {
    const { role, label, values } = drawnOverlay(overlay, series, days, view.from, view.to);
    return {
      column: columns.add(
        label,
        values.map((value) => (Number.isNaN(value) ? null : value)),
      ),
      line: { colour: overlayColour({ role }, theme), width: LINE },
    };
  });
  const numbered = new Map(figure.numbered.map(({ day }) => [day, true]));
  const dots: NativeSeries[] =
    figure.numbered.length === 0
      ? []
      : [
          {
            column: columns.add(
              words.files.events,
              days.map((day, i) => (numbered.has(day) && !isGap[i] ? series.index[day - series.firstDay]! : null)),
            ),
            marker: { size: 6, fill: theme.line, rim: theme.paper },
          },
        ];
  return {
    name: words.charts.index,
    alt,
    area: areaOf(scales['x']!, scales['y']!),
    keys: { kind: 'days', heading: words.files.day, days },
    columns: columns.all,
    layers: [bands, { kind: 'lines', series: [...overlays, ...line, ...dots] }],
    scale: scales['y']!,
    format: '0',
    isWritten: true,
  };
}

/** Where the band of 50% lies on that of 90%, as in the picture. */
function darker({ band50, band90 }: Theme): string {
  const [over, under] = [paintOf(band50), paintOf(band90)];
  return `rgba(${[1, 3, 5].map((at) => Number.parseInt(over.colour.slice(at, at + 2), 16)).join(', ')}, ${(1 - (1 - over.opacity) * (1 - under.opacity)).toFixed(3)})`;
}

function parts(figure: Figure, { scales }: PlotMarks): NativeChart {
  const { theme, words, bins, categories, unit } = figure;
  const columns = new Columns();
  const faded = new Map(
    CATEGORIES.map((category) => {
      const { fill, outline, hatched } = theme.categories[category];
      const pale = (colour: string): string => fade(colour, theme.paper, 0.6);
      return [category, { fill: pale(fill), outline: outline === null ? null : pale(outline), hatched }];
    }),
  );
  const series = CATEGORIES.flatMap((category, c) =>
    (['raising', 'easing'] as const).flatMap((sign): NativeSeries[] => {
      const values = bins.map(({ stack }) => stack[sign][c]!);
      if (!categories.includes(category) || values.every((value) => Math.abs(value) < 1e-9)) return [];
      const name = `${words.categories[category]}, ${words.charts[sign === 'raising' ? 'raises' : 'lowers']}`;
      return [
        {
          column: columns.add(name, values),
          category: theme.categories[category],
          points: new Map(bins.flatMap(({ covered }, i) => (covered ? [] : [[i, faded.get(category)!] as const]))),
        },
      ];
    }),
  );
  const last = bins.at(-1)!.stack;
  const told = categories
    .map((category) => {
      const c = CATEGORIES.indexOf(category);
      return { category, points: last.raising[c]! + last.easing[c]! };
    })
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .toSorted((p, q) => Math.abs(q.points) - Math.abs(p.points))
    .map(({ category, points }) => words.card.alt.part(words.categories[category], signed(points)));
  return {
    name: words.charts.madeOf,
    alt: [
      `${words.charts.madeOf}, ${words.charts.madeOfUnit(words.charts.when[unit])}.`,
      words.card.alt.parts(told),
    ].join(' '),
    area: areaOf(scales['x']!, scales['yc']!),
    keys: { kind: 'days', heading: words.files.day, days: bins.map(({ day }) => day) },
    columns: columns.all,
    layers: [{ kind: 'columns', gap: bins.length > 70 ? 16 : 11, series }],
    scale: scales['yc']!,
    format: '+0;−0;0',
    isWritten: true,
  };
}

/** Bars on bars that are not painted: each cause begins where the one before it ended. */
function waterfall(
  rows: readonly WaterfallRow[],
  { scales }: PlotMarks,
  alt: string,
  theme: Theme,
  words: Words,
): NativeChart {
  const columns = new Columns();
  const isPart = ({ role }: WaterfallRow): boolean => role === 'part';
  const share = columns.add(
    words.files.columns.indexPoints,
    rows.map((row) => (isPart(row) ? row.points : null)),
  );
  const from = columns.add(
    words.files.columns.start,
    rows.map((row) => (row.role === 'heading' ? null : row.role === 'end' ? row.to : row.from)),
  );
  const below = columns.add(
    words.files.below,
    rows.map((row) => (isPart(row) ? Math.min(row.from, row.to) : null)),
    (row) => `${cell(from, row)}+MIN(${cell(share, row)},0)`,
  );
  const length = columns.add(
    words.files.length,
    rows.map((row) => (isPart(row) ? Math.abs(row.points) : null)),
    (row) => `ABS(${cell(share, row)})`,
  );
  const barHeight = 19;
  const rowHeight = (scales['y']!.bottom - scales['y']!.top) / rows.length;
  return {
    name: words.waterfall.axis,
    alt,
    area: areaOf(scales['x']!, scales['y']!),
    keys: {
      kind: 'names',
      heading: words.files.columns.kind,
      names: rows.map(({ label, kind, role }) =>
        role === 'part' && (kind === 'new' || kind === 'fading') ? `${label} (${words.waterfall[kind]})` : label,
      ),
    },
    columns: columns.all,
    layers: [
      {
        kind: 'rows',
        gap: Math.round(Math.min(Math.max(rowHeight / Math.min(barHeight, 0.66 * rowHeight) - 1, 0.1), 4) * 100),
        series: [
          { column: below },
          {
            column: length,
            points: new Map(rows.flatMap((row, i) => (isPart(row) ? [[i, rowPaint(row, theme)] as const] : []))),
          },
        ],
      },
    ],
    scale: scales['x']!,
    format: '0',
    isWritten: false,
  };
}

/** The lines of a pane; in a pane of its own, the others in pale behind it. */
function lines(figure: CompareFigure, pane: number, { scales }: PlotMarks, alt: string): NativeChart {
  const { theme, words, panes, input } = figure;
  const own = figure.lines.filter((line) => line.pane === pane);
  const others = input.arrangement === 'multiples' ? figure.lines.filter((line) => line.pane !== pane) : [];
  const columns = new Columns();
  const all = [...own, ...others];
  const days = [...new Set(all.flatMap((line) => daysOf(line, input)))].sort((a, b) => a - b);
  // Each has a value on the days of the others too, or it would be torn there.
  const placed = all.map((line) => ({
    line,
    column: columns.add(
      line.line.label,
      days.map((day) => {
        const value = line.line.standingOn(day, input.scale);
        return Number.isNaN(value) ? null : value;
      }),
    ),
  }));
  const pale = placed.slice(own.length).map(({ column }): NativeSeries => ({
    column,
    line: { colour: fade(theme.muted, theme.paper, 0.68), width: THIN },
  }));
  const drawn = placed.slice(0, own.length).flatMap(({ line, column }) => {
    const { colour } = line.paint;
    const pale = fade(colour, theme.paper, 0.35);
    return styledLine(
      columns,
      column,
      days.map((day) => line.line.styleOn(day)),
      {
        covered: { colour, width: LINE },
        sparse: { colour: pale, width: LINE, dash: 'dash' },
        provisional: { colour: pale, width: LINE, dash: 'dash' },
        uncovered: { colour: pale, width: LINE, dash: 'sysDot' },
      },
      words,
    );
  });
  // Areas of one chart stand on each other: two bands in one pane are drawn as in the picture.
  const bands = own.flatMap((line): Layer[] => {
    if (!hasNativeBands(figure) || !line.band || !line.line.bandOn) return [];
    const band = days.map((day) => line.line.bandOn!(day));
    const low = columns.add(
      `${line.line.label}, ${words.files.low}`,
      band.map((one) => one?.low ?? null),
    );
    const high = columns.add(
      `${line.line.label}, ${words.files.high}`,
      band.map((one) => one?.high ?? null),
    );
    const { colour } = line.paint;
    const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ');
    return [bandLayer(columns, words, [low, high], [`rgba(${channels}, ${theme.name === 'dark' ? 0.2 : 0.13})`])];
  });
  const [x, y] = [scales[timeAxisOf(figure, pane)]!, scales[axisOf(figure, pane)]!];
  const title = input.arrangement === 'multiples' ? panes[pane]!.title : words.charts.index;
  return {
    name: title,
    alt: pane === 0 ? alt : `${title}: ${toIsoDate(days[0] ?? input.from)}–${toIsoDate(days.at(-1) ?? input.to)}`,
    area: areaOf(x, y),
    keys: { kind: 'days', heading: words.files.day, days } satisfies Keys,
    columns: columns.all,
    layers: [...bands, { kind: 'lines', series: [...pale, ...drawn] }],
    scale: y,
    format: '0',
    isWritten: pane % columnsOf(figure) === 0,
  };
}

function daysOf({ line, days }: FigureLine, { from, to, step, scale }: CompareFigure['input']): readonly number[] {
  const all = line.daysWithin(from, to, step).filter((day) => !Number.isNaN(line.standingOn(day, scale)));
  return all.length <= MAX_POINTS ? all : days;
}
