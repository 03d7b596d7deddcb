import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { levelChanges } from '../../models/changepoint.ts';
import { methodSeries, type MethodName } from '../../models/methods/method.ts';
import { compareChart } from '../../client/charts/compareChart.ts';
import { compareFigure, type CompareInput, lessSure } from '../../client/charts/compareFigure.ts';
import { ARRANGEMENTS, type Arrangement } from '../../client/charts/comparePanes.ts';
import { type CompareLine, eventsWithin, indexLine, methodLine } from '../../client/charts/compareLines.ts';
import { compareSentences, sayCompared } from '../../client/charts/compareSentences.ts';
import { compareCsv, compareTable } from '../../client/charts/compareTable.ts';
import { levelSegments } from '../../client/charts/levels.ts';
import { standingIn } from '../../client/charts/standing.ts';
import { THEMES } from '../../client/charts/theme.ts';
import { en } from '../../client/words/en/index.ts';
import { LANGUAGES, type Words, WORDS } from '../../client/words/words.ts';
import { baseline, columnsOf, eventRows, goldsteinRows, shippedScore } from '../models/shipped.ts';
import { LAST_DAY, shippedDyad } from './shippedSeries.ts';

const NAMES: Readonly<Record<string, string>> = {
  'KOR-RUS': 'South Korea – Russia',
  'PRK-RUS': 'North Korea – Russia',
  'CHN-USA': 'China – United States',
};
const dyadLine = (dyad: string): CompareLine =>
  indexLine(dyad, NAMES[dyad]!, dyad, shippedDyad(dyad).series, columnsOf(dyad).day);
const [south, north, trade] = ['KOR-RUS', 'PRK-RUS', 'CHN-USA'].map(dyadLine) as [
  CompareLine,
  CompareLine,
  CompareLine,
];

const gdelt = new Map(
  goldsteinRows.filter((row) => row['gdelt'] !== '').map((row) => [row['code']!, Number(row['gdelt'])]),
);
const korea = columnsOf('KOR-RUS');
const cameoOf = new Map(eventRows.get('KOR-RUS')!.map((row) => [row['id']!, row['cameo']!]));
const methodInput = {
  columns: korea,
  cameo: korea.ids.map((id) => cameoOf.get(id)!),
  model: baseline,
  goldstein: gdelt,
  score: shippedScore('KOR-RUS', LAST_DAY),
};
const method = (name: MethodName, words: Words = en): CompareLine =>
  methodLine(
    name,
    words.methods[name].label,
    methodSeries(name, methodInput, LAST_DAY, 'month'),
    shippedDyad('KOR-RUS').series,
    korea.day,
  );

const from = epochDay('2022-01-01');
const to = epochDay('2024-12-31');
const input = (lines: readonly CompareLine[], more: Partial<CompareInput> = {}): CompareInput => ({
  lines,
  arrangement: 'overlay',
  scale: 'level',
  step: 'day',
  from,
  to,
  showLevels: false,
  theme: THEMES.light,
  width: 1000,
  height: 500,
  ...more,
});

