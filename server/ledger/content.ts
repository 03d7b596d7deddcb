/** The content of an event as one text: what decides whether a row is unchanged, and what the database splits into columns. */
import { hash } from 'node:crypto';
import { toIsoDate } from '../../models/calendar.ts';
import type { CodedEvent } from '../../models/event.ts';
import { COLUMNS, type Column } from './columns.ts';

/** All columns but the id, in their order. */
export const CONTENT_COLUMNS: readonly Column[] = COLUMNS.slice(1);

/** The ASCII unit separator: a control character, and so never part of a value (see draft.ts). */
const SEPARATOR = '\x1f';

/** The content of a row whose cells (one for each of COLUMNS) are in their final form. */
export function contentOfCells(cells: readonly string[]): string {
  return cells.slice(1).join(SEPARATOR);
}

/** The values of a content, in the order of `CONTENT_COLUMNS`. */
export function valuesOfContent(content: string): string[] {
  return content.split(SEPARATOR);
}

/** The content of an event that the ledger holds. */
export function contentOfEvent(event: CodedEvent): string {
  return contentOfCells([
    event.id,
    event.dyad,
    toIsoDate(event.day),
    event.datePrecision,
    event.actor,
    event.target,
    event.others.join(';'),
    event.role,
    event.type,
    event.cameo,
    String(event.polarity),
    String(event.severity),
    event.summary,
    event.sourceName,
    event.sourceUrl,
    event.sourceDate,
    event.verified ? 'yes' : 'no',
    event.note,
  ]);
}

/** Names a content: the first half of its SHA-256, in hex. Two contents meet by chance once in 2^64. */
export function contentHash(content: string): string {
  return hash('sha256', content).slice(0, 32);
}

/** SQL that splits a text column `content` into its values: an array, for `CONTENT_COLUMNS_IN_SQL`. */
export const CONTENT_PARTS_IN_SQL = `string_to_array(content, chr(${SEPARATOR.charCodeAt(0)}))`;

/** SQL of the first value, the dyad. */
export const DYAD_IN_SQL = `split_part(content, chr(${SEPARATOR.charCodeAt(0)}), 1)`;

/** SQL that makes the content columns, in the order of `CONTENT_COLUMNS`, from an array column `parts`. */
export const CONTENT_COLUMNS_IN_SQL = CONTENT_COLUMNS.map((column, i) => {
  const text = `parts[${i + 1}]`;
  if (column === 'date') return `cast(${text} as date)`;
  if (column === 'polarity' || column === 'severity') return `cast(${text} as integer)`;
  return column === 'verified' ? `${text} = 'yes'` : text;
}).join(', ');
