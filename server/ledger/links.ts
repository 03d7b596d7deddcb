/** What rows say of each other: the act that they share; for the earlier events that an act undoes see ends.ts. */
import type { Queryable, SqlRow } from '../store/database.ts';
import { LIST_LIMIT } from './cappedList.ts';
import type { Column } from '../../models/importing/columns.ts';
import { CONTENT_COLUMNS, valueInSql, valuesOfContent } from './content.ts';
import { cyclicEnds, endMisfits, lateRevisions } from './ends.ts';
import { type Found, held, STAGED, takeOut } from './heldRows.ts';
import type { RowFault } from './ledger.ts';

/** What belongs to the act and not to its bearing on one dyad: rows of one act agree on it. */
export const OF_THE_ACT: readonly Column[] = [
  'date',
  'date_precision',
  'type',
  'cameo',
  'summary',
  'source_name',
  'source_url',
  'source_date',
  'verified',
  'end_date',
  'headline',
  'headline_ko',
];

/** How misfits are told: of a file, or of a request, whose rows have other names than lines. */
export interface Told {
  /** where a row stands: `on line 3` */
  readonly placeOf: (line: number) => string;
  readonly isFile: boolean;
}

const OF_A_FILE: Told = { placeOf: (line) => `on line ${line}`, isFile: true };

/**
 * Finds the new and revised rows that do not fit others, and takes them out of what is recorded: their verdict is `misfit` then.
 * Rows that the ledger has already are not looked at again.
 *
 * @param isPartOfSet whether the other rows of an act may come with a later file: then the act is compared within this file only
 */
export async function findMisfits(tx: Queryable, isPartOfSet: boolean, told = OF_A_FILE): Promise<readonly Found[]> {
  const acts = await actMisfits(tx, isPartOfSet, told);
  // An act may end one that is itself at fault only in what it ends: when that is mended, the link holds.
  const ends = await endMisfits(tx, told.isFile);
  const cycles = await cyclicEnds(tx);
  const late = await lateRevisions(tx);
  return [...acts, ends, cycles, late];
}

/** A row, and the one of its act that it is compared with. */
interface MisfitRow extends SqlRow {
  line: number;
  event_id: string;
  act: string;
  content: string;
  first_line: number | null;
  first_id: string;
  first_content: string;
}

const ACT = `coalesce(nullif(${valueInSql('act_id')}, ''), event_id)`;

async function actMisfits(tx: Queryable, isPartOfSet: boolean, told: Told): Promise<readonly Found[]> {
  await tx.query(`create temporary table shared_act as
    select distinct ${valueInSql('act_id')} as act from staged where ${valueInSql('act_id')} <> ''
    union
    select act_id from event_revision where act_id <> '' and act_id in (select event_id from staged)`);
  const [shared] = await tx.query<{ n: number }>('select count(*) as n from shared_act');
  if (shared!.n === 0) return [];
  const ofAct = OF_THE_ACT.map(valueInSql).join(', ');
  const fromLedger = held(
    `event_id in (select event_id from event_revision where act_id in (select act from shared_act) or event_id in (select act from shared_act))`,
  );
  const rowsOfActs = `select staged.line, staged.event_id, ${ACT.replace('event_id)', 'staged.event_id)')} as act, content, verdict.verdict,
          concat_ws(chr(31), ${ofAct}) as told, case when verdict.verdict = 'unchanged' then 1 else 2 end as place
        from ${STAGED} where verdict.verdict <> 'retracted'
        ${
          isPartOfSet
            ? ''
            : `union all
        select null, event_id, ${ACT}, content, 'held', concat_ws(chr(31), ${ofAct}), 0 from ${fromLedger} as held where operation <> 'retract'`
        }`;
  const comparedBy = (what: string, isMisfit: string): string => `
    select line, event_id, act, content, first_line, first_id, first_content from (
      select line, event_id, act, content, verdict, told,
        first_value(line) over first as first_line, first_value(event_id) over first as first_id,
        first_value(content) over first as first_content, first_value(told) over first as first_told
      from (${rowsOfActs}) as row_of_act
      where act in (select act from shared_act)
      window first as (partition by ${what} order by place, line, event_id)
    ) as compared
    where verdict in ('created', 'revised') and ${isMisfit}`;
  // All rows of an act are compared with one: with one that stays as it is, where there is one, or else with the first of the file.
  await tx.query(`create temporary table act_misfit as ${comparedBy('act', 'told <> first_told')}`);
  await tx.query(
    `create temporary table dyad_misfit as ${comparedBy(`act, ${valueInSql('dyad')}`, 'event_id <> first_id')}`,
  );
  const rowsOf = (misfits: string): Promise<MisfitRow[]> =>
    tx.query<MisfitRow>(`select * from ${misfits} order by line limit ${LIST_LIMIT}`);
  const differing = (await rowsOf('act_misfit')).map((row) => actFault(row, told));
  await tx.query('delete from dyad_misfit where line in (select line from act_misfit)');
  const twice = (await rowsOf('dyad_misfit')).map((row) => dyadFault(row, told));
  return [
    { faults: differing, total: await takeOut(tx, 'act_misfit') },
    { faults: twice, total: await takeOut(tx, 'dyad_misfit') },
  ];
}

function dyadFault(row: MisfitRow, told: Told): RowFault {
  const dyad = valueOf(valuesOfContent(row.content), 'dyad');
  return {
    line: row.line,
    id: row.event_id,
    field: 'dyad',
    value: dyad,
    message: `has a row of this act (${row.act}) already, ${row.first_id} ${placeOf(row.first_line, told)}: an act bears on a dyad once, so keep one of ${row.first_id} and ${row.event_id}${told.isFile ? ', or give one of them another act_id' : ', or record the other as an act of its own'}.`,
  };
}

function actFault(row: MisfitRow, told: Told): RowFault {
  const own = valuesOfContent(row.content);
  const other = valuesOfContent(row.first_content);
  const [field, ...more] = OF_THE_ACT.filter((column) => valueOf(own, column) !== valueOf(other, column));
  return {
    line: row.line,
    id: row.event_id,
    field: field!,
    value: shortened(valueOf(own, field!)),
    message: `differs from ${row.first_id} ${placeOf(row.first_line, told)}, a row of the same act (${row.act}), which has "${shortened(valueOf(other, field!))}"${more.length > 0 ? `; so ${more.length === 1 ? 'does' : 'do'} ${more.join(', ')}` : ''}: write the same in all rows of an act and import them together, or give this one another act_id.`,
  };
}

const valueOf = (values: readonly string[], column: Column): string => values[CONTENT_COLUMNS.indexOf(column)]!;
const placeOf = (line: number | null, told: Told): string => (line === null ? 'in the ledger' : told.placeOf(line));
const shortened = (value: string): string => (value.length > 120 ? `${value.slice(0, 120)} ...` : value);
