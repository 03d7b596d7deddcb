/** Rows of the shipped files as the models read them. Pure, so that the same rows can be scored in a browser; data/README.md explains the columns. */
import { epochDay } from '../../models/calendar.ts';
import { CATEGORIES, codebookOf, type Codebook } from '../../models/codebook.ts';
import { type CoveredStretch, DENSITIES } from '../../models/stretch.ts';
import { type ScoredEvent, SEVERITIES } from '../../models/event.ts';
import type { Judgement, PeriodStatistic } from '../../models/judgement.ts';

/** One row of a CSV file: the text of each column by its name. */
export type Row = Readonly<Record<string, string>>;

const cell = (row: Row, column: string): string => {
  const text = row[column];
  if (text === undefined) throw new RangeError(`The row ${JSON.stringify(row)} has no column "${column}".`);
  return text;
};

const oneOf = <T>(row: Row, column: string, values: readonly T[]): T => {
  const value = values.find((candidate) => String(candidate) === cell(row, column));
  if (value === undefined)
    throw new RangeError(`The column "${column}" of ${JSON.stringify(row)} is none of ${values.join(', ')}.`);
  return value;
};

export const codebookOfRows = (rows: readonly Row[]): Codebook =>
  codebookOf(
    rows.map((row) => ({
      type: cell(row, 'type'),
      category: oneOf(row, 'category', CATEGORIES),
      polarity: oneOf(row, 'polarity', [1, -1]),
      cameo: cell(row, 'cameo'),
      label: cell(row, 'label'),
      definition: cell(row, 'definition'),
      mutual: oneOf(row, 'mutual', ['yes', 'no']) === 'yes',
    })),
  );

export const eventOfRow = (row: Row): ScoredEvent => ({
  id: cell(row, 'id'),
  day: epochDay(cell(row, 'date')),
  actor: cell(row, 'actor'),
  target: cell(row, 'target'),
  role: oneOf(row, 'role', ['direct', 'indirect']),
  type: cell(row, 'type'),
  polarity: oneOf(row, 'polarity', [1, -1]),
  severity: oneOf(row, 'severity', SEVERITIES),
  verified: oneOf(row, 'verified', ['yes', 'no']) === 'yes',
  ...(row['end_date'] && { lastDay: epochDay(row['end_date']) }),
  ...(row['ends'] && { ends: row['ends'].split(';') }),
});

export const coveredStretchOfRow = (row: Row): CoveredStretch => ({
  from: epochDay(cell(row, 'from')),
  to: epochDay(cell(row, 'to')),
  density: oneOf(row, 'density', DENSITIES),
});

export const judgementOfRow = (row: Row): Judgement => {
  const period = (side: 'higher' | 'lower') => ({
    from: cell(row, `${side}_from`),
    to: cell(row, `${side}_to`),
    statistic: oneOf<PeriodStatistic>(row, `${side}_stat`, ['mean', 'max']),
  });
  return {
    id: cell(row, 'id'),
    dyad: cell(row, 'dyad'),
    higher: period('higher'),
    lower: period('lower'),
    statement: cell(row, 'statement'),
    sourceName: cell(row, 'source_name'),
    sourceUrl: cell(row, 'source_url'),
  };
};
