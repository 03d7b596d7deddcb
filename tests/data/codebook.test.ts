import { describe, expect, it } from 'vitest';
import { cell, column, dyadsWithEvents, eventsOf, header, repeated, table, text } from './table.ts';

const codebook = table('data/codebook.csv');
const weights = table('data/baseline-weights.csv');
const types = column(codebook, 'type');

describe('the codebook', () => {
  it('has seven columns, the last of which says whether the act is mutual', () => {
    expect(header('data/codebook.csv')).toEqual([
      'type',
      'category',
      'polarity',
      'cameo',
      'label',
      'definition',
      'mutual',
    ]);
  });

  it('defines each type once, with a label and a definition of its own', () => {
    for (const name of ['type', 'label', 'definition']) {
      expect(repeated(column(codebook, name))).toEqual([]);
      expect(column(codebook, name)).not.toContain('');
    }
  });

  it('puts each type under one of seven categories', () => {
    expect(new Set(column(codebook, 'category'))).toEqual(
      new Set([
        'sanctions_trade',
        'diplomatic_protest',
        'military_security',
        'votes_statements',
        'visits_talks',
        'agreements_easing',
        'other',
      ]),
    );
  });

  it('takes exactly summit, call, talks, agreement and joint_vote as acts without a direction', () => {
    expect(new Set(column(codebook, 'mutual'))).toEqual(new Set(['yes', 'no']));
    expect(
      column(
        codebook.filter((row) => cell(row, 'mutual') === 'yes'),
        'type',
      ).sort(),
    ).toEqual(['agreement', 'call', 'joint_vote', 'summit', 'talks']);
  });

  it('gives each type a usual polarity that the category does not contradict', () => {
    expect(new Set(column(codebook, 'polarity'))).toEqual(new Set(['1', '-1']));
    const warming = codebook.filter((row) => ['visits_talks', 'agreements_easing'].includes(cell(row, 'category')));
    expect(new Set(column(warming, 'polarity'))).toEqual(new Set(['-1']));
  });

  it('keeps CAMEO codes as text with their leading zeros', () => {
    for (const code of column(codebook, 'cameo')) expect(code).toMatch(/^(0[1-9]|1\d|20)\d{1,2}$/);
    expect(cell(codebook.find((row) => cell(row, 'type') === 'visit') ?? {}, 'cameo')).toBe('042');
  });

  it('is used: every type has at least one event', () => {
    const used = new Set(dyadsWithEvents.flatMap(eventsOf).map((row) => cell(row, 'type')));
    expect(types.filter((type) => !used.has(type))).toEqual([]);
  });
});

describe('the baseline weights', () => {
  it('are of types of the codebook, each once', () => {
    expect(column(weights, 'type').filter((type) => !types.includes(type))).toEqual([]);
    expect(repeated(column(weights, 'type'))).toEqual([]);
  });

  it.each(weights.map((row) => [cell(row, 'type'), row] as const))(
    'of %s are a weight that is not negative, whole days of hold and a half-life of at least a day',
    (_type, row) => {
      for (const name of ['weight', 'hold_days', 'half_life_days']) expect(cell(row, name)).toMatch(/^\d+(\.\d+)?$/);
      expect(Number.isInteger(Number(cell(row, 'hold_days')))).toBe(true);
      expect(Number(cell(row, 'half_life_days'))).toBeGreaterThanOrEqual(1);
    },
  );
});

describe('the severity rubric', () => {
  const rows = text('data/severity.md')
    .split('\n')
    .filter((line) => /^\| [a-z_]+/.test(line) && !line.startsWith('| type '))
    .map((line) => line.split('|').slice(1, -1));
  const typesOf = (cells: readonly string[]): string[] => (cells[0] ?? '').split(',').map((type) => type.trim());

  it('describes each type of the codebook once, and no other', () => {
    const described = rows.flatMap(typesOf);
    expect(repeated(described)).toEqual([]);
    expect(described.sort()).toEqual([...types].sort());
  });

  it('says what each step means, but for a call of severity 5 and for six types that follow the general scale', () => {
    const open = rows.filter((cells) => cells.slice(1).some((cell) => /^\s*-?\s*$/.test(cell)));
    expect(open.flatMap(typesOf)).toEqual([
      'call',
      'other',
      'legislation',
      'legal_case',
      'demolition',
      'militant_attack',
      'cyber',
    ]);
  });
});
