/** The chart's data as a table: the same points, the newest first. */
import { type Step, stepDays } from '../../models/calendar.ts';
import type { DailySeries } from '../charts/dailySeries.ts';
import { lineStyle } from '../charts/figure.ts';
import { plain, signed } from '../charts/format.ts';
import { sourceOf } from '../charts/lineSource.ts';
import { type Overlay, overlayOn } from '../charts/overlay.ts';
import { longDate, words } from '../state/language.ts';
import { type Column, DataTable, dateColumn } from './DataTable.tsx';

interface Props {
  readonly series: DailySeries;
  readonly from: number;
  readonly to: number;
  readonly step: Step;
  readonly csvUrl: string;
  readonly overlays: readonly Overlay[];
}

interface Row {
  readonly day: number;
}

const FIRST_ROWS = 120;

export function SeriesTable({ series, from, to, step, csvUrl, overlays }: Props) {
  const wording = words.value.seriesTable;
  const value = (
    key: 'index' | 'low' | 'high' | 'raises' | 'lowers' | 'tension',
    values: Float64Array,
  ): Column<Row> => ({
    key,
    heading: wording[key],
    class: 'num',
    cell: ({ day }) => plain(values[day - series.firstDay]!, 2),
  });
  return (
    <section class="series" aria-labelledby="series-title">
      <div class="events-head">
        <h2 id="series-title">{wording.heading(step, longDate(from), longDate(to))}</h2>
        <a class="button" href={csvUrl} download>
          {wording.csv}
        </a>
      </div>
      <DataTable
        class="series-table"
        scroll={{ 'aria-labelledby': 'series-title' }}
        rows={stepDays(from, to, step)
          .toReversed()
          .map((day) => ({ day }))}
        rowKey={({ day }) => day}
        fold={{ rows: FIRST_ROWS, label: wording.showAll }}
        columns={[
          dateColumn(),
          value('index', series.index),
          value('low', series.low),
          value('high', series.high),
          value('raises', series.conflict),
          value('lowers', series.cooperation),
          value('tension', series.tension),
          ...overlays.flatMap((overlay) => overlayColumns(series, overlay)),
          {
            key: 'state',
            heading: wording.state,
            cell: ({ day }) => {
              const style = lineStyle(series, day);
              return style === 'uncovered'
                ? words.value.sourceKinds[sourceOf(series).kind].blankDay.cell
                : wording.states[style];
            },
          },
        ]}
      />
    </section>
  );
}

/** A line beside the index, and how far it is from it. */
function overlayColumns(series: DailySeries, overlay: Overlay): readonly Column<Row>[] {
  const wording = words.value.seriesTable;
  const { role, label } = overlay;
  return [
    {
      key: `${role} ${label}`,
      heading: role === 'what-if' ? wording.whatIf : role === 'first-published' ? wording.firstPublished : label,
      class: `num is-${role}`,
      title: label,
      cell: ({ day }) => {
        const value = overlayOn(overlay, day);
        return value === undefined ? '' : plain(value, 2);
      },
    },
    {
      key: `${role} ${label} difference`,
      heading: wording.difference,
      class: `num is-${role}`,
      cell: ({ day }) => {
        const value = overlayOn(overlay, day);
        return value === undefined ? '' : signed(value - series.index[day - series.firstDay]!, 2);
      },
    },
  ];
}
