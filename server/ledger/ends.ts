/** Acts that undo earlier ones: what `ends` may name, and what a revision may not make of it. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Queryable } from '../store/database.ts';
import { LIST_LIMIT } from './cappedList.ts';
import { CONTENT_IN_SQL, valueInSql } from './content.ts';
import { type Found, held, STAGED, takeOut } from './heldRows.ts';
import type { RowFault } from './ledger.ts';

/** Rows that end what is nowhere, is of another dyad, or came later. */
export async function endMisfits(tx: Queryable, isFile: boolean): Promise<Found> {
  await tx.query(`create temporary table link as
    select staged.line, staged.event_id, ${valueInSql('dyad')} as dyad, ${valueInSql('date')} as date,
      unnest(string_to_array(${valueInSql('ends')}, ';')) as ended
    from ${STAGED} where verdict.verdict in ('created', 'revised') and ${valueInSql('ends')} <> ''`);
  if (!(await hasLinks(tx))) return { faults: [], total: 0 };
  const ofEnded = `${valueInSql('dyad')} as dyad, ${valueInSql('date')} as date`;
  await tx.query(`create temporary table end_misfit as
    select link.line, link.event_id, link.ended, link.dyad, link.date, known.dyad as ended_dyad, known.date as ended_date
    from link left join (
      select staged.event_id, ${ofEnded} from ${STAGED} where staged.event_id in (select ended from link)
      union all
      select event_id, ${ofEnded} from ${held('event_id in (select ended from link)')} as held
    ) as known on known.event_id = link.ended
    where known.dyad is null or known.dyad <> link.dyad or known.date > link.date`);
  const rows = await tx.query<{
    line: number;
    event_id: string;
    ended: string;
    dyad: string;
    date: string;
    ended_dyad: string | null;
    ended_date: string | null;
  }>(`select * from end_misfit order by line, ended limit ${LIST_LIMIT}`);
  const faults = rows.map(({ line, event_id: id, ended, dyad, date, ended_dyad, ended_date }) => {
    const message =
      ended_dyad === null
        ? isFile
          ? 'names no event of the ledger, and no sound row of this file: check the id, or import that event first.'
          : 'names no event of the ledger, and none of this request: check the id, or record that event first.'
        : ended_dyad !== dyad
          ? `names an event of ${ended_dyad}, and this one is of ${dyad}: name the row that the act has in ${dyad}.`
          : `names an event of ${ended_date}, after this one (${date}): an act undoes earlier ones only.`;
    return { line, id, field: 'ends', value: ended, message };
  });
  return { faults, total: await takeOut(tx, 'end_misfit') };
}

async function hasLinks(tx: Queryable): Promise<boolean> {
  const [links] = await tx.query<{ n: number }>('select count(*) as n from link');
  return links!.n > 0;
}

/** Remarks on rows that end what was retracted. Comes after `endMisfits`, and reads its links. */
export async function retractedEnds(tx: Queryable): Promise<RowFault[]> {
  if (!(await hasLinks(tx))) return [];
  const rows = await tx.query<{ line: number; event_id: string; ended: string; recorded_at: Date; reason: string }>(
    `select link.line, link.event_id, link.ended, known.recorded_at, known.reason from link join (
       select event_id, operation, recorded_at, reason, row_number() over (partition by event_id order by revision desc) as newest
       from event_revision where event_id in (select ended from link)
     ) as known on known.event_id = link.ended and known.newest = 1 and known.operation = 'retract'
     where link.line in (select line from verdict where verdict in ('created', 'revised'))
       and link.ended not in (select event_id from verdict where verdict in ('created', 'revised'))
     order by link.line, link.ended limit ${LIST_LIMIT}`,
  );
  return rows.map(({ line, event_id: id, ended, recorded_at, reason }) => ({
    line,
    id,
    field: 'ends',
    value: ended,
    message: `names an event that was retracted on ${toIsoDate(dayOfMs(recorded_at.getTime()))} (${reason}): there is nothing to undo unless it is restored.`,
  }));
}

const CHANGED = `select event_id from verdict where verdict in ('created', 'revised')`;

/** What each event that the import leaves as it is ends. */
const UNCHANGED_LINKS = `select event_id, ${valueInSql('dyad')} as dyad, ${valueInSql('date')} as date, unnest(string_to_array(${valueInSql('ends')}, ';')) as ended
  from (
    select event_id, operation, ${CONTENT_IN_SQL} as content from (
      select *, row_number() over (partition by event_id order by revision desc) as newest
      from event_revision where event_id in (select event_id from event_revision where ends <> '') and event_id not in (${CHANGED})
    ) as known where newest = 1
  ) as unchanged where operation <> 'retract' and ${valueInSql('ends')} <> ''`;

