/** What a retraction or a restoration does to the links between acts: which end others, and which are ended. */
import type { Queryable } from '../store/database.ts';
import type { HeldRow } from './actRows.ts';
import type { FieldFault } from './change.ts';
import { valueOf } from './content.ts';

interface Links {
  /** what ends one of the rows, from which day on */
  readonly enders: readonly { readonly ender: string; readonly date: string; readonly ended: string }[];
  /** what one of the rows ends */
  readonly ended: readonly { readonly ender: string; readonly date: string; readonly ended: string }[];
}

/** Remarks on the links that a retraction leaves behind. */
export async function linksLeft(tx: Queryable, rows: readonly HeldRow[]): Promise<FieldFault[]> {
  const { enders, ended } = await linksOf(tx, rows);
  return [
    ...enders.map(({ ender, ended }) =>
      onEnds(ender, `says that it ends ${ended}, which is retracted: look whether ${ender} still holds.`),
    ),
    ...ended.map(({ ender, ended }) =>
      onEnds(
        ended,
        `was ended by ${ender}, and counts on without an end once that is retracted: look whether another act ends it.`,
      ),
    ),
  ];
}

/** Remarks on the links that hold again with a restoration. */
export async function linksRestored(tx: Queryable, rows: readonly HeldRow[]): Promise<FieldFault[]> {
  const { enders, ended } = await linksOf(tx, rows);
  return [
    ...enders.map(({ ender, date, ended }) =>
      onEnds(ender, `ends ${ended}, which is restored: from ${date} on ${ended} counts as undone.`),
    ),
    ...ended.map(({ ender, date, ended }) =>
      onEnds(ended, `is ended by ${ender} again, which is restored: from ${date} on ${ended} counts as undone.`),
    ),
  ];
}

const onEnds = (value: string, message: string): FieldFault => ({ field: 'ends', value, message });

/** The links of rows to events other than themselves that hold. */
async function linksOf(tx: Queryable, rows: readonly HeldRow[]): Promise<Links> {
  const own = new Set(rows.map(({ id }) => id));
  const places = rows.map((_, i) => `$${i + 1}`).join(', ');
  const enders = await tx.query<{ event_id: string; date: string; ended: string }>(
    `select event_id, date, ended from (
       select event_id, cast(date as text) as date, unnest(string_to_array(ends, ';')) as ended from (
         select event_id, operation, date, ends, row_number() over (partition by event_id order by revision desc) as newest
         from event_revision where event_id in (select event_id from event_revision where ends <> '')
       ) as known where newest = 1 and operation <> 'retract' and ends <> ''
     ) as link where ended in (${places}) order by ended, event_id`,
    [...own],
  );
  return {
    enders: enders
      .filter(({ event_id }) => !own.has(event_id))
      .map(({ event_id: ender, date, ended }) => ({ ender, date, ended })),
    ended: rows.flatMap(({ id: ender, content }) =>
      valueOf(content, 'ends')
        .split(';')
        .filter((ended) => ended !== '' && !own.has(ended))
        .map((ended) => ({ ender, date: valueOf(content, 'date'), ended })),
    ),
  };
}
