/** All dyads: where each stands, whether it has moved, and what moved it. */
import { useMemo } from 'preact/hooks';
import type { Board as BoardAnswer, BoardDyad } from '../../server/api/contract.ts';
import { epochDay } from '../../models/calendar.ts';
import { plain, shorten, signed } from '../charts/format.ts';
import { areaPath, heightOf, linePath } from '../charts/paths.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { Flag } from '../components/Flag.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { SearchField } from '../components/SearchField.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { asOf, keepingAsOf, momentWords } from '../state/asOf.ts';
import { dyadName, countryNames } from '../state/countryNames.ts';
import { DATA_LANGUAGE, longDate, language, words } from '../state/language.ts';
import { navigate, place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

const SORTS = ['name', 'index', 'change', 'events', 'last'] as const;
type Sort = (typeof SORTS)[number];

/** Days without a coded event after which the board says so: a quarter. */
const STALE_DAYS = 90;

export function Board() {
  const wording = words.value.board;
  useTitle(wording.title);
  const { data, problem, isLoading } = useResource<BoardAnswer>(
    `/api/v1/dyads${asOf.value === undefined ? '' : `?asOf=${encodeURIComponent(asOf.value)}`}`,
  );
  const { query } = place.value;
  const search = query.get('q') ?? '';
  const asked = query.get('sort') ?? '-change';
  const sort = SORTS.find((name) => asked.replace(/^-/, '') === name) ?? 'change';
  const isDescending = asked.startsWith('-');
  const rows = useMemo(
    () => (data ? order(data.dyads, search, sort, isDescending) : []),
    [data, search, sort, isDescending, countryNames.value],
  );
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={wording.theBoard} />
    ) : (
      <Skeleton kind="board" what={wording.theDyads} />
    );
  const today = epochDay(data.date);
  const choose = (column: Sort): void =>
    replaceQuery({
      sort: sort === column ? `${isDescending ? '' : '-'}${column}` : `${column === 'name' ? '' : '-'}${column}`,
    });
  return (
    <article class="board-page">
      <header class="board-head">
        <div>
          <h1 tabIndex={-1}>{wording.heading}</h1>
          <p class="lede">
            <Phrase
              text={wording.lede(data.dyads.length, longDate(today))}
              parts={{
                model: <a href={`/m/${data.model.name}`}>{modelName(data.model)}</a>,
                hash: <code>{data.model.hash}</code>,
              }}
            />
          </p>
        </div>
        <SearchField
          label={wording.search}
          hint={wording.searchHint}
          value={search}
          onSearch={(text) => replaceQuery({ q: text === '' ? undefined : text })}
          onEnter={() => rows[0] && navigate(keepingAsOf(`/d/${rows[0].id}`))}
        />
      </header>
      {problem ? <ProblemNotice problem={problem} what={wording.newest} /> : null}
      {data.dyads.length === 0 && asOf.value !== undefined ? (
        <div class="empty">
          <h2>{wording.nothingThen}</h2>
          <p>
            {wording.beginsLater(momentWords(asOf.value))}{' '}
            <button type="button" class="link" onClick={() => replaceQuery({ asOf: undefined })}>
              {words.value.asOf.back}
            </button>
          </p>
        </div>
      ) : data.dyads.length === 0 ? (
        <div class="empty">
          <h2>{wording.noEvents}</h2>
          <p>
            <Phrase text={wording.importSome} />
          </p>
        </div>
      ) : rows.length === 0 ? (
        <p class="empty">
          {wording.noneFits(search)}{' '}
          <button type="button" class="link" onClick={() => replaceQuery({ q: undefined })}>
            {wording.showAll(data.dyads.length)}
          </button>
        </p>
      ) : (
        <DataTable
          class="board"
          caption={wording.caption}
          isBusy={isLoading}
          rows={rows}
          rowKey={({ id }) => id}
          sorting={{ by: sort, isDescending, onSort: choose }}
          columns={columns(today, sparkFrame(data.dyads))}
        />
      )}
      <p class="muted small board-note">{wording.note}</p>
    </article>
  );
}

