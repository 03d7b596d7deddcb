/** Pairs coded by machine that have an unusual day, each held against its own year. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Unusual as UnusualAnswer, UnusualPair } from '../../models/contract/unusual.ts';
import { plain } from '../charts/format.ts';
import { unusualSentences, usualReports } from '../charts/unusualSentences.ts';
import { type Column, DataTable } from '../components/DataTable.tsx';
import { ListChoice } from '../components/ListChoice.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { dyadName } from '../state/countryNames.ts';
import { longDate, words } from '../state/language.ts';
import { place, replaceQuery } from '../state/location.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';

/** Pairs at first, and at most. */
const SHOWN = 30;
const LISTED = 500;
/** Days that the line shows before the one that is unusual. */
const DAYS_BEFORE = 90;

export function Unusual() {
  const wording = words.value.unusual;
  useTitle(wording.title);
  const { query } = place.value;
  const asked = new URLSearchParams({ limit: String(LISTED) });
  for (const name of ['feed', 'date', 'list']) if (query.has(name)) asked.set(name, query.get(name)!);
  const { data, problem } = useResource<UnusualAnswer>(`/api/v1/unusual?${asked.toString()}`);
  return (
    <article class="plain-page unusual-page">
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      <p class="unusual-tools">
        <label>
          {wording.day}{' '}
          <input
            type="date"
            value={query.get('date') ?? data?.date ?? ''}
            max={data?.newestDay ?? undefined}
            onChange={({ currentTarget: { value } }) => replaceQuery({ date: value === '' ? undefined : value })}
          />
        </label>{' '}
        {query.has('date') ? (
          <button type="button" class="link" onClick={() => replaceQuery({ date: undefined })}>
            {wording.newest}
          </button>
        ) : null}{' '}
        {data && data.feeds.length > 1 ? (
          <label>
            {wording.feed}{' '}
            <select value={data.feed ?? ''} onChange={({ currentTarget: { value } }) => replaceQuery({ feed: value })}>
              {data.feeds.map(({ feed, name }) => (
                <option key={feed} value={feed}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : null}{' '}
        <ListChoice chosen={query.get('list') ?? undefined} onChoose={(list) => replaceQuery({ list })} />
      </p>
      {problem ? <ProblemNotice problem={problem} what={wording.theDay} /> : null}
      {data ? <Day day={data} /> : problem ? null : <Skeleton kind="board" what={wording.theDay} />}
    </article>
  );
}

function Day({ day }: { readonly day: UnusualAnswer }) {
  const wording = words.value.unusual;
  const { feedName, date, list, worldReports, usualWorldReports, looked, pairs, total } = day;
  if (feedName === null || date === null)
    return (
      <p class="empty">
        <Phrase text={wording.noFeed} />
      </p>
    );
  const told = longDate(epochDay(date));
  if (worldReports === 0) return <Notice kind="warning">{wording.unknownDay(feedName, told)}</Notice>;
  if (day.knownDays < day.neededDays)
    return (
      <p class="empty">
        <Phrase text={wording.young({ known: day.knownDays, needed: day.neededDays })} />
      </p>
    );
  if (looked === 0 && list !== null) return <p class="empty">{wording.nonePairs(list)}</p>;
  const { count, tone } = day.byChance;
  return (
    <>
      {worldReports * 2 < usualWorldReports ? (
        <Notice kind="warning">{wording.partial({ reports: worldReports, usual: usualWorldReports })}</Notice>
      ) : null}
      <p>
        {wording.told({ feed: feedName, date: told, total, looked })}{' '}
        {wording.byChance({ count: plain(count, 1), tone: plain(tone, 1) })}
      </p>
      {pairs.length === 0 ? null : (
        <DataTable
          caption={wording.caption}
          rows={pairs}
          rowKey={({ dyad }) => dyad}
          fold={{ rows: SHOWN, label: wording.all }}
          scroll={{ 'aria-label': wording.caption }}
          columns={columnsOf(day)}
        />
      )}
      {total > pairs.length ? <p class="small">{wording.further(total - pairs.length)}</p> : null}
      <p class="muted small">{wording.rule}</p>
      <p class="muted small">{wording.notActs}</p>
    </>
  );
}

/** The line of the pair with that day at its end, and the strip of its share of the world's reports. */
function lineOf(dyad: string, { model, date }: UnusualAnswer): string {
  const day = epochDay(date!);
  const query = new URLSearchParams({
    ...(model !== null && { model }),
    from: toIsoDate(day - DAYS_BEFORE),
    to: date!,
    a: toIsoDate(day - 1),
    b: date!,
    volume: '1',
  });
  return `/d/${dyad}?${query.toString()}`;
}

const columnsOf = (day: UnusualAnswer): readonly Column<UnusualPair>[] => {
  const wording = words.value.unusual;
  return [
    {
      key: 'pair',
      heading: wording.pair,
      isRowHeading: true,
      cell: ({ dyad, name }) => (
        <>
          <a href={lineOf(dyad, day)}>{dyadName(dyad, name)}</a> <code>{dyad}</code>
        </>
      ),
    },
    {
      key: 'reports',
      heading: wording.reports,
      class: 'num',
      cell: ({ reports, usual }) => (
        <>
          {plain(reports, 0)}
          <div class="muted small">{wording.usually(usualReports(usual))}</div>
        </>
      ),
    },
    {
      key: 'share',
      heading: wording.share,
      class: 'num',
      cell: ({ share }) => words.value.machine.percent(share),
    },
    { key: 'what', heading: wording.what, cell: (pair) => unusualSentences(pair, words.value).join(' ') },
  ];
};
