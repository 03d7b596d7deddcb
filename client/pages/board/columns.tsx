/** The columns of the board. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import { epochDay } from '../../../models/calendar.ts';
import { plain, shorten, signed } from '../../charts/format.ts';
import type { Column } from '../../components/DataTable.tsx';
import { Flag } from '../../components/Flag.tsx';
import { keepingAsOf } from '../../state/asOf.ts';
import { dyadName } from '../../state/countryNames.ts';
import { DATA_LANGUAGE, longDate, words } from '../../state/language.ts';
import { BandBar, type SparkFrame, Sparkline } from './pictures.tsx';
import type { Sort } from './sorting.ts';

/** Days without a coded event after which the board says so: a quarter. */
const STALE_DAYS = 90;

export function boardColumns(today: number, frame: SparkFrame): readonly Column<BoardDyad, Sort>[] {
  const wording = words.value.board;
  const headings = wording.columns;
  return [
    {
      key: 'name',
      sort: 'name',
      heading: headings.name,
      class: 'col-name',
      isRowHeading: true,
      cell: ({ id, name }) => (
        <>
          <a href={keepingAsOf(`/d/${id}`)}>{dyadName(id, name)}</a>
          <code>{id}</code>
        </>
      ),
    },
    {
      key: 'index',
      sort: 'index',
      heading: headings.index,
      class: 'col-index',
      cell: (dyad) => (
        <>
          <span class="board-value num">{plain(dyad.index)}</span>
          <BandBar dyad={dyad} />
        </>
      ),
    },
    {
      key: 'change',
      sort: 'change',
      heading: headings.change,
      class: 'col-change num',
      cell: ({ change30 }) => signed(change30),
    },
    { key: 'flag', heading: headings.flag, class: 'col-flag', cell: ({ flag }) => <Flag flag={flag} /> },
    {
      key: 'spark',
      heading: headings.spark,
      class: 'col-spark',
      cell: ({ sparkline, lastEvent }) => (
        <Sparkline
          values={sparkline.values}
          from={epochDay(sparkline.from)}
          frame={frame}
          lastEvent={epochDay(lastEvent)}
        />
      ),
    },
    { key: 'top', heading: headings.top, class: 'col-top', cell: (dyad) => <TopEvent dyad={dyad} /> },
    {
      key: 'last',
      sort: 'last',
      heading: headings.last,
      class: 'col-last',
      cell: ({ lastEvent }) => {
        const last = epochDay(lastEvent);
        const age = today - last;
        return (
          <>
            {longDate(last)}
            <span class={age > STALE_DAYS ? 'board-age is-stale' : 'board-age'}>
              {age <= 0 ? wording.today : wording.ago(age)}
            </span>
          </>
        );
      },
    },
    {
      key: 'events',
      sort: 'events',
      heading: headings.events,
      class: 'col-events num',
      cell: ({ events }) => events,
    },
  ];
}

function TopEvent({ dyad: { id, topEvent, topEventIsRecent } }: { readonly dyad: BoardDyad }) {
  const wording = words.value.board;
  if (!topEvent) return <span class="muted">{wording.none}</span>;
  return (
    <>
      <a lang={DATA_LANGUAGE} href={keepingAsOf(`/d/${id}/e/${topEvent.id}`)}>
        {shorten(topEvent.summary, 96)}
      </a>
      <span class="board-top-note">
        {signed(topEvent.indexPoints)} · {longDate(epochDay(topEvent.date))}
        {topEventIsRecent ? '' : wording.largestToday}
      </span>
    </>
  );
}