describe('a standing', () => {
  it('by hand: of 1 2 3 4, three is at the 75th percentile, and four is 1.34 standard deviations above the mean', () => {
    expect(standingIn([1, 2, 3, 4], 'percentile')(3)).toBe(75); // simple-statistics' own example of quantileRank
    expect(standingIn([1, 2, 3, 3, 4], 'percentile')(3)).toBeCloseTo(70, 12); // the mean of the ranks 3 and 4 of 5
    expect(standingIn([4, 1, 3, 2], 'z')(4)).toBeCloseTo(1.5 / Math.sqrt(1.25), 12);
    expect(standingIn([1, 2], 'level')(7)).toBe(7);
  });

  it('of a missing value is missing, and in no history it is not known', () => {
    expect(standingIn([1, 2], 'percentile')(Number.NaN)).toBeNaN();
    expect(standingIn([], 'percentile')(1)).toBeNaN();
    expect(standingIn([5, 5, 5], 'z')(5)).toBeNaN();
  });

  it('keeps the order of values, from 0 to 100', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        (history, a, b) => {
          const standing = standingIn(history, 'percentile');
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(standing(low)).toBeLessThanOrEqual(standing(high));
          expect(standing(low)).toBeGreaterThanOrEqual(0);
          expect(standing(high)).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe('a dyad as a line', () => {
  it('has the index as it is served, and nothing outside its days', () => {
    expect(south.valueOn(epochDay('2024-04-05'))).toBeCloseTo(80.1, 1);
    expect(south.standingOn(epochDay('2024-04-05'), 'level')).toBe(south.valueOn(epochDay('2024-04-05')));
    expect(trade.valueOn(epochDay('2000-01-01'))).toBeNaN();
    expect(trade.daysWithin(epochDay('2000-01-01'), epochDay('2000-12-31'), 'day')).toEqual([]);
  });

  it('ranks no day of a line coded by machine before a year of its days is known', () => {
    const { series } = shippedDyad('KOR-RUS');
    const feeds: NonNullable<typeof series.feeds> = [];
    const knownFor = (days: number): CompareLine => {
      const unknown = { from: series.firstDay, to: series.coverage.lastEvent! - days };
      const coverage = { ...series.coverage, uncovered: [unknown], isDeclared: false, coveredDays: days };
      return indexLine('gdelt', 'GDELT', 'GDELT', { ...series, coverage, feeds }, undefined);
    };
    const day = series.coverage.lastEvent!;
    expect(knownFor(364).standingOn(day, 'percentile')).toBeNaN();
    expect(knownFor(365).standingOn(day, 'percentile')).toBeGreaterThan(0);
    expect(knownFor(364).standingOn(day, 'level')).toBe(series.index[day - series.firstDay]);
  });

  it('is ranked against the days from its first to its last event: days of mere fading do not count', () => {
    const { series } = shippedDyad('PRK-RUS');
    const days = Array.from(
      series.index.subarray(
        series.coverage.firstEvent! - series.firstDay,
        series.coverage.lastEvent! - series.firstDay + 1,
      ),
    );
    const today = series.index.at(-1)!;
    expect(north.standingOn(series.lastDay, 'percentile')).toBeCloseTo(
      (100 * days.filter((value) => value <= today).length) / days.length,
      6,
    );
  });

  it('counts the events of a window', () => {
    const expected = eventRows
      .get('KOR-RUS')!
      .filter((row) => row['date']! >= '2022-01-01' && row['date']! <= '2024-12-31').length;
    expect(eventsWithin(south, from, to)).toBe(expected);
    expect(eventsWithin({ eventDays: undefined }, from, to)).toBeUndefined();
  });
});

describe('a method as a line', () => {
  it('is drawn only where something is coded, if it counts; a state has every month', () => {
    const months = method('yan').daysWithin(from, to, 'month');
    expect(months).toHaveLength(36);
    const counted = method('goldstein-sum').daysWithin(from, to, 'month');
    expect(counted.length).toBeLessThan(36);
    expect(counted.every((day) => months.includes(day))).toBe(true);
  });

  it('is turned where its low end is the tenser one: the tensest month has the highest percentile', () => {
    const line = method('goldstein-sum');
    const days = line.daysWithin(line.firstDay, line.lastDay, 'month');
    const tensest = days.reduce((a, b) => (line.valueOn(b) < line.valueOn(a) ? b : a));
    expect(toIsoDate(tensest)).toBe('2022-03-31'); // the month of the sanctions
    expect(line.standingOn(tensest, 'percentile')).toBe(100);
    expect(line.standingOn(tensest, 'z')).toBeGreaterThan(2);
    expect(line.standingOn(tensest, 'level')).toBeLessThan(0); // as published
  });
});

describe('the figure of a comparison', () => {
  it('draws every line in one pane, each with a paint of its own', () => {
    const figure = compareFigure(input([south, north, trade]));
    expect(figure.panes).toHaveLength(1);
    expect(figure.lines.map(({ pane }) => pane)).toEqual([0, 0, 0]);
    expect(new Set(figure.lines.map(({ paint }) => paint.symbol)).size).toBe(3);
    expect(figure.lines[0]!.values.at(-1)).toBe(south.valueOn(to));
    expect(figure.lines.every(({ band }) => band === undefined)).toBe(true); // three bands would hide each other
    expect(compareFigure(input([south, north])).lines.every(({ band }) => band !== undefined)).toBe(true);
  });

  it('gives each line a pane of the same range, where they are measured alike', () => {
    const { panes } = compareFigure(input([south, north, trade], { arrangement: 'multiples' }));
    expect(panes).toHaveLength(3);
    expect(new Set(panes.map(({ min, max }) => `${min} ${max}`)).size).toBe(1);
  });

  it('gives methods a range and a unit of their own, and turns those whose low end is tenser', () => {
    const { panes } = compareFigure(
      input([method('index'), method('goldstein-sum'), method('yan')], { arrangement: 'multiples', step: 'month' }),
    );
    expect(new Set(panes.map(({ min, max }) => `${min} ${max}`)).size).toBe(3);
    expect(panes.map(({ isTurned }) => isTurned)).toEqual([false, true, true]);
    expect(panes[1]!.unit).toMatch(/up is tenser$/);
  });

  it('has the same axes in every language: a unit is no text', () => {
    const window = { from: epochDay('2025-06-01'), to: epochDay('2025-12-31'), step: 'month' } as const;
    for (const arrangement of ARRANGEMENTS) {
      const axes = LANGUAGES.map((language) => {
        const words = WORDS[language];
        const lines = (['index', 'conflict-share', 'goldstein-sum'] as const).map((name) => method(name, words));
        return compareFigure(input(lines, { ...window, arrangement, words })).panes.map(
          ({ min, max, ticks, digits }) => ({
            min,
            max,
            ticks,
            digits,
          }),
        );
      });
      for (const axis of axes) expect(axis, arrangement).toEqual(axes[0]);
    }
    const [index] = compareFigure(input([method('index', WORDS.ko)], { ...window, words: WORDS.ko })).panes;
    expect([index!.min % 10, index!.max % 10, index!.max - index!.min >= 20]).toEqual([0, 0, true]);
  });

  it('names the unit of a difference in the language of the chart', () => {
    const figure = compareFigure(input([south, north], { arrangement: 'difference', words: WORDS.ko }));
    expect(figure.panes[0]!.unit).toBe('지수 포인트');
  });

  it('subtracts the first line, and keeps the paint of the others', () => {
    const day = epochDay('2024-04-05');
    const figure = compareFigure(input([south, north, trade], { arrangement: 'difference', from: day, to: day + 40 }));
    expect(figure.lines.map(({ position }) => position)).toEqual([1, 2]);
    expect(figure.lines[0]!.values[0]).toBe(north.valueOn(day) - south.valueOn(day));
    expect(figure.panes[0]!.min).toBeLessThan(0);
    expect(figure.panes[0]!.reference).toEqual({ at: 0, label: 'as KOR-RUS' });
  });

  it('has no difference where the first line has no value: missing is not zero', () => {
    const figure = compareFigure(
      input([trade, south], { arrangement: 'difference', from: epochDay('2010-01-01'), to }),
    );
    expect(figure.lines[0]!.days[0]).toBe(trade.firstDay);
  });

  it('says of each point how well it is covered; of a difference the less sure of the two', () => {
    const figure = compareFigure(input([south, north], { from: epochDay('2026-01-01'), to: LAST_DAY }));
    const style = (line: number, date: string) =>
      figure.lines[line]!.styles[figure.lines[line]!.days.indexOf(epochDay(date))];
    expect(style(0, '2026-05-01')).toBe('covered');
    expect(style(1, '2026-05-01')).toBe('uncovered'); // nothing of PRK-RUS is coded after 11 February
    expect(lessSure('covered', 'uncovered')).toBe('uncovered');
    expect(lessSure('sparse', 'provisional')).toBe('sparse');
  });

  it('holds every value within its axis, in each arrangement and scale', () => {
    for (const arrangement of ARRANGEMENTS)
      for (const scale of ['level', 'percentile', 'z'] as const) {
        const figure = compareFigure(
          input([south, north, trade], { arrangement, scale, from: epochDay('1990-01-01') }),
        );
        for (const { values, pane } of figure.lines)
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(figure.panes[pane]!.min);
            expect(value).toBeLessThanOrEqual(figure.panes[pane]!.max);
          }
      }
  });

  it('keeps the axis of a window that is dragged', () => {
    const wide = compareFigure(input([south, north]));
    const moved = compareFigure(input([south, north], { from: to - 30, moving: wide.panes }));
    expect(moved.panes[0]!.min).toBeLessThanOrEqual(wide.panes[0]!.min);
    expect(moved.panes[0]!.max).toBeGreaterThanOrEqual(wide.panes[0]!.max);
  });

  it('becomes one Chart.js configuration: a scale for each pane, a dataset for each line', () => {
    const scalesOf = (arrangement: Arrangement): string[] =>
      Object.keys(
        compareChart(compareFigure(input([south, north, trade], { arrangement }))).options?.scales ?? {},
      ).toSorted();
    expect(scalesOf('overlay')).toEqual(['x', 'y0']);
    expect(scalesOf('multiples')).toEqual(['head1', 'head2', 'x', 'y0', 'y1', 'y2']);
    const flows = compareChart(
      compareFigure(input([method('index'), method('conflict-share')], { arrangement: 'multiples', step: 'month' })),
    );
    expect(flows.data.datasets.map(({ label, showLine }) => [label, showLine])).toEqual([
      ['index', true],
      ['conflict-share', false],
    ]);
  });
});

describe('levels', () => {
  const { series } = shippedDyad('KOR-RUS');

  it('are the stretches between the changes of the model, up to the last event', () => {
    const segments = levelSegments(series);
    const changes = levelChanges(shippedScore('KOR-RUS', series.coverage.lastEvent!), baseline.scale);
    expect(segments.slice(1).map(({ from: day }) => day)).toEqual(changes.map(({ day }) => day));
    expect(segments[0]!.from).toBe(series.coverage.firstEvent);
    expect(segments.at(-1)!.to).toBe(series.coverage.lastEvent);
    segments.forEach((segment, i) => i > 0 && expect(segment.from).toBe(segments[i - 1]!.to + 1));
  });

  it('are drawn on levels alone', () => {
    const shown = (more: Partial<CompareInput>) =>
      compareFigure(input([south, north], { showLevels: true, ...more })).lines.map(({ levels }) => levels.length > 0);
    expect(shown({})).toEqual([true, true]);
    expect(shown({ scale: 'percentile' })).toEqual([false, false]);
    expect(shown({ arrangement: 'difference' })).toEqual([false]);
  });
});

describe('the table', () => {
  it('has a row for every day of the step, newest first, and the values of the lines', () => {
    const { columns, rows } = compareTable([south, north], 'overlay', 'level', 'month', from, to);
    expect(columns.map(({ heading }) => heading)).toEqual(['South Korea – Russia', 'North Korea – Russia']);
    expect(rows).toHaveLength(36);
    expect(toIsoDate(rows[0]!.day)).toBe('2024-12-31');
    expect(rows[0]!.cells.map(({ value }) => value)).toEqual([south.valueOn(to), north.valueOn(to)]);
  });

  it('of a difference has no column of the line that all are held against', () => {
    const { columns, rows } = compareTable([south, north], 'difference', 'level', 'month', from, to);
    expect(columns.map(({ heading }) => heading)).toEqual(['PRK-RUS − KOR-RUS']);
    expect(rows[0]!.cells[0]!.value).toBe(north.valueOn(to) - south.valueOn(to));
  });

  it('as CSV is oldest first, with full digits, nothing for nothing, and quotes where they are needed', () => {
    const table = {
      columns: [{ key: 'a', heading: 'A, "the" first' }],
      rows: [
        { day: 1, cells: [{ value: 0.1 + 0.2, style: 'covered' as const }] },
        { day: 0, cells: [{ value: Number.NaN, style: 'uncovered' as const }] },
      ],
    };
    expect(compareCsv(table)).toBe(
      'date,"A, ""the"" first","A, ""the"" first: coverage"\r\n1970-01-01,,uncovered\r\n1970-01-02,0.30000000000000004,covered\r\n',
    );
  });
});

describe('the words', () => {
  const words = { lines: [south, north], arrangement: 'overlay' as const, scale: 'level' as const, from, to: LAST_DAY };

  it('say where the lines stand, what they are built on, and how far they compare', () => {
    const [stand, coded, caution] = compareSentences(words);
    expect(stand).toMatch(
      /^On 31 Aug 2026: South Korea – Russia \d+\.\d and North Korea – Russia \d+\.\d; they lie \d+\.\d points apart\.$/,
    );
    expect(coded).toMatch(
      /^Coded events in this window: \d+ of KOR-RUS and \d+ of PRK-RUS\. Dotted: not covered after 16 Mar 2026 \(PRK-RUS\) and 27 Jun 2026 \(KOR-RUS\), which is missing data, not calm\.$/,
    );
    expect(caution).toContain('coding density differs');
    expect(compareSentences({ ...words, scale: 'percentile' })[2]).toContain('its own history');
  });

  it('say of methods that they read the same events', () => {
    const text = compareSentences({ ...words, lines: [method('index'), method('yan')], scale: 'percentile' }).join(' ');
    expect(text).toContain('They read the same');
    expect(text).toContain('not how tense');
  });

  it('read out a day under the cursor, and what has no value', () => {
    expect(sayCompared({ ...words, lines: [south, trade] }, epochDay('2005-06-01'))).toMatch(
      /^1 Jun 2005: KOR-RUS \d+\.\d(, \w+)?; CHN-USA no value\.$/,
    );
    expect(sayCompared({ ...words, arrangement: 'difference' }, LAST_DAY)).toMatch(
      /^31 Aug 2026: PRK-RUS −\d+\.\d, not covered\.$/,
    );
  });

  it('list things as people do', () => {
    const listed = en.compare.together;
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
