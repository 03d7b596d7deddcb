/** Recording, correcting, taking out and putting back acts: they become rows, and go the way of the rows of a file. */
import type { ActRevision, NewAct } from '../../models/contract/acts.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type ActReference, type ActRow, rowsOfActs } from './actCells.ts';
import { heldEvent, type HeldRow, heldRowsOfAct } from './actRows.ts';
import { appendAudit, auditOfContents } from './audit.ts';
import {
  type ActsChange,
  ChangeRefused,
  type FieldFault,
  type RecordOptions,
  type RetractionOptions,
  type Writing,
} from './change.ts';
import { COLUMNS, type Column, memberOf } from '../../models/importing/columns.ts';
import { eventOfContent, valueOf, withValues } from './content.ts';
import type { CheckedRow } from './draft.ts';
import { linksRestored } from './endRemarks.ts';
import { retractedEnds } from './ends.ts';
import { findLikenesses } from './likeness.ts';
import { findMisfits, OF_THE_ACT } from './links.ts';
import type { RowFault } from './ledger.ts';
import { nextMoment } from './moment.ts';
import { once } from './once.ts';
import { revisedRows } from './revisedAct.ts';
import { textFault } from '../../models/textFault.ts';
import {
  appendChanges,
  type Change,
  changesOf,
  createStaged,
  stageRows,
  type StagedRow,
  VERDICTS,
} from './verdicts.ts';

export interface ActParts {
  readonly database: Database;
  readonly reference: ActReference;
  readonly now: () => Date;
  readonly check: (line: number, cells: readonly string[]) => CheckedRow;
}

/** See `Ledger.recordActs`. */
export async function recordActs(
  parts: ActParts,
  acts: readonly NewAct[],
  { isList = acts.length > 1, ...writing }: RecordOptions,
): Promise<ActsChange> {
  return writingOnce(parts, writing, { acts }, async (tx) => {
    const rows = await rowsOfActs(acts, parts.reference, isList, (wanted) => freeIds(tx, wanted));
    const settled = await settle(tx, parts, rows);
    const known = settled.changes.filter(({ before }) => before !== null);
    const taken = new Set([...known.map(({ line }) => line), ...(await linesOf(tx, 'unchanged', 'retracted'))]);
    if (taken.size > 0)
      throw new ChangeRefused(
        'faults',
        rows.flatMap(({ line, pathOf, cells }) =>
          taken.has(line)
            ? {
                field: pathOf('id'),
                value: cells[0]!,
                message: 'is an event of the ledger already: leave the id out, or correct that event.',
              }
            : [],
        ),
      );
    await append(tx, parts, writing, settled.changes, { reason: '' });
    return { acts: actsOf(settled.changes, 'create'), remarks: settled.remarks };
  });
}

/** See `Ledger.reviseAct`. */
export async function reviseAct(
  parts: ActParts,
  act: string,
  revision: ActRevision,
  writing: Writing,
): Promise<ActsChange> {
  const reason = reasonOf(revision.reason);
  return writingOnce(parts, writing, { act, revision }, async (tx) => {
    const held = await heldRowsOfAct(tx, act);
    const rows = await revisedRows(tx, held, revision, parts.reference, (wanted) => freeIds(tx, wanted));
    const settled = await settle(tx, parts, rows);
    await append(tx, parts, writing, settled.changes, { reason });
    const changed = new Map(settled.changes.map((change) => [change.id, change]));
    const unchanged = held.filter(({ id }) => !changed.has(id)).map(unchangedOf);
    const [first] = actsOf(settled.changes, 'revise');
    return {
      acts: [{ actId: held[0]!.act, events: [...(first?.events ?? []), ...unchanged] }],
      remarks: settled.remarks,
    };
  });
}

const unchangedOf = ({ id, content, revision }: HeldRow) => ({
  id,
  dyad: valueOf(content, 'dyad'),
  revision,
  operation: 'none' as const,
});

