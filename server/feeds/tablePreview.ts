/** What a feed would make of somebody's table: its columns are guessed, what they leave open is asked, and every row has its outcome. */
import { toIsoDate } from '../../models/calendar.ts';
import type { FeedPreview, FeedPreviewRow } from '../../models/contract/feedPreview.ts';
import { dyadOf } from '../../models/dyad.ts';
import { type FeedColumns, feedColumns } from '../../models/importing/feedColumns.ts';
import { FEED_COLUMNS, FEED_OUTCOMES, type FeedColumn } from '../../models/importing/feedColumnNames.ts';
import {
  type CodeMeaning,
  EVERY_OTHER_CODE,
  type FeedDraft,
  type FeedMapping,
  STATE_WORDS,
} from '../../models/importing/feedMapping.ts';
import { type ImportTables, stateOf, statesLike } from '../../models/importing/importTables.ts';
import { typeOf, typesLike } from '../../models/importing/typeWords.ts';
import { orderOf, readDate } from '../../models/writtenDate.ts';
import { ImportRefused } from '../ledger/ledger.ts';
import { readTableApart } from '../ledger/tableApart.ts';
import { factsOf, questionAbout } from '../ledger/tableFacts.ts';
import type { TableFile } from '../ledger/tableFile.ts';
import type { Codings } from './codings.ts';
import { FeedTally, type RowOutcome } from './feedRow.ts';
import type { FeedTables } from './feedTables.ts';
import { checkMapping, readByMapping } from './genericCsv.ts';

export interface PreviewTables {
  readonly feeds: Pick<FeedTables, 'states' | 'gdelt'>;
  readonly words: ImportTables;
}

export interface PreviewRequest {
  readonly source: string;
  readonly bytes: Buffer;
  readonly charset: string | undefined;
  readonly draft: FeedDraft;
  /** epoch day: acts after it have not happened yet */
  readonly today: number;
}

const USUAL_SEVERITY = 3;
const MAX_WORDS = 300;
const MAX_DYADS = 50;
const MAX_TEXT = 200;
/** Of the codes of a file, so many must be CAMEO's to be taken for it. */
const CAMEO_SHARE = 0.8;
const CAMEO = /^\d{2,4}$/;

/** @throws ImportRefused where there is no table */
export async function previewTable(
  { source, bytes, charset, draft, today }: PreviewRequest,
  tables: PreviewTables,
): Promise<FeedPreview> {
  const file = await readTableApart(bytes, { encoding: draft.encoding ?? charset, sheet: draft.sheet });
  const columns = columnsOf(file, draft, tables);
  const cells = cellsOf(file, columns);
  const dates = orderOf(columns.headings.has('month') ? [] : cells('date'));
  const order = draft.dates ?? dates.order;
  const codes = codesOf(cells('code'), columns, draft, tables);
  const mapping: FeedDraft = {
    ...draft,
    ...(file.encoding !== null && { encoding: file.encoding }),
    ...(file.separator !== null && { delimiter: file.separator }),
    ...(file.sheet !== null && { sheet: file.sheet }),
    ...(order && { dates: order }),
    columns: Object.fromEntries(FEED_COLUMNS.map((column) => [column, columns.headings.get(column) ?? null])),
    states: draft.states ?? wordsOf([...cells('actor'), ...cells('target')], tables),
    codes: codes.known,
  };
  const tally = new FeedTally(today);
  const outcomes: RowOutcome[] = [];
  const checked =
    columns.missing.length === 0 ? checkMapping(wholeOf(mapping, codes.open), tables.words.codebook) : undefined;
  if (checked && 'faults' in checked) throw new ImportRefused(checked.faults.join(' '));
  if (checked) await watch(bytes, checked, tables, tally, outcomes);
  const cellsAt = new Map(file.rows.map((row) => [row.line, row.cells]));
  const cellOf = (line: number, column: FeedColumn): string => {
    const heading = columns.headings.get(column);
    return heading === undefined ? '' : (cellsAt.get(line)?.[file.header.indexOf(heading)] ?? '').slice(0, MAX_TEXT);
  };
  const rows = outcomes
    .map((outcome) => rowOf(outcome, (column) => cellOf(outcome.line, column), codes, checked?.codings))
    .sort((a, b) => a.line - b.line);
  const names = namesOf(outcomes, tally, draft, tables);
  const values = cells('intensity').map((cell) => Number(cell.replace('−', '-').replace(',', '.')));
  return {
    source,
    file: factsOf(file),
    mapping,
    columns: FEED_COLUMNS.map((column) => ({
      column,
      heading: columns.headings.get(column) ?? null,
      basis: columns.bases.get(column)!,
      isNeeded: column === 'date' || column === 'actor' || column === 'target' || columns.missing.includes(column),
    })),
    questions: {
      dates: questionAbout({ ...dates, order }),
      missing: [...columns.missing],
      years: draft.yearsOn === undefined && cells('date').some((cell) => readDate(cell)?.kind === 'year'),
    },
    dateOrder: order ?? null,
    states: names,
    codes: codes.words,
    values:
      values.length === 0 || values.some(Number.isNaN)
        ? null
        : { least: least(values), most: -least(values.map((value) => -value)) },
    counts: countsOf(rows, file.rows.length),
    dyads: dyadsOf(rows),
    refused: tally.refused,
    rows: rows.length > 0 ? rows : file.rows.map((row) => waitingRow(row.line)),
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));

