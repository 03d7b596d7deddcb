/** 120 events coded twice: the agreement that data/README.md tells is what the file holds. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../models/random.ts';
import { cell, dyadsWithEvents, eventsOf, header, table, text } from './table.ts';

const FIELDS = ['type', 'polarity', 'severity', 'role'] as const;
const codings = table('data/two-coder.csv');
const ids = [...new Set(codings.map((row) => cell(row, 'event_id')))];
const by = (coder: string): Map<string, Record<string, string>> =>
  new Map(codings.filter((row) => cell(row, 'coder') === coder).map((row) => [cell(row, 'event_id'), row]));
const [first, second] = [by('first'), by('second')];
const pairsOf = (field: string): [string, string][] =>
  ids.map((id) => [cell(first.get(id) ?? {}, field), cell(second.get(id) ?? {}, field)]);

const differ = (a: string, b: string): number => (a === b ? 0 : 1);
const steps = (a: string, b: string): number => Math.abs(Number(a) - Number(b));

/** Cohen's kappa: 1 less the disagreement over the disagreement that chance would bring. */
function kappa(pairs: readonly [string, string][], disagreement: (a: string, b: string) => number): number {
  const counts = (at: 0 | 1): [string, number][] => {
    const count = new Map<string, number>();
    for (const pair of pairs) count.set(pair[at], (count.get(pair[at]) ?? 0) + 1);
    return [...count];
  };
  const [ofFirst, ofSecond] = [counts(0), counts(1)];
  const seen = pairs.reduce((sum, [a, b]) => sum + disagreement(a, b), 0) / pairs.length;
  const byChance = ofFirst.flatMap(([a, n]) => ofSecond.map(([b, m]) => n * m * disagreement(a, b)));
  return 1 - seen / (byChance.reduce((sum, value) => sum + value, 0) / pairs.length ** 2);
}

/** The 95% interval of kappa over events drawn with replacement. */
function interval(pairs: readonly [string, string][], disagreement: (a: string, b: string) => number): number[] {
  const random = seededRandom(120);
  const drawn = Array.from({ length: 2000 }, () =>
    kappa(
      pairs.map(() => pairs[Math.floor(random() * pairs.length)]!),
      disagreement,
    ),
  ).sort((a, b) => a - b);
  return [drawn[50]!, drawn[1949]!];
}

describe('the events coded twice', () => {
  it('are 120, each by two coders', () => {
    expect(header('data/two-coder.csv')).toEqual(['event_id', 'coder', 'type', 'polarity', 'severity', 'role']);
    expect([ids.length, first.size, second.size, codings.length]).toEqual([120, 120, 120, 240]);
  });

  it.each([
    ['type', differ, '0.86'],
    ['polarity', differ, '1.00'],
    ['role', differ, '0.93'],
    ['severity', steps, '0.61'],
  ] as const)('agree on %s as the README says', (field, disagreement, told) => {
    expect(kappa(pairsOf(field), disagreement).toFixed(2)).toBe(told);
    expect(text('data/README.md')).toMatch(new RegExp(`on ${field} at (kappa )?${told.replace('.', '\\.')}`));
  });

  it.each([
    ['type', differ, 0.79, 0.92],
    ['severity', steps, 0.51, 0.7],
  ] as const)('agree on %s within the interval of the README, to a hundredth', (field, disagreement, low, high) => {
    const [from = NaN, to = NaN] = interval(pairsOf(field), disagreement);
    expect(Math.abs(from - low)).toBeLessThan(0.015);
    expect(Math.abs(to - high)).toBeLessThan(0.015);
    expect(text('data/README.md')).toContain(`[${low.toFixed(2)}, ${high.toFixed(2)}]`);
  });

  it('are rows that still exist, sixteen of them corrected since', () => {
    const rows = new Map(dyadsWithEvents.flatMap(eventsOf).map((row) => [cell(row, 'id'), row]));
    expect(ids.filter((id) => !rows.has(id))).toEqual([]);
    const corrected = ids.filter((id) =>
      FIELDS.some((field) => cell(rows.get(id) ?? {}, field) !== cell(first.get(id) ?? {}, field)),
    );
    expect(corrected).toHaveLength(16);
    expect(text('data/README.md')).toContain('Sixteen of the 120 rows have been corrected since');
  });
});