/** See `Ledger.restore`. */
export async function restore(
  parts: ActParts,
  eventId: string,
  reason: string,
  { wholeAct = false, ...writing }: RetractionOptions & Writing,
): Promise<ActsChange> {
  const said = reasonOf(reason);
  return writingOnce(parts, writing, { restore: eventId, wholeAct, reason }, async (tx) => {
    const event = await heldEvent(tx, eventId);
    if (event.operation !== 'retract')
      throw new ChangeRefused('not-now', `"${eventId}" holds: only an event that was retracted can be restored.`);
    const act = await heldRowsOfAct(tx, event.act, 'whatever holds');
    const out = wholeAct ? act.filter(({ operation }) => operation === 'retract') : [event];
    const holding = act.find(({ operation }) => operation !== 'retract') ?? event;
    const rows = out.map(({ id, content }, i) => ({
      line: i + 1,
      id,
      content: withValues(
        content,
        Object.fromEntries(OF_THE_ACT.map((column) => [column, valueOf(holding.content, column)])),
      ),
    }));
    const changes = await compared(tx, rows, (line, column) => `${rows[line - 1]!.id}.${memberOf(column)}`, true);
    const gone = await retractedEnds(tx);
    const noLinks = new Set(gone.map(({ value }) => value));
    const links = await linksRestored(tx, out);
    await append(tx, parts, writing, changes, { reason: said, isRestoration: true });
    return {
      acts: actsOf(changes, 'restore'),
      remarks: [
        ...gone.map(({ value, message }) => ({ field: 'ends', value, message })),
        ...links.filter(({ value }) => !noLinks.has(value)),
      ],
    };
  });
}

/** All in one transaction; a dry run reads the same, and writes nothing. */
async function writingOnce(
  { database, now }: ActParts,
  { dryRun = false, key, recordedBy, alongside }: Pick<Writing, 'dryRun' | 'key' | 'recordedBy' | 'alongside'>,
  asked: unknown,
  work: (tx: Queryable) => Promise<ActsChange>,
): Promise<ActsChange> {
  return database.session((session) =>
    dryRun
      ? work(session)
      : session.transaction((tx) => once(tx, { key, recordedBy, asked, now, alongside }, () => work(tx))),
  );
}

/** @throws ChangeRefused for a reason that says nothing, or is no text */
export function reasonOf(given: string): string {
  const reason = given.trim();
  const message =
    reason === ''
      ? 'is missing: say why, in one sentence.'
      : reason.length > 1000
        ? 'is too long: 1,000 characters are the most.'
        : textFault(reason);
  if (message !== undefined)
    throw new ChangeRefused('faults', [{ field: 'reason', value: given.slice(0, 120), message }]);
  return reason;
}

interface Settled {
  readonly changes: readonly Change[];
  readonly remarks: readonly FieldFault[];
}

/** Checks rows, stages them and holds them against one another and the ledger. @throws ChangeRefused with every fault */
async function settle(tx: Queryable, { check }: ActParts, rows: readonly ActRow[]): Promise<Settled> {
  const checked = rows.map(({ line, cells }) => check(line, cells));
  const told = (faults: readonly RowFault[]): FieldFault[] => fieldFaults(faults, rows);
  const faults = checked.flatMap(({ faults }) => faults);
  if (faults.length > 0) throw new ChangeRefused('faults', told(faults));
  const staged = checked.map(({ event }, i): StagedRow => ({ line: rows[i]!.line, ...event! }));
  const changes = await compared(tx, staged, (line, column) => rows[line - 1]!.pathOf(column), false);
  const likenesses = changes.length > 0 ? await findLikenesses(tx, false) : [];
  const retracted = await retractedEnds(tx);
  return {
    changes,
    remarks: [
      ...rows.flatMap(({ remarks }) => remarks),
      ...told([
        ...checked.flatMap(({ remarks }) => remarks),
        ...retracted,
        ...likenesses.flatMap(({ remarks }) => remarks),
      ]),
    ],
  };
}

/** What is wrong with rows, by the fields of the request; what belongs to an act is said once. */
function fieldFaults(faults: readonly RowFault[], rows: readonly ActRow[]): FieldFault[] {
  const told = new Map<string, FieldFault>();
  for (const { line, field, value, message } of faults) {
    const path = rows[line - 1]!.pathOf(COLUMNS.find((column) => column === field) ?? 'id');
    told.set(`${path} ${message}`, { field: path, value, message });
  }
  return [...told.values()];
}

