/** All dyads: where each stands, whether it has moved, and what moved it. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Board as BoardAnswer } from '../../models/contract/board.ts';
import { epochDay } from '../../models/calendar.ts';
import { briefAddress } from '../brief/briefAddress.ts';
import { DataTable } from '../components/DataTable.tsx';
import { ListChoice } from '../components/ListChoice.tsx';
import { LookedThrough } from '../components/LookedThrough.tsx';
import { Notice } from '../components/Notice.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { SearchField } from '../components/SearchField.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { asOf, keepingAsOf, momentWords } from '../state/asOf.ts';
import { countryNames, dyadName } from '../state/countryNames.ts';
import { useKeys } from '../state/keys.ts';
import { askForNames, nameTables } from '../state/nameTable.ts';
import { longDate, words } from '../state/language.ts';
import { navigate, place, replaceQuery } from '../state/location.ts';
import { modelName } from '../state/modelName.ts';
import { useResource } from '../state/resource.ts';
import { useTitle } from '../state/title.ts';
import { useList } from '../state/watchLists.ts';
import { boardColumns } from './board/columns.tsx';
import { sparkFrame } from './board/pictures.tsx';
import { boardRows, foundDyads, type Sort, SORTS } from './board/sorting.ts';

export function Board() {
  const wording = words.value.board;
  useTitle(wording.title);
  const { data, problem, isLoading } = useResource<BoardAnswer>(
    `/api/v1/dyads${asOf.value === undefined ? '' : `?asOf=${encodeURIComponent(asOf.value)}`}`,
  );
  const { query } = place.value;
  const search = query.get('q') ?? '';
  const listName = query.get('list') ?? undefined;
  const list = useList(listName);
  const asked = query.get('sort') ?? '-news';
  const sort = SORTS.find((name) => asked.replace(/^-/, '') === name) ?? 'news';
  const isDescending = asked.startsWith('-');
  const morning = briefAddress({ show: 'morning', asOf: asOf.value, list: listName });
  useKeys({ e: () => navigate(morning) });
  useEffect(() => {
    if (search !== '') askForNames();
  }, [search]);
  const listed = useMemo(() => {
    const only = list ? new Set(list.dyads) : undefined;
    return (data?.dyads ?? []).filter(({ id }) => only?.has(id) ?? true);
  }, [data, list]);
  const found = useMemo(
    () => foundDyads(listed, search, sort, isDescending, nameTables.value),
    [listed, search, sort, isDescending, countryNames.value, nameTables.value],
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
              text={wording.lede(listed.length, longDate(today))}
              parts={{
                model: <a href={`/m/${data.model.name}`}>{modelName(data.model)}</a>,
                hash: <code>{data.model.hash}</code>,
              }}
            />{' '}
            <a href={morning} aria-keyshortcuts="e">
              {wording.morning}
            </a>{' '}
            · <a href={`/unusual${listName === undefined ? '' : `?list=${listName}`}`}>{words.value.unusual.link}</a>
          </p>
        </div>
        <div class="board-tools">
          <ListChoice chosen={listName} onChoose={(name) => replaceQuery({ list: name })} />
          <SearchField
            label={wording.search}
            hint={wording.searchHint}
            value={search}
            onSearch={(text) => replaceQuery({ q: text === '' ? undefined : text })}
            onEnter={() => found[0] && navigate(keepingAsOf(`/d/${found[0].id}`))}
          />
        </div>
      </header>
      {problem ? <ProblemNotice problem={problem} what={wording.newest} /> : null}
      {list === null && listName !== undefined ? (
        <Notice kind="warning">{words.value.watchLists.unknown(listName)}</Notice>
      ) : null}
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
      ) : list && listed.length === 0 ? (
        <p class="empty">
          {words.value.watchLists.empty(list.title)}{' '}
          <button type="button" class="link" onClick={() => replaceQuery({ list: undefined })}>
            {words.value.watchLists.showAll}
          </button>
        </p>
      ) : found.length === 0 ? (
        <p class="empty">
          {wording.noneFits(search)}{' '}
          <button type="button" class="link" onClick={() => replaceQuery({ q: undefined })}>
            {wording.showAll(listed.length)}
          </button>
        </p>
      ) : (
        <DataTable
          class="board"
          caption={wording.caption}
          isBusy={isLoading}
          rows={boardRows(found, sort, wording.groups)}
          rowKey={(row) => ('dyad' in row ? row.dyad.id : row.heading)}
          rowProps={(row) => ('dyad' in row ? { id: ROW + row.dyad.id } : {})}
          spanning={(row) => ('heading' in row ? row.heading : undefined)}
          sorting={{ by: sort, isDescending, onSort: choose }}
          columns={boardColumns(today, sparkFrame(data.dyads))}
        />
      )}
      <LookedThrough
        dyads={found.map(({ id }) => id)}
        chosen={() => focusedRow() ?? found.map(({ id }) => id)}
        nameOf={(dyad) => dyadName(dyad, found.find(({ id }) => id === dyad)?.name ?? dyad)}
      />
      {list && listed.length < list.dyads.length ? (
        <p class="small">{words.value.watchLists.without(list.dyads.length - listed.length)}</p>
      ) : null}
      <p class="muted small board-note">{wording.note}</p>
    </article>
  );
}

/** Before the dyad in the id of its row. */
const ROW = 'row-';

/** The dyad of the row that has the focus. */
function focusedRow(): readonly string[] | undefined {
  const row = document.activeElement?.closest(`[id^="${ROW}"]`);
  return row ? [row.id.slice(ROW.length)] : undefined;
}
