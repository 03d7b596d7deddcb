/** The columns of the board. */
import type { BoardDyad } from '../../../models/contract/board.ts';
import { epochDay } from '../../../models/calendar.ts';
import { tellMe } from '../../alerts/tellMe.ts';
import { changeTo, dateParts, plain, shorten, signed } from '../../charts/format.ts';
import type { Column } from '../../components/DataTable.tsx';
import { Flag } from '../../components/Flag.tsx';
import { asOf, keepingAsOf } from '../../state/asOf.ts';
import { dyadName } from '../../state/countryNames.ts';
import { DATA_LANGUAGE, longDate, words } from '../../state/language.ts';
import { BandBar, type SparkFrame, Sparkline } from './pictures.tsx';
import type { BoardRow, Sort } from './sorting.ts';

/** Days since somebody looked after which the board says so: a quarter. */
const STALE_DAYS = 90;
/** Index points of fading that are told beside a change: what prints as 0.0 is not. */
const SMALLEST_FADING = 0.05;

export function boardColumns(today: number, frame: SparkFrame): readonly Column<BoardRow, Sort>[] {
  const { columns: headings } = words.value.board;
  const columns: readonly Omit<Column<BoardDyad, Sort>, 'cellClass'>[] = [
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
          {asOf.value === undefined ? (
            <a class="tell-me" href={tellMe(id)} aria-label={words.value.alertPage.tellMeOf(id)}>
              {words.value.alertPage.tellMe}
            </a>
          ) : null}
        </>
      ),
    },
    { key: 'index', sort: 'index', heading: headings.index, class: 'col-index', cell: (dyad) => <Level dyad={dyad} /> },
    {
      key: 'change',
      sort: 'change',
      heading: headings.change,
      class: 'col-change num',
      cell: (dyad) => <Change dyad={dyad} />,
    },
    { key: 'flag', heading: headings.flag, class: 'col-flag', cell: ({ flag }) => <Flag flag={flag} /> },
    {
      key: 'spark',
      heading: headings.spark,
      class: 'col-spark',
      cell: ({ sparkline }) => <Sparkline {...sparkline} frame={frame} />,
    },
    { key: 'top', sort: 'news', heading: headings.top, class: 'col-top', cell: (dyad) => <TopEvent dyad={dyad} /> },
    {
      key: 'last',
      sort: 'last',
      heading: headings.last,
      class: 'col-last',
      cell: (dyad) => <Last dyad={dyad} today={today} />,
    },
    {
      key: 'events',
      sort: 'events',
      heading: headings.events,
      class: 'col-events num',
      cell: ({ events }) => events,
    },
  ];
  return columns.map(({ cell, ...column }) => ({
    ...column,
    cell: (row, at) => ('dyad' in row ? cell(row.dyad, at) : null),
  }));
}

interface OfDyad {
  readonly dyad: BoardDyad;
}

/** The index, and where it stands in the history of the dyad. */
function Level({ dyad }: OfDyad) {
  const wording = words.value.board;
  const { index, low, high, percentile, coveredDays, highestSince, isHighestOnRecord } = dyad;
  if (index === null || low === null || high === null) return <span class="muted">{wording.noValue}</span>;
  const month = (date: string): string => {
    const { year, month } = dateParts(epochDay(date));
    return words.value.dates.month(year, month);
  };
  return (
    <>
      <span class="board-value num">{plain(index)}</span>
      <BandBar index={index} low={low} high={high} />
      {percentile === null ? null : (
        <span class="board-rank" title={wording.rankBasis(coveredDays)}>
          {wording.rank(plain(percentile, 0))}
          {highestSince === null ? null : (
            <b>{(isHighestOnRecord ? wording.highestOnRecord : wording.highestSince)(month(highestSince))}</b>
          )}
        </span>
      )}
    </>
  );
}

function Change({ dyad: { index, change30, fadingPoints30, newPoints30 } }: OfDyad) {
  const wording = words.value.board;
  if (index === null || change30 === null) return <span class="muted">{wording.noChange}</span>;
  const isMixed = newPoints30 > 0 && Math.abs(fadingPoints30) >= SMALLEST_FADING;
  return (
    <>
      {signed(changeTo(index, change30))}
      <span class="board-label"> {wording.columns.change}</span>
      {isMixed ? <span class="board-fading">{wording.ofWhichFading(signed(fadingPoints30))}</span> : null}
    </>
  );
}

/** Until when somebody looked, which no act of a later day moves; and the last coded act. */
function Last({ dyad: { lookedThrough, lastEvent }, today }: OfDyad & { readonly today: number }) {
  const wording = words.value.board;
  const last = epochDay(lastEvent);
  const looked = lookedThrough === null ? undefined : epochDay(lookedThrough);
  const age = looked === undefined ? Infinity : today - looked;
  return (
    <>
      <span class="board-label">{wording.columns.last}: </span>
      {longDate(last)}
      <span class={age > STALE_DAYS ? 'board-age is-stale' : 'board-age'}>
        {looked === undefined
          ? wording.nobodyLooked
          : age <= 0
            ? wording.lookedToday
            : wording.lookedThrough(longDate(looked))}
      </span>
    </>
  );
}

function TopEvent({ dyad: { id, topEvent, topEventNews } }: OfDyad) {
  const wording = words.value.board;
  if (!topEvent) return <span class="muted">{wording.none}</span>;
  return (
    <>
      <a lang={DATA_LANGUAGE} href={keepingAsOf(`/d/${id}/e/${topEvent.id}`)}>
        {shorten(topEvent.summary, 96)}
      </a>
      <span class="board-top-note">
        {signed(topEvent.indexPoints)} · {longDate(epochDay(topEvent.date))}
        {topEventNews === null ? wording.largestToday : wording.news[topEventNews]}
      </span>
    </>
  );
}
