import { describe, expect, it } from 'vitest';
import { THEMES } from '../../client/charts/theme.ts';
import { SMALLEST_FADING, type WaterfallRow, waterfallRows } from '../../client/charts/waterfall.ts';
import { waterfallChart, waterfallHeight } from '../../client/charts/waterfallChart.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { CATEGORIES } from '../../models/codebook.ts';
import { explainMove, explainMoveBetween, groupsOf, type MoveExplanation } from '../../models/move.ts';
import { applyWhatIf, AS_CODED } from '../../models/whatIf.ts';
import { baseline, codebook, columnsOf } from '../models/shipped.ts';

/** What a waterfall reads of a move. */
function rowsOf(move: MoveExplanation): WaterfallRow[] {
  const end = ({ day, index, tension }: MoveExplanation['from']) => ({
    date: toIsoDate(day),
    index,
    tension,
    model: { name: 'baseline', version: 1, hash: '00000000' },
    asOf: null,
  });
  return waterfallRows({
    from: end(move.from),
    to: end(move.to),
    change: move.change,
    groups: groupsOf(move, codebook),
    rescaling: move.rescaling,
  });
}

const korRus = columnsOf('KOR-RUS');
const spring = rowsOf(explainMove(korRus, baseline, epochDay('2024-03-01'), epochDay('2024-04-05')));
/** A move with every kind of cause: less was known, and another model weighs at the end. */
const everything = rowsOf(
  explainMoveBetween(
    {
      day: epochDay('2024-03-01'),
      columns: applyWhatIf(korRus, { ...AS_CODED, withoutUnverified: true }),
      model: baseline,
    },
    {
      day: epochDay('2024-04-05'),
      columns: korRus,
      model: {
        ...baseline,
        scale: 30,
        types: { ...baseline.types, sanction: { weight: 9, holdDays: 180, halfLifeDays: 365 } },
      },
    },
  ),
);