function columns(today: number, frame: SparkFrame): readonly Column<BoardDyad, Sort>[] {
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

/** The 90% band and the value on a scale from 0 to 100. */
function BandBar({ dyad }: { readonly dyad: BoardDyad }) {
  const wording = words.value.board;
  return (
    <svg
      class="band-bar"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      role="img"
      aria-label={wording.bandFromTo(plain(dyad.low), plain(dyad.high))}
    >
      <line class="band-scale" x1="0" x2="100" y1="6" y2="6" />
      <line class="band-neutral" x1="50" x2="50" y1="1" y2="11" />
      <rect class="band-range" x={dyad.low} width={Math.max(dyad.high - dyad.low, 0.5)} y="3" height="6" />
      <line class="band-value" x1={dyad.index} x2={dyad.index} y1="0.5" y2="11.5" />
    </svg>
  );
}

interface SparkFrame {
  readonly width: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

/** One scale for all rows: two sparklines side by side must compare. */
function sparkFrame(dyads: readonly BoardDyad[]): SparkFrame {
  const values = dyads.flatMap((dyad) => dyad.sparkline.values);
  return { width: 150, height: 34, low: Math.min(45, ...values) - 2, high: Math.max(55, ...values) + 2 };
}

function Sparkline({
  values,
  from,
  frame,
  lastEvent,
}: {
  readonly values: readonly number[];
  readonly from: number;
  readonly frame: SparkFrame;
  readonly lastEvent: number;
}) {
  const wording = words.value.board;
  const neutral = heightOf(50, frame);
  const covered = Math.max(1, Math.min(values.length, Math.floor((lastEvent - from) / 7) + 1));
  const step = values.length > 1 ? frame.width / (values.length - 1) : 0;
  const after = values.slice(covered - 1);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${frame.width + 6} ${frame.height}`}
      width={frame.width + 6}
      height={frame.height}
      role="img"
      aria-label={
        values.length === 0 ? wording.noHistory : wording.twoYearsFromTo(plain(values[0]!), plain(values.at(-1)!))
      }
    >
      <path class="spark-area" d={areaPath(values, 50, frame)} />
      <line class="spark-neutral" x1="0" x2={frame.width} y1={neutral} y2={neutral} />
      <path class="spark-line" d={linePath(values.slice(0, covered), { ...frame, width: step * (covered - 1) })} />
      {after.length > 1 ? (
        <path
          class="spark-after"
          d={linePath(after, { ...frame, width: step * (after.length - 1) })}
          transform={`translate(${step * (covered - 1)} 0)`}
        />
      ) : null}
      {values.length > 0 ? (
        <circle class="spark-end" cx={frame.width} cy={heightOf(values.at(-1)!, frame)} r="2.5" />
      ) : null}
    </svg>
  );
}

function order(dyads: readonly BoardDyad[], search: string, sort: Sort, isDescending: boolean): BoardDyad[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const compare: Readonly<Record<Sort, (a: BoardDyad, b: BoardDyad) => number>> = {
    name: (a, b) => dyadName(a.id, a.name).localeCompare(dyadName(b.id, b.name), language.value),
    index: (a, b) => a.index - b.index,
    change: (a, b) => Math.abs(a.change30) - Math.abs(b.change30),
    events: (a, b) => a.events - b.events,
    last: (a, b) => (a.lastEvent < b.lastEvent ? -1 : a.lastEvent > b.lastEvent ? 1 : 0),
  };
  return dyads
    .filter((dyad) =>
      words.every((word) => `${dyad.name} ${dyadName(dyad.id, dyad.name)} ${dyad.id}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => (isDescending ? -1 : 1) * compare[sort](a, b) || (a.id < b.id ? -1 : 1));
}
