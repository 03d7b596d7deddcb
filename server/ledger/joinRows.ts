/** Rows that tell again of an act that is known become further sources of it: one act stays one event. */
import { isInNote, isNamed, noteWithSource } from '../../models/importing/furtherSource.ts';
import type { MappedRow } from '../../models/importing/mapRows.ts';
import type { Queryable } from '../store/database.ts';
import { type Cells, COLUMNS } from '../../models/importing/columns.ts';
import { CONTENT_IN_SQL, valuesOfContent } from './content.ts';

export interface JoinedRows {
  /** what is imported: the rows of the file that stand for themselves, and events of the ledger with what is added */
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[];
  /** by line of a row that is joined: the event, and whether that adds anything */
  readonly joined: ReadonlyMap<number, { readonly id: string; readonly isNew: boolean }>;
  /** lines whose act there is not */
  readonly unknown: ReadonlyMap<number, string>;
}

const at = (column: (typeof COLUMNS)[number]): number => COLUMNS.indexOf(column);
const [ID, NOTE, SOURCE_NAME, SOURCE_URL] = [at('id'), at('note'), at('source_name'), at('source_url')];
const MAX_HOPS = 5;

/** @param acts by line: the id of the act that the row tells again */
export async function joinRows(
  tx: Queryable,
  rows: readonly MappedRow[],
  acts: ReadonlyMap<number, string>,
): Promise<JoinedRows> {
  const own = new Map<string, { line: number; cells: string[] }>();
  for (const { line, cells } of rows)
    if (!acts.has(line) && !own.has(cells[ID]!)) own.set(cells[ID]!, { line, cells: [...cells] });
  const byId = new Map(rows.map((row) => [row.cells[ID]!, row]));
  const standing = rows.filter(({ line, cells }) => !acts.has(line) && own.get(cells[ID]!)?.line !== line);
  const leading = (id: string, hops = 0): string => {
    const row = byId.get(id);
    const next = row && acts.get(row.line);
    return next === undefined || hops > MAX_HOPS || next === id ? id : leading(next, hops + 1);
  };
  const wanted = new Map(
    rows.flatMap(({ line }) => (acts.has(line) ? [[line, leading(acts.get(line)!)] as const] : [])),
  );
  const known = await eventCells(
    tx,
    [...new Set(wanted.values())].filter((id) => !own.has(id)),
  );
  const joined = new Map<number, { id: string; isNew: boolean }>();
  const unknown = new Map<number, string>();
  const added = new Map<string, { line: number; cells: string[] }>();
  for (const { line, cells } of rows) {
    const id = wanted.get(line);
    if (id === undefined) continue;
    const event = own.get(id) ?? added.get(id) ?? (known.has(id) ? { line, cells: [...known.get(id)!] } : undefined);
    if (!event) {
      unknown.set(line, id);
      continue;
    }
    const source = sourceOf(cells);
    const isNew = !isNamed(
      { sourceName: event.cells[SOURCE_NAME]!, sourceUrl: event.cells[SOURCE_URL]!, note: event.cells[NOTE]! },
      source,
    );
    if (isNew) {
      event.cells[NOTE] = noteWithSource(event.cells[NOTE]!, source);
      if (!own.has(id)) added.set(id, event);
    }
    joined.set(line, { id, isNew });
  }
  return {
    rows: [...own.values(), ...standing, ...added.values()].sort((a, b) => a.line - b.line),
    joined,
    unknown,
  };
}

const sourceOf = (cells: Cells) => ({ name: cells[SOURCE_NAME]!, url: cells[SOURCE_URL]! });

/** Whether an earlier import has joined a row to this event. */
export const wasJoined = (row: Cells, event: Cells): boolean => isInNote(event[NOTE]!, sourceOf(row));

/** Events of the ledger as rows, by id; unknown and retracted ones are left out. */
export async function eventCells(tx: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, Cells>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ event_id: string; operation: string; content: string }>(
    `select event_id, operation, content from (
       select event_id, operation, ${CONTENT_IN_SQL} as content, row_number() over (partition by event_id order by revision desc) as newest
       from event_revision where event_id in (${ids.map((_, place) => `$${place + 1}`).join(', ')})
     ) as known where newest = 1`,
    ids,
  );
  return new Map(
    rows.flatMap(({ event_id, operation, content }) =>
      operation === 'retract' ? [] : [[event_id, [event_id, ...valuesOfContent(content)]]],
    ),
  );
}
