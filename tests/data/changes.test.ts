/** The record of corrected rows: what stood there, what stands there now, and why. */
import { describe, expect, it } from 'vitest';
import { cell, column, dyadsWithEvents, eventsOf, header, table } from './table.ts';

const changes = table('data/changes.csv');
const byId = new Map(dyadsWithEvents.flatMap(eventsOf).map((row) => [cell(row, 'id'), row]));
const fieldOf = (change: Record<string, string>): string => `${cell(change, 'id')} ${cell(change, 'field')}`;

describe('the record of changes', () => {
  it('is of six columns', () => {
    expect(header('data/changes.csv')).toEqual(['id', 'field', 'old', 'new', 'why', 'source']);
  });

  it('names rows and fields that exist, and gives a reason for each', () => {
    expect(column(changes, 'id').filter((id) => !byId.has(id))).toEqual([]);
    const columns = header('data/events/KOR-RUS.csv');
    expect(column(changes, 'field').filter((field) => !columns.includes(field))).toEqual([]);
    expect(column(changes, 'why')).not.toContain('');
  });

  it('changes something each time, from what stood there before', () => {
    const stood = new Map<string, string>();
    for (const change of changes) {
      expect(cell(change, 'new'), fieldOf(change)).not.toBe(cell(change, 'old'));
      expect(cell(change, 'old'), fieldOf(change)).toBe(stood.get(fieldOf(change)) ?? cell(change, 'old'));
      stood.set(fieldOf(change), cell(change, 'new'));
    }
  });

  it('ends with what stands in the row', () => {
    const last = new Map(changes.map((change) => [fieldOf(change), change]));
    const other = [...last.values()].filter(
      (change) => cell(byId.get(cell(change, 'id')) ?? {}, cell(change, 'field')) !== cell(change, 'new'),
    );
    expect(other.map(fieldOf)).toEqual([]);
  });
});
