/** The rows of an act with the fields that a revision changes. */
import type { ActRevision, NewBearing } from '../../models/contract/acts.ts';
import type { Queryable } from '../store/database.ts';
import { type ActReference, type ActRow, cellsOf, codedCells, OF_THE_BEARING, rowsOfActs } from './actCells.ts';
import type { HeldRow } from './actRows.ts';
import { auditOfContents } from './audit.ts';
import { ChangeRefused, type FieldFault } from './change.ts';
import { type Column, COLUMNS, memberOf } from '../../models/importing/columns.ts';
import { CONTENT_IN_SQL, valueOf, valuesOfContent } from './content.ts';
import { OF_THE_ACT } from './links.ts';

/** @throws ChangeRefused where somebody wrote since, or a field belongs to no row */
export async function revisedRows(
  tx: Queryable,
  held: readonly HeldRow[],
  revision: ActRevision,
  reference: ActReference,
  freeIds: (wanted: readonly string[]) => Promise<readonly string[]>,
): Promise<ActRow[]> {
  const { reason: _reason, revisions = {}, bearings = [], ...top } = revision;
  await refuseWhereChangedSince(tx, held, revisions);
  const faults: FieldFault[] = [];
  const atTop = cellsOf(top, OF_THE_BEARING);
  if (held.length > 1)
    for (const column of Object.keys(atTop))
      faults.push({
        field: memberOf(column as Column),
        value: atTop[column as Column]!,
        message: `belongs to one of ${held.length} dyads: give it in bearings, beside the id of the row.`,
      });
  bearings.forEach(({ id }, i) => {
    if (id !== undefined && !held.some((row) => row.id === id))
      faults.push({
        field: `bearings[${i}].id`,
        value: id,
        message: `is no row of this act that holds: those there are: ${held.map((row) => row.id).join(', ')}. Leave the id out for a bearing on one dyad more.`,
      });
  });
  if (faults.length > 0) throw new ChangeRefused('faults', faults);

  const ofAct = cellsOf(top, OF_THE_ACT);
  const known = held.map((row, i): ActRow => {
    const at = bearings.findIndex(({ id }) => id === row.id);
    const own = at < 0 ? {} : cellsOf(bearings[at]!, OF_THE_BEARING);
    const pathOf = (column: Column): string =>
      OF_THE_ACT.includes(column) || (at < 0 && held.length === 1)
        ? memberOf(column)
        : `bearings[${at < 0 ? row.id : at}].${memberOf(column)}`;
    const date = valueOf(row.content, 'date');
    const { cells, remarks } = codedCells({ date, ...ofAct, ...atTop, ...own }, pathOf, reference);
    // Another type has another code, and a pair of states that is not said is that of actor and target again only where it was so.
    const derived = cells.type !== undefined && cells.cameo === undefined ? { cameo: '' } : {};
    const before = ['', ...valuesOfContent(row.content)];
    const changed = { ...cells, ...derived, id: row.id };
    return {
      line: i + 1,
      act: 0,
      pathOf,
      remarks: i === 0 ? remarks : remarks.filter(({ field }) => field.startsWith('bearings')),
      cells: COLUMNS.map((column, c) => (changed as Partial<Record<Column, string>>)[column] ?? before[c]!),
    };
  });
  return [...known, ...(await addedRows(known, held, bearings, reference, freeIds))];
}

/** Bearings without an id are new ones; what belongs to the act they have from its first row. */
async function addedRows(
  known: readonly ActRow[],
  held: readonly HeldRow[],
  bearings: NonNullable<ActRevision['bearings']>,
  reference: ActReference,
  freeIds: (wanted: readonly string[]) => Promise<readonly string[]>,
): Promise<ActRow[]> {
  const places = bearings.flatMap(({ id }, i) => (id === undefined ? [i] : []));
  if (places.length === 0) return [];
  const act = Object.fromEntries(COLUMNS.map((column, c) => [memberOf(column), known[0]!.cells[c]!]));
  const added = places.map((i) => bearings[i] as NewBearing);
  const rows = await rowsOfActs([{ ...act, bearings: added } as never], reference, false, freeIds);
  return rows.map((row, i) => ({
    ...row,
    line: known.length + i + 1,
    cells: row.cells.map((cell, c) => (COLUMNS[c] === 'act_id' ? held[0]!.act : cell)),
    pathOf: (column) => row.pathOf(column).replace(`bearings[${i}]`, `bearings[${places[i]}]`),
  }));
}

/** @throws ChangeRefused with the difference where a row is not in the revision that the writer saw */
async function refuseWhereChangedSince(
  tx: Queryable,
  held: readonly HeldRow[],
  revisions: Readonly<Record<string, number>>,
): Promise<void> {
  const faults: FieldFault[] = [];
  for (const [id, seen] of Object.entries(revisions)) {
    const row = held.find((one) => one.id === id);
    if (row?.revision === seen) continue;
    if (!row) {
      faults.push({
        field: id,
        value: String(seen),
        message: 'holds no longer, or is no row of this act: read the act again.',
      });
      continue;
    }
    const [then] = await tx.query<{ content: string }>(
      `select ${CONTENT_IN_SQL} as content from event_revision where event_id = $1 and revision = cast($2 as integer)`,
      [id, seen],
    );
    const by = `${row.recordedBy || 'somebody'} on ${row.recordedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const { after, before } = auditOfContents(then?.content ?? null, row.content);
    for (const [field, value] of Object.entries(then ? after : {}))
      faults.push({
        field: `${id}.${field}`,
        value: String(value),
        message: `was changed by ${by} (before: "${String(before?.[field] ?? '')}", revision ${row.revision}): read the act again, and correct it as it is now.`,
      });
    if (!then || Object.keys(after).length === 0)
      faults.push({
        field: id,
        value: String(seen),
        message: `is in revision ${row.revision} since ${by}: read the act again.`,
      });
  }
  if (faults.length > 0) throw new ChangeRefused('changed-since', faults);
}
