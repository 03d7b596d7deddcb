/** The content of an event as one text: what decides whether a row is unchanged, and how events travel to and from the database. */
import { hash } from 'node:crypto';
import { epochDay } from '../../models/calendar.ts';
import type { CodedEvent, Polarity, Role, Severity } from '../../models/event.ts';
import { COLUMNS, type Column } from '../../models/importing/columns.ts';

/** All columns but the id, in their order. */
export const CONTENT_COLUMNS: readonly Column[] = COLUMNS.slice(1);

/** The ASCII unit separator: a control character, and so never part of a value (see draft.ts). */
const SEPARATOR = '\x1f';

/** Columns that came later: a row in which they are empty is named as it was before them. */
const LATER_COLUMNS = 5;
const WITHOUT_LATER = new RegExp(`${SEPARATOR}{${LATER_COLUMNS}}$`);

/** One value for each of `CONTENT_COLUMNS`. */
type Values = typeof COLUMNS extends readonly [unknown, ...infer Rest] ? { [Place in keyof Rest]: string } : never;

/** The content of a row whose cells (one for each of COLUMNS) are in their final form. */
export function contentOfCells(cells: readonly string[]): string {
  return cells.slice(1).join(SEPARATOR);
}

/** The values of a content, in the order of `CONTENT_COLUMNS`. */
export function valuesOfContent(content: string): string[] {
  return content.split(SEPARATOR);
}

/** One value of a content. */
export const valueOf = (content: string, column: Column): string =>
  valuesOfContent(content)[CONTENT_COLUMNS.indexOf(column)]!;

/** A content with other values in some columns. */
export function withValues(content: string, values: Readonly<Record<string, string>>): string {
  return valuesOfContent(content)
    .map((value, i) => values[CONTENT_COLUMNS[i]!] ?? value)
    .join(SEPARATOR);
}

/** The columns in which two contents differ. */
export function changedColumns(before: string, after: string): Column[] {
  const [was, is] = [valuesOfContent(before), valuesOfContent(after)];
  return CONTENT_COLUMNS.filter((_, i) => was[i] !== is[i]);
}

/** One that is being made. */
type Making<Event> = { -readonly [Field in keyof Event]: Event[Field] };

/** The event that an id and a content make; the content is one that draft.ts has checked. */
export function eventOfContent(id: string, content: string): CodedEvent {
  const [
    dyad,
    date,
    datePrecision,
    actor,
    target,
    others,
    role,
    type,
    cameo,
    polarity,
    severity,
    summary,
    sourceName,
    sourceUrl,
    sourceDate,
    verified,
    note,
    actId,
    ends,
    endDate,
    headline,
    headlineKo,
  ] = valuesOfContent(content) as Values;
  // A literal with a spread for each column that may be empty costs four times as much.
  const event: Making<CodedEvent> = {
    id,
    dyad,
    day: epochDay(date),
    datePrecision: datePrecision as CodedEvent['datePrecision'],
    actor,
    target,
    others: others === '' ? [] : others.split(';'),
    role: role as Role,
    type,
    cameo,
    polarity: Number(polarity) as Polarity,
    severity: Number(severity) as Severity,
    summary,
    sourceName,
    sourceUrl,
    sourceDate,
    verified: verified === 'yes',
    note,
  };
  if (actId !== '') event.actId = actId;
  if (ends !== '') event.ends = ends.split(';');
  if (endDate !== '') event.lastDay = epochDay(endDate);
  if (headline !== '') event.headline = headline;
  if (headlineKo !== '') event.headlineKo = headlineKo;
  return event;
}

/** Names a content: the first half of its SHA-256, in hex. Two contents meet by chance once in 2^64. */
export function contentHash(content: string): string {
  return hash('sha256', content.replace(WITHOUT_LATER, '')).slice(0, 32);
}

/** SQL that splits a text column `content` into its values: an array, for `CONTENT_COLUMNS_IN_SQL`. */
export const CONTENT_PARTS_IN_SQL = `string_to_array(content, chr(${SEPARATOR.charCodeAt(0)}))`;

/** SQL of one value of a text column `content`. */
export const valueInSql = (column: Column): string =>
  `split_part(content, chr(${SEPARATOR.charCodeAt(0)}), ${CONTENT_COLUMNS.indexOf(column) + 1})`;

/** SQL that makes the content columns, in the order of `CONTENT_COLUMNS`, from an array column `parts`. */
export const CONTENT_COLUMNS_IN_SQL = CONTENT_COLUMNS.map((column, i) => {
  const text = `parts[${i + 1}]`;
  if (column === 'date') return `cast(${text} as date)`;
  if (column === 'polarity' || column === 'severity') return `cast(${text} as integer)`;
  return column === 'verified' ? `${text} = 'yes'` : text;
}).join(', ');

/**
 * SQL of the content of a row of event_revision: the inverse. One text for a row is read many times faster than a value for
 * each column.
 */
export const CONTENT_IN_SQL = `concat_ws(chr(${SEPARATOR.charCodeAt(0)}), ${CONTENT_COLUMNS.map((column) => {
  if (column === 'date' || column === 'polarity' || column === 'severity') return `cast(${column} as text)`;
  return column === 'verified' ? `case when verified then 'yes' else 'no' end` : column;
}).join(', ')})`;
