/** GET /dyads/:dyad/series. */
import { z } from 'zod';
import { density } from './coverage.ts';
import { feedFreshness } from './feedFreshness.ts';
import { date, dyadId, indexValue, modelRef, moment, step, stretch } from './values.ts';

export const coverage = z
  .object({
    firstEvent: date.nullable(),
    lastEvent: date.nullable(),
    events: z.int(),
    coveredDays: z
      .int()
      .describe(
        'days of the whole line, from its first event to the last day, of which something is known; with fewer than 365 it has no percentile, and one that reads feeds no level yet',
      ),
    firstDay: date.nullable().describe('the first day that has a value; null where every day has one'),
    isDeclared: z.boolean().describe('whether somebody declared which days were looked at, and the model asks'),
    declared: z
      .array(z.object({ from: date, to: date, density }))
      .describe('declared stretches of the dyad, whether or not the model asks'),
    codingLagDays: z.number().describe('median days from an act to its source; younger days are provisional'),
    sparse: z.array(stretch).describe('too few events to judge'),
    uncovered: z.array(stretch).describe('nothing is coded: absence of events, not peace'),
    note: z.string().nullable().describe('known gaps of the record'),
  })
  .meta({ id: 'Coverage' });

export const seriesPoint = z
  .object({
    date,
    index: indexValue.nullable().describe('null, like all values of the point, on a day before `coverage.firstDay`'),
    low: indexValue.nullable().describe('90% band'),
    high: indexValue.nullable(),
    tension: z.number().nullable(),
    conflict: z.number().min(0).nullable(),
    cooperation: z.number().min(0).nullable(),
    sd: z.number().min(0).nullable().describe('standard deviation of tension'),
    provisional: z.boolean(),
    indexAsCoded: indexValue.nullable().optional().describe('with whatIf: the index of all events as they are coded'),
  })
  .meta({ id: 'SeriesPoint' });

export const series = z
  .object({
    dyad: dyadId,
    name: z.string(),
    model: modelRef,
    asOf: moment.nullable(),
    step,
    direction: z.string(),
    whatIf: z.string().nullable().describe('null: every event as it is coded; otherwise no published index'),
    neutral: indexValue,
    scale: z.number().describe('S of the model: index = 100 / (1 + exp(-tension / S))'),
    coverage,
    feeds: z.array(feedFreshness).optional().describe('of a model that reads feeds: whether they are up to date'),
    points: z.array(seriesPoint),
  })
  .meta({ id: 'Series' });

export type Series = z.infer<typeof series>;
export type SeriesPoint = z.infer<typeof seriesPoint>;
export type Coverage = z.infer<typeof coverage>;