function columnsOf(file: TableFile, draft: FeedDraft, { words, feeds }: PreviewTables): FeedColumns {
  const columns = feedColumns(
    file.header,
    file.rows.map(({ cells }) => cells),
    draft,
    {
      isState: (cell) =>
        draft.names?.[cell] !== undefined ||
        stateOf(cell, words) !== undefined ||
        feeds.states.cameo(cell) !== undefined,
      isType: (cell) => draft.codes?.[cell] !== undefined || typeOf(cell, words) !== undefined,
      isTypeLike: (cell) => typeOf(cell, words) !== undefined || typesLike(cell, words).length > 0,
    },
  );
  if (columns.unknown.length > 0)
    throw new ImportRefused(
      `The mapping names ${columns.unknown.map((heading) => `"${heading}"`).join(', ')}, but the header (line ${file.headerLine}) has ${file.header.join(', ')}.`,
    );
  return columns;
}

/** The cells of a column that are filled. */
function cellsOf(file: TableFile, { headings }: FeedColumns): (column: FeedColumn) => readonly string[] {
  return (column) => {
    const heading = headings.get(column);
    const place = heading === undefined ? -1 : file.header.indexOf(heading);
    return place < 0 ? [] : file.rows.flatMap(({ cells }) => cells[place]?.trim() || []);
  };
}

/** The way of naming states by which most cells are known; of two the narrower. */
function wordsOf(cells: readonly string[], { feeds }: PreviewTables): FeedMapping['states'] {
  const texts = [...new Set(cells)];
  const known = (words: FeedMapping['states']): number =>
    texts.filter((text) => feeds.states.inWords(text, words) !== undefined).length;
  return STATE_WORDS.reduce((best, words) => (known(words) > known(best) ? words : best));
}

interface Codes {
  readonly known: Record<string, CodeMeaning>;
  /** codes that no table knows, and those that were asked about */
  readonly words: FeedPreview['codes'];
  readonly open: ReadonlySet<string>;
}

function codesOf(cells: readonly string[], columns: FeedColumns, draft: FeedDraft, tables: PreviewTables): Codes {
  const given = draft.codes ?? {};
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const open = new Set<string>();
  const known: Record<string, CodeMeaning> = { ...given };
  const { codebook } = tables.words;
  // A value of its own says what a row does; its code need not.
  if (columns.headings.has('intensity') && !(EVERY_OTHER_CODE in given)) known[EVERY_OTHER_CODE] = null;
  const values = [...counts.keys()];
  const isCameo =
    values.filter((code) => CAMEO.test(code) && tables.feeds.gdelt.of(code)?.cut === false).length >=
    CAMEO_SHARE * values.length;
  for (const code of values) {
    if (code in known) continue;
    const type = typeOf(code, tables.words);
    const cameo = isCameo ? tables.feeds.gdelt.of(code) : undefined;
    if (type !== undefined) known[code] = { type, polarity: codebook.get(type)!.polarity, severity: USUAL_SEVERITY };
    else if (cameo) known[code] = cameo.act;
    else if (!(EVERY_OTHER_CODE in known)) open.add(code);
  }
  const asked = [...counts].filter(([code]) => open.has(code) || code in given).sort((a, b) => b[1] - a[1]);
  return {
    known,
    open,
    words: asked.slice(0, MAX_WORDS).map(([value, rows]) => ({
      value,
      rows,
      answer: open.has(value) ? null : (given[value]?.type ?? ''),
      severity: given[value]?.severity ?? null,
      suggestions: [...typesLike(value, tables.words)],
    })),
  };
}

