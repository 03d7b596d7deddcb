/**
 * The golden series of a dyad: tension, index and its standard deviation at the end of every month, from the first event through
 * a fixed day. Made from parsed rows with models/ alone, so that a browser can make it from the same rows and compare.
 */
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { stepDays, toIsoDate } from '../../models/calendar.ts';
import type { Codebook } from '../../models/codebook.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import { type ModelDefinition, modelHash } from '../../models/model.ts';
import { type Row, eventOfRow } from './rows.ts';

export interface GoldenSeries {
  readonly dyad: string;
  /** name, version and hash of the model */
  readonly model: string;
  readonly points: readonly {
    readonly date: string;
    readonly tension: number;
    readonly index: number;
    readonly sd: number;
  }[];
}

/** 2026-06-30: the last shipped event is of 27 June 2026. */
export const GOLDEN_LAST_DAY = 20_634;

export function goldenSeries(
  dyad: string,
  rows: readonly Row[],
  codebook: Codebook,
  model: ModelDefinition,
): GoldenSeries {
  const columns = eventColumns(dyad, rows.map(eventOfRow), codebook);
  const firstDay = columns.day[0] ?? GOLDEN_LAST_DAY;
  const score = scoreOf(basisOf(columns, model, firstDay, GOLDEN_LAST_DAY), model);
  const points = stepDays(firstDay, GOLDEN_LAST_DAY, 'month').map((day) => {
    const tension = score.tension[day - firstDay]!;
    return { date: toIsoDate(day), tension, index: indexOf(tension, model.scale), sd: score.sd[day - firstDay]! };
  });
  return { dyad, model: `${model.name} ${model.version} ${modelHash(model)}`, points };
}

/**
 * The first difference of two golden series in words, or `undefined` when they agree. Numbers agree within 1e-9: engines may
 * differ in the last digit of exp and of powers.
 */
export function goldenDifference(golden: GoldenSeries, made: GoldenSeries): string | undefined {
  if (golden.model !== made.model) return `${golden.dyad} was made with ${golden.model}, now ${made.model}`;
  if (golden.points.length !== made.points.length)
    return `${golden.dyad} had ${golden.points.length} months, now ${made.points.length}`;
  for (const [i, before] of golden.points.entries()) {
    const now = made.points[i]!;
    if (before.date !== now.date) return `${golden.dyad} had ${before.date} where now stands ${now.date}`;
    for (const field of ['tension', 'index', 'sd'] as const)
      if (!(Math.abs(before[field] - now[field]) <= 1e-9))
        return `${golden.dyad} on ${before.date}: ${field} was ${before[field]}, now ${now[field]}`;
  }
  return undefined;
}

/** The text of a golden file: JSON, one month a line, so that a change reads well in a diff. */
export function goldenText({ dyad, model, points }: GoldenSeries): string {
  return `{ "dyad": ${JSON.stringify(dyad)}, "model": ${JSON.stringify(model)}, "points": [\n${points.map((point) => `  ${JSON.stringify(point)}`).join(',\n')}\n] }\n`;
}
