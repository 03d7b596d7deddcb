/**
 * Scores that were right once stay as they are. After a change of data, baseline or formulas that is meant to move them,
 * `npm run golden` writes them again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toIsoDate } from '../../models/calendar.ts';
import { GOLDEN_LAST_DAY, type GoldenSeries, goldenDifference, goldenSeries, goldenText } from './goldenSeries.ts';
import { baseline, codebook, dyads, eventRows } from './shipped.ts';

const folder = new URL('golden/', import.meta.url);

describe('the golden series', () => {
  it('end on 30 June 2026', () => {
    expect(toIsoDate(GOLDEN_LAST_DAY)).toBe('2026-06-30');
  });

  it.each(dyads)('of %s is as it was', (dyad) => {
    const file = new URL(`${dyad}.json`, folder);
    const made = goldenSeries(dyad, eventRows.get(dyad)!, codebook, baseline);
    if (process.env['GOLDEN'] === 'write') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, goldenText(made));
    }
    expect(existsSync(file), `tests/models/golden/${dyad}.json is missing: make it with GOLDEN=write`).toBe(true);
    const golden = JSON.parse(readFileSync(file, 'utf8')) as GoldenSeries;
    expect(goldenDifference(golden, made)).toBeUndefined();
  });

  it('tell where they differ', () => {
    const made = goldenSeries('KOR-RUS', eventRows.get('KOR-RUS')!, codebook, baseline);
    const points = made.points.map((point, i) => (i === 5 ? { ...point, index: point.index + 1e-6 } : point));
    expect(goldenDifference({ ...made, points }, made)).toMatch(/^KOR-RUS on 1990-11-30: index was /);
    expect(goldenDifference({ ...made, points: points.slice(1) }, made)).toMatch(/months, now/);
    expect(goldenDifference({ ...made, model: 'baseline 0 00000000' }, made)).toMatch(/was made with baseline 0/);
  });
});
