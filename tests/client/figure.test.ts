import { describe, expect, it } from 'vitest';
import { epochDay } from '../../models/calendar.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { explainPoint } from '../../models/contribution.ts';
import { dyadChart } from '../../client/charts/dyadChart.ts';
import { dyadFigure, type FigureInput, type FigureView, lineStyle } from '../../client/charts/figure.ts';
import { THEMES } from '../../client/charts/theme.ts';
import { baseline, codebook, columnsOf, dyads, eventRows } from '../models/shipped.ts';
import { shippedDyad } from './shippedSeries.ts';

const korea = shippedDyad('KOR-RUS');
const view = (from: string, to: string, more: Partial<FigureView> = {}): FigureView => ({
  from: epochDay(from),
  to: epochDay(to),
  step: 'day',
  layer: 'index',
  ...more,
});
const input = (shown: FigureView, more: Partial<FigureInput> = {}): FigureInput => ({
  ...korea,
  view: shown,
  theme: THEMES.light,
  width: 1000,
  height: 500,
  ...more,
});
const spring = view('2024-03-01', '2024-04-30');

describe('the figure of KOR-RUS', () => {
  it('draws 70.9 on 1 March and 80.1 on 5 April 2024', () => {
    const { days, line } = dyadFigure(input(spring));
    expect(line[days.indexOf(epochDay('2024-03-01'))]).toBeCloseTo(70.9, 1); // as the README says
    expect(line[days.indexOf(epochDay('2024-04-05'))]).toBeCloseTo(80.1, 1);
  });

  it('numbers the veto, the sanctions and the summons of spring 2024, the largest step first', () => {
    const { numbered } = dyadFigure(input(spring));
    expect(numbered.map((event) => event.number)).toEqual([1, 2, 3, 4, 5]);
    const ids = numbered.map((event) => event.id);
    expect(ids).toContain('kor-rus-2024-03-28-unsc-1718-panel-veto');
    expect(ids).toContain('kor-rus-2024-04-02-sanction');
    expect(ids).toContain('kor-rus-2024-04-05-summons-lee-do-hoon');
    const sizes = numbered.map(({ step }) => Math.abs(step));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('puts every other event of the window on the rug', () => {
    const { numbered, rug } = dyadFigure(input(spring));
    const within = eventRows
      .get('KOR-RUS')!
      .filter((row) => row['date']! >= '2024-03-01' && row['date']! <= '2024-04-30');
    expect([...numbered, ...rug].map((event) => event.id).toSorted()).toEqual(
      within.map((row) => row['id']).toSorted(),
    );
  });

  it('nests the 50% band in the 90% band around the line', () => {
    const { line, band50, band90 } = dyadFigure(input(spring));
    line.forEach((value, i) => {
      expect(band90.low[i]!).toBeLessThan(band50.low[i]!);
      expect(band50.low[i]!).toBeLessThan(value);
      expect(value).toBeLessThan(band50.high[i]!);
      expect(band50.high[i]!).toBeLessThan(band90.high[i]!);
    });
  });

  it('names a stretch without events as absence, up to today', () => {
    const { stretches } = dyadFigure(input(view('2025-09-01', '2026-08-31')));
    expect(stretches.find((stretch) => stretch.kind === 'uncovered')).toMatchObject({
      from: epochDay('2026-06-28'),
      to: epochDay('2026-08-31'),
      label: 'nothing coded since 27 Jun 2026: missing data, not calm',
    });
  });

  it('begins its history at neutral, before the first event, and says that nothing is coded there', () => {
    const figure = dyadFigure(input({ ...spring, from: korea.series.firstDay }));
    expect(figure.line[0]).toBe(50);
    expect(figure.stretches[0]).toMatchObject({ kind: 'uncovered', label: 'nothing coded before 4 Jun 1990' });
    expect(lineStyle(korea.series, korea.series.firstDay)).toBe('uncovered');
  });

  it('reads a month on its last day, the unfinished one on the last day shown', () => {
    const { days } = dyadFigure(input(view('2024-01-10', '2024-03-15', { step: 'month' })));
    expect(days).toEqual(['2024-01-31', '2024-02-29', '2024-03-15'].map(epochDay));
  });

  it('keeps every extreme of 36 years in about two points a pixel', () => {
    const figure = dyadFigure(input({ ...spring, from: korea.series.firstDay, to: korea.series.lastDay }));
    expect(figure.days.length).toBeLessThan(2 * 1000);
    expect(Math.max(...figure.line)).toBe(Math.max(...korea.series.index));
    expect(Math.min(...figure.line)).toBe(Math.min(...korea.series.index));
    expect(figure.days.at(-1)).toBe(korea.series.lastDay);
  });

  it('does not let the axis jump while the window is dragged', () => {
    const still = dyadFigure(input(spring, { moving: { min: 20, max: 100 } }));
    expect([still.y.min, still.y.max]).toEqual([20, 100]);
  });

  it('shows neutral in every window, so that a level has something to be read against', () => {
    for (const shown of [spring, view('2009-01-01', '2009-06-30'), view('2025-01-01', '2025-03-01')]) {
      const { y } = dyadFigure(input(shown));
      expect(y.min).toBeLessThanOrEqual(50);
      expect(y.max).toBeGreaterThanOrEqual(50);
    }
  });
});

describe('the bars', () => {
  it.each(dyads)('of %s add up to index - neutral on the last day of each bin', (dyad) => {
    const shipped = shippedDyad(dyad);
    const columns = columnsOf(dyad);
    const figure = dyadFigure({
      ...input(spring),
      ...shipped,
      view: { ...spring, from: shipped.series.firstDay, to: shipped.series.lastDay },
    });
    expect(figure.bins.length).toBeGreaterThan(10);
    expect(figure.bins.length).toBeLessThanOrEqual(150);
    for (const { stack, day } of figure.bins) {
      const sum = [...stack.raising, ...stack.easing].reduce((a, b) => a + b, 0);
      expect(Math.abs(stack.neutral + sum - shipped.series.index[day - shipped.series.firstDay]!)).toBeLessThan(1e-9);
    }
    // And each category is the sum of its events' own contributions.
    const last = figure.bins.at(-1)!;
    const byCategory = CATEGORIES.map(() => 0);
    for (const { event, indexPoints } of explainPoint(columns, baseline, last.day).contributions) {
      const at = CATEGORIES.indexOf(codebook.get(columns.types[columns.type[event]!]!)!.category);
      byCategory[at] = byCategory[at]! + indexPoints;
    }
    CATEGORIES.forEach((_, c) => expect(last.stack.raising[c]! + last.stack.easing[c]!).toBeCloseTo(byCategory[c]!, 9));
  });

  it('stand where the configuration says, above zero and below', () => {
    const figure = dyadFigure(input(spring));
    const { data } = dyadChart(figure);
    const bars = data.datasets.filter((dataset) => dataset.type === 'bar');
    expect(bars.length).toBeGreaterThan(3);
    figure.bins.forEach((bin, i) => {
      const sum = bars.reduce((total, { data: points }) => total + points[i]!.y, 0);
      // Categories that print as 0.0 on every bar have none.
      expect(Math.abs(bin.stack.neutral + sum - bin.stack.index)).toBeLessThan(0.05);
    });
    for (const { label, data: points } of bars)
      for (const { y } of points) expect(label!.endsWith('raising') ? y >= 0 : y <= 0).toBe(true);
  });

  it('wait for the events without holding up the line', () => {
    const { data } = dyadChart(dyadFigure(input(spring, { explained: undefined, events: [] })));
    expect(data.datasets.map((dataset) => dataset.label)).toEqual(['Tension index']);
  });
});

describe('the configuration', () => {
  const { options, data } = dyadChart(dyadFigure(input(spring)));

  it('has two panes on one time axis', () => {
    expect(options?.scales?.['y']).toMatchObject({ stack: 'panes', stackWeight: 1 });
    expect(options?.scales?.['yc']).toMatchObject({ stack: 'panes', stackWeight: 0.46 });
    expect(new Set(data.datasets.map((dataset) => ('xAxisID' in dataset ? dataset.xAxisID : undefined)))).toEqual(
      new Set(['x']),
    );
  });

  it('neither animates nor listens', () => {
    expect(options).toMatchObject({ animation: false, events: [], responsive: false });
  });

  it('shows what raises and what lowers as two lines', () => {
    const parts = dyadChart(dyadFigure(input({ ...spring, layer: 'parts' }))).data.datasets;
    expect(parts.slice(0, 2).map((dataset) => dataset.label)).toEqual(['Raises tension', 'Lowers tension']);
    const figure = dyadFigure(input({ ...spring, layer: 'parts' }));
    figure.days.forEach((day, i) =>
      expect(figure.conflict[i]! - figure.cooperation[i]!).toBeCloseTo(
        korea.series.tension[day - korea.series.firstDay]!,
        9,
      ),
    );
  });
});
