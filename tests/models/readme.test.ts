import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kernel } from '../../models/kernel.ts';
import { repetitionsOf } from '../../models/impacts.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { indexOf } from '../../models/score.ts';
import { baseline, baseline2, columnsOf, dyads, shippedScore } from './shipped.ts';

describe('the worked example of models/README.md', () => {
  const columns = columnsOf('KOR-RUS');
  const summons = columns.ids.indexOf('kor-rus-2024-04-05-summons-lee-do-hoon');
  const contributionOn = (date: string) =>
    explainPoint(columns, baseline, epochDay(date)).contributions.find(({ event }) => event === summons)!;

  it('is a direct, verified summons of severity 3, the first of Russia in 30 days', () => {
    expect(columns.types[columns.type[summons]!]).toBe('summons');
    expect(columns.actors[columns.actor[summons]!]).toBe('RUS');
    expect(
      [columns.polarity, columns.severity, columns.indirect, columns.unverified].map((column) => column[summons]),
    ).toEqual([1, 3, 0, 0]);
    expect(repetitionsOf(columns, 30)[summons]).toBe(0);
  });

  it('adds 3 tension points and 1.62 index points to a line at 55.7 and 80.1', () => {
    const point = explainPoint(columns, baseline, epochDay('2024-04-05'));
    expect(point.tension.toFixed(1)).toBe('55.7');
    expect(point.index.toFixed(1)).toBe('80.1');
    expect(point.neutral).toBe(50);
    expect(contributionOn('2024-04-05').tensionPoints).toBe(3);
    expect(contributionOn('2024-04-05').indexPoints).toBeCloseTo((3 / 55.66947) * (80.08693 - 50), 4);
    expect(contributionOn('2024-04-05').indexPoints.toFixed(2)).toBe('1.62');
  });

  it('has halved 45 days later', () => {
    expect(epochDay('2024-05-20') - epochDay('2024-04-05')).toBe(45);
    expect(kernel(45, baseline.types['summons']!)).toBe(0.5);
    expect(contributionOn('2024-05-20').tensionPoints).toBe(1.5);
  });
});

describe('what moved against version 1, in models/README.md', () => {
  const readme = readFileSync(new URL('../../models/README.md', import.meta.url), 'utf8');
  /** A number as the table tells it: a zero has no sign. */
  const told = (value: number, digits: number): string => value.toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1');

  it.each(dyads)('is told of %s: the mean difference of the index, and the largest with its day', (dyad) => {
    const lastDay = columnsOf(dyad).day.at(-1)!;
    const [one, two] = [baseline, baseline2].map((model) => shippedScore(dyad, lastDay, model));
    const differences = Array.from(
      one!.tension,
      (tension, i) => indexOf(two!.tension[i]!, baseline2.scale) - indexOf(tension, baseline.scale),
    );
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const largest = differences.reduce((at, value, i) => (Math.abs(value) > Math.abs(differences[at]!) ? i : at), 0);
    expect(readme).toContain(
      `| ${dyad} | ${told(mean, 2)} | ${told(differences[largest]!, 1)} on ${toIsoDate(one!.firstDay + largest)} |`,
    );
  });
});
