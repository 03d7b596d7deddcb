import { describe, expect, it } from 'vitest';
import type { BoardDyad } from '../../models/contract/board.ts';
import { boardRows, foundDyads } from '../../client/pages/board/sorting.ts';

const dyad = (id: string, newPoints30: number, fadingPoints30: number, index = 60): BoardDyad => ({
  id,
  name: id,
  index,
  low: index - 5,
  high: index + 5,
  change30: newPoints30 + fadingPoints30,
  newPoints30,
  fadingPoints30,
  percentile: null,
  coveredDays: 100,
  highestSince: null,
  isHighestOnRecord: false,
  lookedThrough: '2026-11-01',
  flag: 'unchanged',
  events: 5,
  lastEvent: '2026-11-01',
  topEvent: null,
  topEventIsRecent: newPoints30 > 0,
  topEventNews: newPoints30 > 0 ? 'new' : null,
  sparkline: { from: '2026-11-01', step: 'week', values: [], covered: [] },
});
const HEADINGS = { news: 'news', silent: (n: number) => `silent ${n}` };
const BOARD = [dyad('AUS-CHN', 0, -6), dyad('KOR-RUS', 1.2, -0.9), dyad('IND-PAK', 0, -3, 80), dyad('CHN-USA', 4, -5)];

describe('the order of the board', () => {
  it('has what is new first, whatever only fades', () => {
    const rows = boardRows(foundDyads(BOARD, '', 'news', true), 'news', HEADINGS);
    expect(rows.map((row) => ('dyad' in row ? row.dyad.id : row.heading))).toEqual([
      'news',
      'CHN-USA',
      'KOR-RUS',
      'silent 2',
      'IND-PAK',
      'AUS-CHN',
    ]);
  });

  it('has one heading where nothing is new, and none where a column was chosen', () => {
    const silent = BOARD.filter(({ newPoints30 }) => newPoints30 === 0);
    expect(boardRows(foundDyads(silent, '', 'news', true), 'news', HEADINGS)[0]).toEqual({ heading: 'silent 2' });
    expect(boardRows(foundDyads(BOARD, '', 'change', true), 'change', HEADINGS)).toHaveLength(BOARD.length);
  });
});
