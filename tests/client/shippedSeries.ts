/** A shipped dyad as the API would answer, computed with models/: input for tests of the charts that need no server. */
import type { Series } from '../../models/contract/series.ts';
import { basisOf } from '../../models/basis.ts';
import { bandOf, Z90 } from '../../models/band.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { coverageOf } from '../../models/coverage.ts';
import { indexOf, neutralIndex, scoreOf } from '../../models/score.ts';
import { categoryPositions } from '../../client/charts/bins.ts';
import { type DailySeries, dailySeries, withLead } from '../../client/charts/dailySeries.ts';
import type { Explained } from '../../client/charts/bins.ts';
import type { FigureEvent } from '../../client/charts/figure.ts';
import { stepPoints } from '../../client/charts/steps.ts';
import { baseline, codebook, columnsOf, eventRows } from '../models/shipped.ts';

/** A fixed day, so that no test depends on today: two months after the last shipped event. */
export const LAST_DAY = epochDay('2026-08-31');

export function seriesAnswer(dyad: string): Series {
  const columns = columnsOf(dyad);
  const firstDay = columns.day[0]!;
  const score = scoreOf(basisOf(columns, baseline, firstDay, LAST_DAY), baseline);
  const coverage = coverageOf(columns, baseline, firstDay, LAST_DAY);
  const dates = ({ from, to }: { from: number; to: number }) => ({ from: toIsoDate(from), to: toIsoDate(to) });
  return {
    dyad,
    name: dyad === 'KOR-RUS' ? 'South Korea – Russia' : dyad.replace('-', ' – '),
    model: { name: 'baseline', version: 1, hash: '00000000' },
    asOf: '2026-08-31T12:00:00.000Z',
    step: 'day',
    direction: 'both',
    whatIf: null,
    neutral: neutralIndex(baseline),
    scale: baseline.scale,
    coverage: {
      firstEvent: toIsoDate(coverage.firstEvent!),
      lastEvent: toIsoDate(coverage.lastEvent!),
      events: columns.day.length,
      firstDay: coverage.firstDay === null ? null : toIsoDate(coverage.firstDay),
      isDeclared: coverage.isDeclared,
      declared: (columns.coverage ?? []).map(({ density, ...stretch }) => ({ ...dates(stretch), density })),
      coveredDays: 5000,
      codingLagDays: 1,
      sparse: coverage.sparse.map(dates),
      uncovered: coverage.uncovered.map(dates),
      note: null,
    },
    points: Array.from(score.tension, (tension, i) => {
      const { low, high } = bandOf(tension, score.sd[i]!, baseline.scale, Z90);
      return {
        date: toIsoDate(firstDay + i),
        index: indexOf(tension, baseline.scale),
        low,
        high,
        tension,
        conflict: score.conflict[i]!,
        cooperation: score.cooperation[i]!,
        sd: score.sd[i]!,
        provisional: firstDay + i > LAST_DAY - 1,
      };
    }),
  };
}

export interface ShippedDyad {
  readonly series: DailySeries;
  readonly explained: Explained;
  readonly events: readonly FigureEvent[];
}

export function shippedDyad(dyad: string): ShippedDyad {
  const series = withLead(dailySeries(seriesAnswer(dyad))!, 90);
  const columns = columnsOf(dyad);
  const basis = basisOf(columns, baseline, series.firstDay, series.lastDay);
  const steps = stepPoints(columns, baseline, scoreOf(basis, baseline), 'both');
  const rows = new Map(eventRows.get(dyad)!.map((row) => [row['id'], row]));
  return {
    series,
    explained: { basis, model: baseline, categoryOf: categoryPositions(codebook) },
    events: columns.ids.map((id, e) => {
      const row = rows.get(id)!;
      return {
        id,
        day: columns.day[e]!,
        precision: row['date_precision'] === 'month' ? 'month' : 'day',
        title: codebook.get(row['type']!)!.label,
        summary: row['summary']!,
        headline: row['headline']!,
        verified: row['verified'] === 'yes',
        step: steps[e]!,
      };
    }),
  };
}