describe.each([
  ['a plain move', spring],
  ['a move of every kind', everything],
  [
    'a move of twenty years',
    rowsOf(explainMove(columnsOf('CHN-USA'), baseline, epochDay('2016-06-06'), epochDay('2026-01-01'))),
  ],
])('the waterfall of %s', (_, rows) => {
  it('begins at the start, ends at the end, and each part begins where the one before ends', () => {
    expect([rows[0]!.role, rows.at(-1)!.role]).toEqual(['start', 'end']);
    let at = rows[0]!.to;
    for (const row of rows.filter(({ role }) => role === 'part')) {
      expect(row.from).toBeCloseTo(at, 12);
      expect(row.to - row.from).toBeCloseTo(row.points, 9);
      at = row.to;
    }
    expect(Math.abs(rows.at(-1)!.to - at)).toBeLessThan(1e-9);
    expect(rows.at(-1)!.from).toBe(rows[0]!.to);
  });

  it('keeps the fixed order: new, fading, revised, model, rescaling; escalation first, easing last, folded ones at the end', () => {
    const kinds = ['new', 'fading', 'revised', 'model', 'rescaling'];
    const rank = ({ kind, category }: WaterfallRow): number =>
      kinds.indexOf(kind!) * 100 + (category === null ? 99 : CATEGORIES.indexOf(category));
    const ranks = rows.filter(({ role }) => role === 'part').map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('is drawn as floating bars, one a row, with every number inside the picture', () => {
    const input = { rows, theme: THEMES.light, width: 660, height: waterfallHeight(rows) };
    const { data, options, plugins } = waterfallChart(input);
    expect(data.labels).toHaveLength(rows.length);
    expect(data.datasets).toHaveLength(1);
    data.datasets[0]!.data.forEach((bar, i) => {
      const { role, from, to } = rows[i]!;
      expect(bar).toEqual(role === 'part' ? [from, to] : null);
    });
    const { min, max } = options!.scales!['x'] as { min: number; max: number };
    for (const { from, to } of rows) {
      expect(Math.min(from, to)).toBeGreaterThan(min);
      expect(Math.max(from, to)).toBeLessThan(max);
    }
    expect(options).toMatchObject({ indexAxis: 'y', animation: false, events: [] });
    expect(plugins!.map(({ id }) => id)).toEqual(['paper', 'connectors', 'hatching', 'labels']);
    // The same figure gives the same configuration: nothing depends on the clock or on the machine.
    expect(JSON.stringify(waterfallChart(input).data)).toBe(JSON.stringify(data));
  });
});

describe('spring 2024 between Seoul and Moscow', () => {
  it('has a bar for each category of new events, and fading from 0.3 points on', () => {
    const parts = spring.filter(({ role }) => role === 'part');
    expect(parts.filter(({ kind }) => kind === 'new').map(({ label, note }) => `${label}: ${note}`)).toEqual([
      'Military & security: 1 event',
      'Sanctions & trade: 2 events',
      'Diplomatic protest: 1 event',
      'Votes & statements: 3 events',
    ]);
    const fading = parts.filter(({ kind }) => kind === 'fading');
    expect(
      fading.filter(({ category }) => category !== null).every(({ points }) => Math.abs(points) >= SMALLEST_FADING),
    ).toBe(true);
    expect(fading.at(-1)).toMatchObject({ label: '3 other groups', note: '39 events', category: null });
    expect(spring[0]).toMatchObject({ label: 'A  1 Mar 2024' });
    expect(spring[0]!.to).toBeCloseTo(70.9, 1);
    expect(spring.at(-1)!.points).toBeCloseTo(9.2, 1);
  });
});

describe('a move of every kind', () => {
  it('has one row each for what was revised, for the model, and for its scale', () => {
    const count = (kind: string): number => everything.filter((row) => row.role === 'part' && row.kind === kind).length;
    expect([count('revised'), count('model'), count('rescaling')]).toEqual([1, 1, 1]);
  });
});

describe('where only a little faded', () => {
  const group = (indexPoints: number, category: (typeof CATEGORIES)[number]) => ({
    kind: 'fading' as const,
    category,
    events: 3,
    indexPoints,
  });
  const end = (index: number) => ({
    date: '2024-01-01',
    index,
    tension: 0,
    model: { name: 'baseline', version: 1, hash: '00000000' },
    asOf: null,
  });

  it('a single small group keeps its name', () => {
    const rows = waterfallRows({
      from: end(60),
      to: end(59.9),
      change: -0.1,
      groups: [group(-0.1, 'sanctions_trade')],
      rescaling: 0,
    });
    expect(rows.map(({ label }) => label)).toEqual([
      'A  1 Jan 2024',
      'Fading of earlier events',
      'Sanctions & trade',
      'B  1 Jan 2024',
    ]);
  });

  it('several are one row, in grey', () => {
    const rows = waterfallRows({
      from: end(60),
      to: end(59.8),
      change: -0.2,
      groups: [group(-0.1, 'sanctions_trade'), group(-0.1, 'votes_statements')],
      rescaling: 0,
    });
    expect(rows[2]).toMatchObject({ label: 'All categories', note: '6 events', category: null });
    const { data } = waterfallChart({ rows, theme: THEMES.dark, width: 330, height: 200 });
    const fills = data.datasets[0]!.backgroundColor as string[];
    expect(fills[2]).not.toBe(THEMES.dark.categories.sanctions_trade.fill);
  });

  it('nothing at all is a start and an end', () => {
    const rows = waterfallRows({ from: end(50), to: end(50), change: 0, groups: [], rescaling: 0 });
    expect(rows.map(({ role }) => role)).toEqual(['start', 'end']);
    const { options } = waterfallChart({ rows, theme: THEMES.light, width: 500, height: 100 });
    const { min, max } = options!.scales!['x'] as { min: number; max: number };
    expect([Number.isFinite(min), Number.isFinite(max), min < 50, max > 50]).toEqual([true, true, true, true]);
  });
});
