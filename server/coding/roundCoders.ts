/** Which person codes a round, where the server knows people: she is blind whatever key she bears. */
import { appendAudit } from '../ledger/audit.ts';
import type { Database, Queryable } from '../store/database.ts';
import { readRound } from './stored.ts';
import { RoundRefused, type Rounds } from './rounds.ts';

interface CoderRow {
  readonly [column: string]: string | Date | null;
  readonly person_id: string;
  readonly left_at: Date | null;
}

const coderOf = async (on: Queryable, id: string): Promise<CoderRow | undefined> =>
  (await on.query<CoderRow>('select person_id, left_at from coding_person where round_id = $1', [id]))[0];

export const roundCoders = (database: Database, now: () => Date): Pick<Rounds, 'bind' | 'leave' | 'openFor'> => ({
  async bind(id, personId, name) {
    const known = await coderOf(database, id);
    if (known?.person_id === personId && known.left_at === null) return;
    if (!known && (await readRound(database, id)).createdBy === name) return; // she tries her own link
    await database.transaction(async (tx) => {
      const held = await coderOf(tx, id);
      if (!held) await tx.insert('coding_person', ['round_id', 'person_id', 'since'], [[id, personId, now()]]);
      else if (held.person_id !== personId)
        throw new RoundRefused('not-now', 'Somebody else codes this round: ask its editor for a round of your own.');
      else if (held.left_at !== null)
        throw new RoundRefused(
          'not-now',
          'You have left this round, and know what others have coded: ask for another.',
        );
    });
  },
  leave: (id, personId, name) =>
    database.transaction(async (tx) => {
      const held = await coderOf(tx, id);
      if (held ? held.person_id !== personId : !(await openFor(tx, personId, name)).includes(id))
        throw new RoundRefused('not-now', 'You do not code this round, so there is nothing to leave.');
      if (held)
        await tx.query('update coding_person set left_at = cast($2 as timestamptz) where round_id = $1', [id, now()]);
      else
        await tx.insert('coding_person', ['round_id', 'person_id', 'since', 'left_at'], [[id, personId, now(), now()]]);
      await appendAudit(tx, { moment: now(), recordedBy: name }, [
        { action: 'leave-round', subject: id, before: null, after: null, why: '' },
      ]);
    }),
  openFor: (personId, name) => openFor(database, personId, name),
});

async function openFor(on: Queryable, personId: string, name: string): Promise<readonly string[]> {
  const rows = await on.query<{ round_id: string }>(
    `select r.round_id from coding_round r
     left join coding_closed c on c.round_id = r.round_id
     left join coding_person p on p.round_id = r.round_id
     where c.round_id is null
       and ((p.person_id = $1 and p.left_at is null) or (p.round_id is null and lower(r.second_coder) = lower($2)))`,
    [personId, name],
  );
  return rows.map(({ round_id }) => round_id);
}