/** The mapping as a feed would have it, under any name; codes that are open say nothing about tension. */
function wholeOf({ columns = {}, codes, ...draft }: FeedDraft, open: ReadonlySet<string>): unknown {
  const filled = Object.fromEntries(Object.entries(columns).filter(([, heading]) => heading !== null));
  const silent = Object.fromEntries([...open].map((code) => [code, null]));
  return { ...draft, name: 'preview', title: 'Preview', columns: filled, codes: { ...codes, ...silent } };
}

async function watch(
  bytes: Buffer,
  { mapping, codings }: { readonly mapping: FeedMapping; readonly codings: Codings },
  { feeds }: PreviewTables,
  tally: FeedTally,
  outcomes: RowOutcome[],
): Promise<void> {
  const watched = new FeedTally(tally.lastActDay, (outcome) => outcomes.push(outcome));
  for await (const rows of readByMapping(once(bytes), mapping, codings, feeds.states, watched)) void rows;
  for (const [name, count] of watched.unknownPlaces) tally.unknownPlaces.set(name, count);
  if (watched.refused !== null) tally.refuse(watched.refused);
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const waitingRow = (line: number): FeedPreviewRow => ({
  line,
  outcome: 'waiting',
  date: null,
  pairs: [],
  actor: '',
  target: '',
  code: '',
  type: null,
  value: null,
  reason: null,
  message: null,
  remarks: [],
});

function rowOf(
  outcome: RowOutcome,
  cellOf: (column: FeedColumn) => string,
  { open }: Codes,
  codings: Codings | undefined,
): FeedPreviewRow {
  const row = {
    ...waitingRow(outcome.line),
    actor: cellOf('actor'),
    target: cellOf('target'),
    code: cellOf('code') || cellOf('text'),
  };
  if (outcome.outcome === 'leftOut') return { ...row, outcome: 'leftOut', reason: outcome.why };
  if (outcome.outcome === 'fault') {
    const { field, value, message } = outcome.fault;
    return { ...row, outcome: 'fault', message: field === null ? message : `${field} "${value ?? ''}": ${message}` };
  }
  const { day, code, value } = outcome.rows[0]!;
  const { act = null, intensity = null } = codings?.get(code) ?? {};
  return {
    ...row,
    outcome: open.has(code) ? 'waiting' : act === null && value === null && intensity === null ? 'silent' : 'taken',
    date: toIsoDate(day),
    pairs: outcome.rows.map(({ actor, target }) => ({ actor, target })),
    type: act?.type ?? null,
    value: value ?? intensity,
    remarks: [...outcome.remarks],
  };
}

/** Names that no table knows, and those that were answered. */
function namesOf(
  outcomes: readonly RowOutcome[],
  tally: FeedTally,
  draft: FeedDraft,
  { feeds, words }: PreviewTables,
): FeedPreview['states'] {
  const answers = draft.names ?? {};
  const unknown = [...tally.unknownPlaces].filter(
    ([name]) => answers[name] === undefined && feeds.states.named(name)?.organisation !== true,
  );
  const rowsWith = (name: string): number =>
    outcomes.filter((outcome) =>
      outcome.outcome === 'taken'
        ? outcome.rows.some(({ actorDetail, targetDetail }) => actorDetail === name || targetDetail === name)
        : outcome.outcome === 'leftOut' && outcome.unknown === name,
    ).length;
  return [
    ...Object.entries(answers).map(([value, answer]) => ({ value, rows: rowsWith(value), answer, suggestions: [] })),
    ...unknown
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_WORDS)
      .map(([value, rows]) => ({ value, rows, answer: null, suggestions: [...statesLike(value, words)] })),
  ];
}

function countsOf(rows: readonly FeedPreviewRow[], all: number): FeedPreview['counts'] {
  const of = (outcome: FeedPreviewRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  const counts = Object.fromEntries(FEED_OUTCOMES.map((outcome) => [outcome, of(outcome)])) as Record<
    FeedPreviewRow['outcome'],
    number
  >;
  return { rows: rows.length || all, ...counts, waiting: rows.length === 0 ? all : counts.waiting };
}

function dyadsOf(rows: readonly FeedPreviewRow[]): FeedPreview['dyads'] {
  const counts = new Map<string, number>();
  for (const { outcome, pairs } of rows)
    if (outcome === 'taken')
      for (const dyad of new Set(pairs.map(({ actor, target }) => dyadOf(actor, target))))
        counts.set(dyad, (counts.get(dyad) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_DYADS)
    .map(([dyad, count]) => ({ dyad, rows: count }));
}