/** Stages rows whose values are in their final form; gives what is new. @throws ChangeRefused where one does not fit others */
async function compared(
  tx: Queryable,
  rows: readonly StagedRow[],
  pathOf: (line: number, column: Column) => string,
  isRestoration: boolean,
): Promise<Change[]> {
  await createStaged(tx);
  await stageRows(tx, rows);
  await tx.query(VERDICTS);
  if (isRestoration) await tx.query("update verdict set verdict = 'revised' where verdict = 'retracted'");
  const placeOf = (line: number): string => `at ${pathOf(line, 'id').replace(/\.id$/, '')}`;
  const misfits = (await findMisfits(tx, false, { isFile: false, placeOf })).flatMap(({ faults }) => faults);
  const twice = await linesOf(tx, 'repeated', 'contradicting');
  const found = [
    ...misfits.map(({ line, field, value, message }) => ({
      field: pathOf(line, COLUMNS.find((column) => column === field) ?? 'id'),
      value,
      message,
    })),
    ...rows
      .filter(({ line }) => twice.includes(line))
      .map(({ line, id }) => ({
        field: pathOf(line, 'id'),
        value: id,
        message: 'stands twice: give each row an id of its own, or leave the ids out.',
      })),
  ];
  if (found.length > 0) throw new ChangeRefused('faults', found);
  return changesOf(tx, 'all');
}

async function linesOf(tx: Queryable, ...verdicts: string[]): Promise<number[]> {
  const places = verdicts.map((_, i) => `$${i + 1}`).join(', ');
  const rows = await tx.query<{ line: number }>(`select line from verdict where verdict in (${places})`, verdicts);
  return rows.map(({ line }) => line);
}

async function append(
  tx: Queryable,
  { now }: ActParts,
  { recordedBy, dryRun = false }: Writing,
  changes: readonly Change[],
  { reason, isRestoration = false }: { readonly reason: string; readonly isRestoration?: boolean },
): Promise<void> {
  if (dryRun || changes.length === 0) return;
  const moment = await nextMoment(tx, now);
  await appendChanges(tx, { moment, recordedBy, importId: '', reason, isRestoration });
  await appendAudit(
    tx,
    { moment, recordedBy },
    changes.map(({ id, before, after }) => ({
      action: operationOf(before, isRestoration ? 'restore' : 'revise'),
      subject: id,
      ...auditOfContents(before, after),
      why: reason,
    })),
  );
}

const operationOf = <Known extends string>(before: string | null, ofKnown: Known): 'create' | Known =>
  before === null ? 'create' : ofKnown;

/** The changes by act, in the order of their rows. */
function actsOf(changes: readonly Change[], ofKnown: 'create' | 'revise' | 'restore'): ActsChange['acts'] {
  const acts = new Map<string, ActsChange['acts'][number]['events'][number][]>();
  for (const { id, after, before, revision } of changes) {
    const { dyad, actId = id } = eventOfContent(id, after);
    const events = acts.get(actId) ?? [];
    acts.set(actId, [...events, { id, dyad, revision, operation: operationOf(before, ofKnown) }]);
  }
  return [...acts].map(([actId, events]) => ({ actId, events }));
}

/** For each wanted id one that nothing bears yet; an empty one stays empty. */
async function freeIds(tx: Queryable, wanted: readonly string[]): Promise<string[]> {
  const used = new Set<string>();
  const ids = [...wanted];
  let open = ids.flatMap((id, i) => (id === '' ? [] : [i]));
  for (let number = 1; open.length > 0; number++) {
    const candidateOf = (i: number): string => (number === 1 ? wanted[i]! : `${wanted[i]!}-${number}`);
    const candidates = [...new Set(open.map(candidateOf))];
    const taken = await tx.query<{ id: string }>(
      `select distinct lower(event_id) as id from event_revision where lower(event_id) in (${candidates.map((_, i) => `$${i + 1}`).join(', ')})`,
      candidates,
    );
    for (const { id } of taken) used.add(id);
    open = open.filter((i) => {
      const candidate = candidateOf(i);
      if (used.has(candidate)) return true;
      used.add((ids[i] = candidate));
      return false;
    });
  }
  return ids;
}
