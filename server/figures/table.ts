/** The numbers behind a figure as one table: for CSV and for the HTML file. */
import {
  type CardInput,
  type CompareCardInput,
  type DyadCardInput,
  isCompare,
  isMove,
  type MoveCardInput,
} from '../../client/charts/card/cardInput.ts';
import { dailySeries, extremesWithin } from '../../client/charts/dailySeries.ts';
import { epochDay, type Step, stepDays, toIsoDate } from '../../models/calendar.ts';
import type { Series, SeriesPoint } from '../../models/contract/series.ts';

export type Cell = string | number | boolean | null;

export interface Table {
  /** named like the fields of the API */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export function tableOf(input: CardInput): Table {
  if (isCompare(input)) return compareTable(input, 'day');
  return isMove(input) ? moveTable(input) : dyadTable(input, input.view.step);
}

/** Steps from the finest to the coarsest. */
const STEPS: readonly Step[] = ['day', 'week', 'month'];

/** The table with rows of weeks or months where rows of its own step would be more than `most`, and of the days of the extremes. @returns with the step where it is another */
export function boundedTable(input: CardInput, most: number): Table & { readonly thinned?: Step } {
  if (isMove(input)) return moveTable(input);
  const own = isCompare(input) ? 'day' : input.view.step;
  const [from, to] = [epochDay(input.view.from), epochDay(input.view.to)];
  const steps = STEPS.slice(STEPS.indexOf(own));
  const step = steps.find((one) => stepDays(from, to, one).length <= most) ?? 'month';
  const table = isCompare(input)
    ? compareTable(input, step)
    : dyadTable(input, step, step === own ? [] : extremesOf(input));
  return step === own ? table : { ...table, thinned: step };
}

/** The days of the highest and the lowest value, which a title tells. */
function extremesOf({ view, data }: DyadCardInput): number[] {
  const series = dailySeries(data.series);
  const extremes =
    series &&
    extremesWithin(series, Math.max(epochDay(view.from), series.firstDay), Math.min(epochDay(view.to), series.lastDay));
  return extremes ? [extremes.highest.day, extremes.lowest.day] : [];
}

/**
 * The points of a daily series that a view shows.
 *
 * @param also further days
 */
export function pointsWithin(
  { points }: Series,
  from: string,
  to: string,
  step: Step,
  also: readonly number[] = [],
): SeriesPoint[] {
  const days = new Set([...stepDays(epochDay(from), epochDay(to), step), ...also].map(toIsoDate));
  return points.filter(({ date }) => days.has(date));
}

const POINT = ['date', 'index', 'low', 'high', 'tension', 'conflict', 'cooperation', 'sd', 'provisional'] as const;

function dyadTable({ view, data, overlay }: DyadCardInput, step: Step, also: readonly number[] = []): Table {
  const points = pointsWithin(data.series, view.from, view.to, step, also);
  const others = overlay ? pointsWithin(overlay.series, view.from, view.to, step, also) : undefined;
  const isWhatIf = data.series.whatIf !== null;
  return {
    columns: [
      ...POINT,
      ...(isWhatIf ? ['indexAsCoded', 'whatIf'] : []),
      ...(overlay ? ['overlayIndex', 'overlayLow', 'overlayHigh', 'overlayModel'] : []),
    ],
    rows: points.map((point, i) => {
      const other = others?.[i];
      return [
        ...POINT.map((name): Cell => point[name]),
        ...(isWhatIf ? [point.indexAsCoded ?? null, data.series.whatIf] : []),
        ...(overlay ? [other?.index ?? null, other?.low ?? null, other?.high ?? null, view.overlay!] : []),
      ];
    }),
  };
}

/** The causes, in the order of the waterfall, between the two values that they join. */
function moveTable({ move: { from, to, groups, rescaling } }: MoveCardInput): Table {
  const rows: Cell[][] = [['start', null, from.date, null, null, from.index]];
  let at = from.index;
  for (const { kind, category, events, indexPoints } of groups) {
    at += indexPoints;
    rows.push([kind, category, null, category === null ? null : events, indexPoints, at]);
  }
  if (rescaling !== 0 && !groups.some(({ category }) => category === null))
    rows.push(['model', null, null, null, rescaling, to.index]);
  return {
    columns: ['kind', 'category', 'date', 'events', 'indexPoints', 'index'],
    rows: [...rows, ['end', null, to.date, null, null, to.index]],
  };
}

/** Columns for each dyad. A dyad has no value before its first event. */
function compareTable({ view, data }: CompareCardInput, step: Step): Table {
  const lines = data.map(({ series }) => new Map(series.points.map((point) => [point.date, point])));
  const days = stepDays(epochDay(view.from), epochDay(view.to), step).map(toIsoDate);
  return {
    columns: ['date', ...view.dyads.flatMap((dyad) => ['index', 'low', 'high'].map((name) => `${dyad} ${name}`))],
    rows: days.map((date) => [
      date,
      ...lines.flatMap((line): Cell[] => {
        const point = line.get(date);
        return point ? [point.index, point.low, point.high] : [null, null, null];
      }),
    ]),
  };
}
