/** All dyads as they stood on the days that a morning brief needs: two scans of the store, however many there are. */
import { bandOf, Z90 } from '../../models/band.ts';
import { type Flag, flagAfter, flagOn } from '../../models/flag.ts';
import { type Period, PERIODS } from '../../models/periodChange.ts';
import { indexOf } from '../../models/score.ts';
import { someAtOnce } from '../gathered.ts';
import type { DyadExtent } from '../ledger/ledger.ts';
import { EVER } from '../ledger/query.ts';
import type { AskedModel } from './askedModel.ts';
import type { Vintage } from './eventSource.ts';
import { pointOn, rounded } from '../../models/point.ts';
import type { Snapshots } from './snapshots.ts';

/** Days before the first one whose flag is asked for: a change seldom stays between the thresholds of the flag for longer. */
const FLAG_DAYS = 32;

/** What is surveyed; epoch days. */
export interface Surveyed {
  readonly snapshots: Snapshots;
  readonly vintage: Vintage;
  readonly model: AskedModel;
  /** the last day of the periods */
  readonly day: number;
  /** the day at whose end each period begins */
  readonly starts: Readonly<Record<Period, number>>;
  /** these dyads only; all when undefined */
  readonly only: { readonly title: string; readonly dyads: ReadonlySet<string> } | undefined;
}

/** Where a dyad stands on a day: index and 90% band. */
interface BandedIndex {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

export interface Survey {
  readonly dyads: readonly string[];
  readonly extentOf: (dyad: string) => DyadExtent;
  /** before its first event a dyad is neutral */
  readonly standOn: (dyad: string, day: number) => BandedIndex;
  /** the flag at the begin of a period, or on the last day */
  readonly flagOn: (dyad: string, at: Period | 'end') => Promise<Flag>;
  readonly countsOf: (dyad: string) => Counts;
}

/** Events of a dyad by the end of the periods. */
interface Counts {
  readonly lastDay: number;
  /** new in each period */
  readonly fresh: Readonly<Record<Period, number>>;
  /** within `minEventsDays` of the last day, and of the first day of each period */
  readonly recent: number;
  readonly recentBefore: Readonly<Record<Period, number>>;
}

/** Dyads that the run did not publish under this model, or not up to the last day, are scored. */
export async function surveyOf({ snapshots, vintage, model, day, starts: from, only }: Surveyed): Promise<Survey> {
  const { definition } = model;
  const { windowDays, minEventsDays } = definition.flag;
  const starts = PERIODS.map((period) => from[period]);
  const firstDay = Math.min(...starts) - FLAG_DAYS - windowDays;
  const days = Array.from({ length: day - firstDay + 1 }, (_, i) => firstDay + i);
  const spans = [
    ...starts.map((after) => ({ after, to: day })),
    ...[day, ...starts].map((end) => ({ after: end - minEventsDays, to: end })),
  ];
  const extents = (await vintage.source.extents()).filter(
    ({ dyad, firstDay }) => firstDay <= day && (only?.dyads.has(dyad) ?? true),
  );
  const extentOf = new Map(extents.map((extent) => [extent.dyad, extent]));
  const counts = new Map((await snapshots.ledger.counts(spans, vintage.asOf ?? EVER)).map((row) => [row.dyad, row]));
  const values = new Map<string, Values>();
  const put = (dyad: string, on: number, tension: number, sd: number): void => {
    // Before its first event a dyad is neutral.
    const ofDyad = values.get(dyad) ?? {
      tension: new Float64Array(days.length).fill(definition.base),
      sd: new Float64Array(days.length),
    };
    ofDyad.tension[on - firstDay] = tension;
    ofDyad.sd[on - firstDay] = sd;
    values.set(dyad, ofDyad);
  };
  if (day <= (vintage.run?.throughDay ?? -Infinity))
    for (const { dyad, day: on, tension, sd } of await snapshots.published(vintage, model, days))
      put(dyad, on, tension, sd);
  const unpublished = extents.filter(({ dyad }) => !values.has(dyad));
  await someAtOnce(unpublished, async ({ dyad }) => {
    const score = await snapshots.score(await snapshots.history(dyad, vintage), vintage, model, 'both', day);
    for (const on of days) {
      const { tension, sd } = pointOn(score, definition, on);
      put(dyad, on, tension, sd);
    }
  });
  const indexOn = (dyad: string, on: number): number =>
    indexOf(values.get(dyad)!.tension[on - firstDay]!, definition.scale);
  const byPeriod = (numbers: readonly number[]): Record<Period, number> => ({
    since: numbers[0]!,
    week: numbers[1]!,
    month: numbers[2]!,
  });
  const countsOf = (dyad: string): Counts => {
    const { counts: n, lastDay } = counts.get(dyad)!;
    return {
      lastDay,
      fresh: byPeriod(n),
      recent: n[PERIODS.length]!,
      recentBefore: byPeriod(n.slice(PERIODS.length + 1)),
    };
  };
  return {
    dyads: extents.map(({ dyad }) => dyad),
    extentOf: (dyad) => extentOf.get(dyad)!,
    standOn(dyad, on) {
      const { tension, sd } = values.get(dyad)!;
      const { low, high } = bandOf(tension[on - firstDay]!, sd[on - firstDay]!, definition.scale, Z90);
      return { index: rounded(indexOn(dyad, on)), low: rounded(low), high: rounded(high) };
    },
    async flagOn(dyad, at) {
      const { recent, recentBefore } = countsOf(dyad);
      const [end, events] = at === 'end' ? [day, recent] : [from[at], recentBefore[at]];
      if (events < definition.flag.minEvents) return 'sparse';
      const changes = Array.from(
        { length: FLAG_DAYS + 1 },
        (_, i) => indexOn(dyad, end - FLAG_DAYS + i) - indexOn(dyad, end - FLAG_DAYS + i - windowDays),
      );
      const told = flagAfter(changes, definition, undefined);
      if (told !== undefined) return told;
      const history = await snapshots.history(dyad, vintage);
      const score = await snapshots.score(history, vintage, model, 'both', day);
      return end < score.firstDay ? 'sparse' : flagOn(score, history.columns, definition, end);
    },
    countsOf,
  };
}

/** Of one dyad on the days of the survey. */
interface Values {
  readonly tension: Float64Array;
  readonly sd: Float64Array;
}
