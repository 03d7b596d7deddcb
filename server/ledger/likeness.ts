/** Rows that may tell of one act twice: they are taken, with a remark that names the other. */
import type { Queryable } from '../store/database.ts';
import { LIST_LIMIT } from './cappedList.ts';
import { valueInSql } from './content.ts';
import type { RowFault } from './ledger.ts';

/** How far apart the dates of one act may be in two papers: it was night there already. */
const DAYS_APART = 1;

interface OtherRow {
  readonly line: number;
  readonly event_id: string;
  /** null: it stands in the ledger */
  readonly other_line: number | null;
  readonly other_id: string;
  /** of a row whose `act_id` is looked up: that value */
  readonly act?: string;
  /** of rows that may be one act: how far they are alike */
  readonly nearness?: keyof typeof ALIKE_IN;
}

const ALIKE_IN = {
  summary: 'actor, target, type, date and summary',
  date: 'actor, target, type and date',
  day: 'actor, target and type and a date at most a day away',
} as const;

/**
 * Remarks on new rows that are like another, and on rows whose act nobody leads; what an import makes of each row stands in `verdict`.
 *
 * @param isPartOfSet whether the leading row may come with a later file: then it is not asked for
 */
export async function findLikenesses(
  tx: Queryable,
  isPartOfSet: boolean,
): Promise<readonly { remarks: RowFault[]; total: number }[]> {
  return [
    await remarksOn(tx, 'alike_id', ALIKE_IDS, (row) => ({
      field: 'id',
      value: row.event_id,
      message: `differs from ${row.other_id} ${placeOf(row)} in capitals only: one act or two?`,
    })),
    ...(isPartOfSet ? [] : [await loneActs(tx)]),
    await remarksOn(tx, 'alike_act', ALIKE_ACTS, (row) => ({
      field: null,
      value: null,
      message: `Like ${row.other_id} ${placeOf(row)}, with the same ${ALIKE_IN[row.nearness ?? 'day']}: one act or two?`,
    })),
  ];
}

const placeOf = ({ other_line }: OtherRow): string => (other_line === null ? 'in the ledger' : `on line ${other_line}`);

async function remarksOn(
  tx: Queryable,
  name: string,
  select: string,
  remark: (row: OtherRow) => Pick<RowFault, 'field' | 'value' | 'message'>,
): Promise<{ remarks: RowFault[]; total: number }> {
  await tx.query(`create temporary table ${name} as ${select}`);
  const [counted] = await tx.query<{ n: number }>(`select count(*) as n from ${name}`);
  const rows = await tx.query<OtherRow & Record<string, string | number | null>>(
    `select * from ${name} order by line limit ${LIST_LIMIT}`,
  );
  return {
    remarks: rows.map((row) => ({ line: row.line, id: row.event_id, ...remark(row) })),
    total: counted!.n,
  };
}

const loneActs = (tx: Queryable) =>
  remarksOn(tx, 'lone_act', LONE_ACTS, ({ act, other_id: leading, event_id: id }) => ({
    field: 'act_id',
    value: act ?? null,
    message:
      leading === ''
        ? `names no event of the ledger or of this file: write the id of the leading row of the act, or leave it empty where ${id} is the only one.`
        : `names no event, but ${leading} differs in capitals only: write that if it is meant.`,
  }));

/** Rows whose `act_id` is no id; the other is one that differs in capitals only, or empty. */
const LONE_ACTS = `
  with named as (
    select verdict.line, verdict.event_id, ${valueInSql('act_id')} as act
    from verdict join staged on staged.line = verdict.line
    where verdict.verdict in ('created', 'revised') and ${valueInSql('act_id')} <> ''
  ), known as (
    select event_id from event_revision where lower(event_id) in (select lower(act) from named)
    union
    select event_id from staged where lower(event_id) in (select lower(act) from named)
  )
  select named.line, named.event_id, act, cast(null as bigint) as other_line, coalesce(min(known.event_id), '') as other_id
  from named left join known on lower(known.event_id) = lower(act)
  where act not in (select event_id from known)
  group by named.line, named.event_id, act`;

/** The other is the first of the file that has the same letters, or else one of the ledger. */
const ALIKE_IDS = `
  with new_row as (select line, event_id, lower(event_id) as letters from verdict where verdict = 'created')
  select line, event_id, other_line, other_id from (
    select line, event_id, first_value(line) over first as other_line, first_value(event_id) over first as other_id
    from new_row window first as (partition by letters order by line)
  ) as of_file where other_id <> event_id
  union all
  select new_row.line, new_row.event_id, null, min(known.event_id)
  from new_row join event_revision as known on lower(known.event_id) = new_row.letters and known.event_id <> new_row.event_id
  group by new_row.line, new_row.event_id`;

/**
 * The other is one of the ledger, or else the first of the file, among the rows of the same dyad, actor, target and type at most
 * `DAYS_APART` away; one with the same date and summary goes before one with the same date, and this before the others. Its name is
 * found as the least of texts that begin with its place: 0 for the ledger, 1 for the file.
 */
const ALIKE_ACTS = `
  with told as (
    select verdict.line, verdict.event_id, verdict.verdict, ${valueInSql('dyad')} as dyad, ${valueInSql('actor')} as actor,
      ${valueInSql('target')} as target, ${valueInSql('type')} as type, cast(${valueInSql('date')} as date) - date '1970-01-01' as day,
      lower(${valueInSql('summary')}) as summary,
      '1' || lpad(cast(verdict.line as text), 12, '0') || verdict.event_id as place
    from verdict join staged on staged.line = verdict.line where verdict in ('created', 'revised')
    union all
    select null, event_id, 'held', dyad, actor, target, type, date - date '1970-01-01', lower(summary), '0' || event_id from (
      select event_id, operation, dyad, actor, target, type, date, summary, row_number() over (partition by event_id order by revision desc) as newest
      from event_revision where dyad in (select distinct ${valueInSql('dyad')} from staged)
    ) as known
    where newest = 1 and operation <> 'retract' and event_id not in (select event_id from verdict where verdict in ('created', 'revised'))
  ), compared as (
    select line, event_id, verdict, place,
      min(place) over (partition by dyad, actor, target, type, day, summary) as same_summary,
      min(place) over (partition by dyad, actor, target, type, day) as same_date,
      min(place) over (
        partition by dyad, actor, target, type order by day range between ${DAYS_APART} preceding and ${DAYS_APART} following) as near_day
    from told
  ), named as (
    select line, event_id, place,
      case when same_summary <> place then 'summary' when same_date <> place then 'date' else 'day' end as nearness,
      case when same_summary <> place then same_summary when same_date <> place then same_date else near_day end as other
    from compared where verdict = 'created'
  )
  select line, event_id, nearness, case when substring(other, 1, 1) = '1' then cast(substring(other, 2, 12) as bigint) end as other_line,
    case when substring(other, 1, 1) = '1' then substring(other, 14) else substring(other, 2) end as other_id
  from named
  where other <> place`;
