import { describe, expect, it } from 'vitest';
import { kernel } from '../../models/kernel.ts';
import { repetitionsOf } from '../../models/basis.ts';
import { epochDay } from '../../models/calendar.ts';
import { explainPoint } from '../../models/contribution.ts';
import { baseline, columnsOf } from './shipped.ts';

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

  it('adds 3 tension points and 1.64 index points to a line at 53.0 and 79.0', () => {
    const point = explainPoint(columns, baseline, epochDay('2024-04-05'));
    expect(point.tension.toFixed(1)).toBe('53.0');
    expect(point.index.toFixed(1)).toBe('79.0');
    expect(point.neutral).toBe(50);
    expect(contributionOn('2024-04-05').tensionPoints).toBe(3);
    expect(contributionOn('2024-04-05').indexPoints).toBeCloseTo((3 / 52.99993) * (79.00121 - 50), 4);
    expect(contributionOn('2024-04-05').indexPoints.toFixed(2)).toBe('1.64');
  });

  it('has halved 45 days later', () => {
    expect(epochDay('2024-05-20') - epochDay('2024-04-05')).toBe(45);
    expect(kernel(45, baseline.types['summons']!)).toBe(0.5);
    expect(contributionOn('2024-05-20').tensionPoints).toBe(1.5);
  });
});