/** Rows of one day that end each other, directly or through others. Comes after `endMisfits`, and reads its links. */
export async function cyclicEnds(tx: Queryable): Promise<Found> {
  if (!(await hasLinks(tx))) return { faults: [], total: 0 };
  await tx.query(`create temporary table same_day as
    with edge as (
      select line, event_id, date, ended from link where line not in (select line from end_misfit)
      union all
      select null as line, event_id, date, ended from (${UNCHANGED_LINKS}) as unchanged where date in (select date from link)
    )
    select line, event_id, ended from edge
    where exists (select 1 from edge as next where next.event_id = edge.ended and next.date = edge.date)
      and exists (select 1 from edge as last where last.ended = edge.event_id and last.date = edge.date)`);
  const edges = await tx.query<{ line: number | null; event_id: string; ended: string }>(
    'select line, event_id, ended from same_day order by line, event_id, ended',
  );
  const circle = circles(edges.map(({ event_id, ended }) => [event_id, ended]));
  const found = edges.filter(
    ({ line, event_id, ended }) =>
      line !== null && circle.get(event_id) !== undefined && circle.get(event_id) === circle.get(ended),
  );
  await tx.query('create temporary table cycle_misfit (line bigint not null)');
  await tx.insert(
    'cycle_misfit',
    ['line'],
    [...new Set(found.map(({ line }) => line))].map((line) => [line]),
  );
  const faults = found.slice(0, LIST_LIMIT).map(({ line, event_id: id, ended }) => ({
    line: line!,
    id,
    field: 'ends',
    value: ended,
    message: `names an event that undoes ${id} in turn, itself or through others of this day: keep the link of the later act, and take the other out.`,
  }));
  return { faults, total: await takeOut(tx, 'cycle_misfit') };
}

/** For each node that lies on a circle or between two, a name of those that reach one another (Tarjan, without recursion). */
function circles(edges: readonly (readonly [from: string, to: string])[]): Map<string, number> {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const circle = new Map<string, number>();
  const open: string[] = [];
  const path: { node: string; at: number }[] = [];
  const enter = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    path.push({ node, at: 0 });
  };
  const lower = (node: string, to: number): void => void lowest.set(node, Math.min(lowest.get(node)!, to));
  for (const start of next.keys()) {
    if (order.has(start)) continue;
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      const to = next.get(node)?.[top.at++];
      if (to !== undefined) {
        if (!order.has(to)) enter(to);
        else if (!circle.has(to)) lower(node, order.get(to)!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lower(parent.node, lowest.get(node)!);
      if (lowest.get(node) !== order.get(node)) continue;
      for (const one of open.splice(open.indexOf(node))) circle.set(one, order.get(node)!);
    }
  }
  return circle;
}

/** Revisions that make an act later than one that ends it, or move it to another dyad, while that one stays as it is. */
export async function lateRevisions(tx: Queryable): Promise<Found> {
  const [revisions] = await tx.query<{ n: number }>("select count(*) as n from verdict where verdict = 'revised'");
  if (revisions!.n === 0) return { faults: [], total: 0 };
  await tx.query(`create temporary table late_misfit as
    select moved.line, moved.event_id, moved.dyad, moved.date, ender.event_id as ender, ender.dyad as ender_dyad, ender.date as ender_date
    from (
      select staged.line, staged.event_id, ${valueInSql('dyad')} as dyad, ${valueInSql('date')} as date
      from ${STAGED} where verdict.verdict = 'revised'
    ) as moved join (${UNCHANGED_LINKS}) as ender on ender.ended = moved.event_id
    where moved.date > ender.date or moved.dyad <> ender.dyad`);
  const rows = await tx.query<{
    line: number;
    event_id: string;
    dyad: string;
    date: string;
    ender: string;
    ender_dyad: string;
    ender_date: string;
  }>(`select * from late_misfit order by line, ender limit ${LIST_LIMIT}`);
  const faults = rows.map(({ line, event_id: id, dyad, date, ender, ender_dyad, ender_date }) => {
    const mend = `correct it, or import ${ender} with it, without ${id} in its ends.`;
    return dyad === ender_dyad
      ? {
          line,
          id,
          field: 'date',
          value: date,
          message: `lies after ${ender_date}, the day of ${ender}, which ends ${id}: an act undoes earlier ones only; ${mend}`,
        }
      : {
          line,
          id,
          field: 'dyad',
          value: dyad,
          message: `is not that of ${ender} (${ender_dyad}), which ends ${id}: an act undoes rows of its dyad only; ${mend}`,
        };
  });
  return { faults, total: await takeOut(tx, 'late_misfit') };
}
