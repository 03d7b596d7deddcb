/** Rounds of coding on the database. Rows are appended, never changed; a second save of the same version is refused. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { NewAct } from '../../models/contract/acts.ts';
import type { Codes, NewDecision } from '../../models/contract/coding.ts';
import { type ActReference, codedCells } from '../ledger/actCells.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { AuditFields } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Database, Queryable } from '../store/database.ts';
import { roundCoders } from './roundCoders.ts';
import { drawnDrafts, drawnEvents } from './drawn.ts';
import { type Recording, RoundRefused, type Rounds } from './rounds.ts';
import {
  comparedUnits,
  differingFields,
  readDraft,
  readRound,
  readRounds,
  readUnits,
  type StoredUnit,
} from './stored.ts';

/** A key says by its beginning what it is, so that no request without one is looked up. */
export const KEY_PREFIX = 'coder-';
/** The ledger, as the first coder of a sample. */
export const AS_RECORDED = 'as recorded';

export interface RoundParts {
  readonly database: Database;
  readonly ledger: Pick<Ledger, 'dyads' | 'events'>;
  readonly recording: Recording;
  readonly reference: ActReference;
  readonly now: () => Date;
}

export function openRounds({ database, ledger, recording, reference, now }: RoundParts): Rounds {
  const { codebook } = reference;
  const checkType = ({ type }: Codes): void => {
    if (!codebook.has(type))
      throw new RoundRefused(
        'invalid',
        `"${type.slice(0, 60)}" is no type of the codebook: choose one of it.`,
        'codes.type',
      );
  };
  const noted = (tx: Queryable, by: string, action: string, subject: string, after: AuditFields, why = '') =>
    appendAudit(tx, { moment: now(), recordedBy: by }, [{ action, subject, before: null, after, why }]);
  return {
    async create(asked, by) {
      const id = randomBytes(6).toString('hex');
      const key = `${KEY_PREFIX}${randomBytes(24).toString('base64url')}`;
      const seed = (asked.kind === 'sample' ? asked.seed : undefined) ?? randomInt(2 ** 32);
      const acts = asked.kind === 'drafts' ? asked.acts.map((act) => codedAct(act, reference)) : [];
      const units = asked.kind === 'sample' ? await drawnEvents(ledger, asked, seed) : drawnDrafts(acts, seed);
      for (const { first } of units) checkType(first);
      await database.transaction(async (tx) => {
        await tx.insert(
          'coding_round',
          [
            'round_id',
            'title',
            'kind',
            'first_coder',
            'second_coder',
            'share',
            'seed',
            'key_hash',
            'created_at',
            'created_by',
          ],
          [
            [
              id,
              asked.title,
              asked.kind,
              asked.kind === 'sample' ? AS_RECORDED : by,
              asked.secondCoder,
              asked.kind === 'sample' ? asked.share : null,
              seed,
              hashOf(key),
              now(),
              by,
            ],
          ],
        );
        await tx.insert(
          'coding_unit',
          ['round_id', 'unit', 'event_id', 'revision', 'act', 'bearing', 'content', 'first_codes'],
          units.map(({ eventId, revision, act, bearing, shown, first }, i) => [
            id,
            i + 1,
            eventId,
            revision,
            act,
            bearing,
            JSON.stringify(shown),
            JSON.stringify(first),
          ]),
        );
        if (asked.kind === 'drafts')
          await tx.insert(
            'coding_act',
            ['round_id', 'act', 'content'],
            acts.map((act, i) => [id, i, JSON.stringify(act)]),
          );
        const { title, kind, secondCoder } = asked;
        await noted(tx, by, 'create-round', id, { title, kind, secondCoder, units: units.length });
      });
      return { round: await readRound(database, id), key };
    },
    list: () => readRounds(database),
    round: (id) => readRound(database, id),
    async holderOf(key) {
      const [row] = await database.query<{ round_id: string; closed_at: Date | null; second_coder: string }>(
        'select r.round_id, c.closed_at, r.second_coder from coding_round r left join coding_closed c on c.round_id = r.round_id where r.key_hash = $1',
        [hashOf(key)],
      );
      return row && { roundId: row.round_id, isClosed: row.closed_at !== null, secondCoder: row.second_coder };
    },
    ...roundCoders(database, now),
    async units(id) {
      const { title, secondCoder, closedAt } = await readRound(database, id);
      return {
        title,
        coder: secondCoder,
        isClosed: closedAt !== null,
        units: (await readUnits(database, id)).map(({ number, shown, second, version }) => ({
          number,
          ...shown,
          yours: second,
          version,
        })),
      };
    },
    save: (id, unit, version, codes) =>
      database.transaction(async (tx) => {
        checkType(codes);
        await openRound(tx, id);
        const found = unitOf(await readUnits(tx, id), unit);
        if (found.version !== version)
          throw new RoundRefused(
            'changed-since',
            `Unit ${unit} was coded since, in another window: ${inWords(found.second!)}. Look at it again.`,
            'version',
          );
        await tx.insert(
          'coding_code',
          ['round_id', 'unit', 'version', 'codes', 'coded_at'],
          [[id, unit, version + 1, JSON.stringify(codes), now()]],
        );
        const { coded, units } = await readRound(tx, id);
        return { unit, version: version + 1, coded, units };
      }),
    close: (id, by, asCoder) =>
      database.transaction(async (tx) => {
        const { coded, units } = await openRound(tx, id);
        if (asCoder && coded < units)
          throw new RoundRefused('not-now', `${units - coded} of ${units} units are not coded yet: code them first.`);
        if (coded === 0) throw new RoundRefused('not-now', 'No unit is coded yet: there is nothing to compare.');
        await tx.insert('coding_closed', ['round_id', 'closed_at', 'closed_by'], [[id, now(), by]]);
        await noted(tx, by, 'close-round', id, { coded, units });
        return readRound(tx, id);
      }),
    async compared(id) {
      await closedRound(database, id);
      return comparedUnits(await readUnits(database, id));
    },
    async decide(id, decision, by) {
      await closedRound(database, id);
      const units = await readUnits(database, id);
      const unit = unitOf(units, decision.unit);
      const codes = acceptedCodes(unit, decision);
      checkType(codes);
      checkVersion(unit, decision.version);
      const key = `coding-${id}-${unit.number}-${decision.version + 1}`;
      const eventId = await recorded(units, unit, codes, decision.reason, { id, by, key });
      await database.transaction(async (tx) => {
        checkVersion(unitOf(await readUnits(tx, id), decision.unit), decision.version);
        await tx.insert(
          'coding_decision',
          ['round_id', 'unit', 'version', 'taken', 'codes', 'reason', 'event_id', 'decided_at', 'decided_by'],
          [
            [
              id,
              unit.number,
              decision.version + 1,
              decision.take,
              JSON.stringify(codes),
              decision.reason,
              eventId,
              now(),
              by,
            ],
          ],
        );
        const decided = { unit: unit.number, version: decision.version + 1, taken: decision.take, eventId };
        await noted(tx, by, 'decide-unit', id, decided, decision.reason);
      });
      const after = comparedUnits(await readUnits(database, id));
      return { unit: after.find(({ number }) => number === unit.number)!, isRecorded: eventId !== '' };
    },
  };

  /** Takes what was accepted into the ledger; the id of the event, empty where nothing was to be recorded. */
  async function recorded(
    units: readonly StoredUnit[],
    unit: StoredUnit,
    codes: Codes,
    reason: string,
    { id, by, key }: { readonly id: string; readonly by: string; readonly key: string },
  ): Promise<string> {
    if (unit.eventId !== '') {
      const held = unit.decision?.eventId ? unit.decision.codes : unit.first;
      const fields = differingFields(held, codes);
      if (fields.length === 0) return unit.decision?.eventId ?? '';
      const { type, ...ofBearing } = codes;
      await recording.revise(
        unit.eventId,
        {
          reason,
          ...(fields.includes('type') && { type, cameo: codebook.get(type)!.cameo }),
          bearings: [{ id: unit.eventId, ...ofBearing }],
          ...(unit.decision?.eventId ? {} : { revisions: { [unit.eventId]: unit.revision } }),
        },
        by,
        key,
      );
      return unit.eventId;
    }
    if (units.some(({ act, decision }) => act === unit.act && decision?.eventId))
      throw new RoundRefused(
        'not-now',
        'This draft is recorded already: correct the event on its own page, where its history stands.',
      );
    const bearings = units.filter(({ act }) => act === unit.act).sort((a, b) => a.bearing - b.bearing);
    const accepted = bearings.map((one) => (one.number === unit.number ? codes : one.decision?.codes));
    const known = accepted.filter((one) => one !== undefined);
    if (known.length < bearings.length) return ''; // recorded with the last bearing
    if (new Set(known.map(({ type }) => type)).size > 1)
      throw new RoundRefused(
        'invalid',
        `The bearings of one act have different types (${known.map(({ type }) => type).join(', ')}): the type is the act's, so decide for one.`,
        'codes.type',
      );
    const ids = await recording.record(actWith(await readDraft(database, id, unit.act), known), by, key);
    return ids[unit.bearing] ?? ids[0]!;
  }
}

/** An act with codes in place of the names of states and types, as it is recorded. */
function codedAct(act: NewAct, reference: ActReference): NewAct {
  const coded = (cells: Parameters<typeof codedCells>[0]) =>
    codedCells({ date: act.date, ...cells }, String, reference).cells;
  return {
    ...act,
    type: coded({ type: act.type.trim() }).type!,
    bearings: act.bearings.map((bearing) => {
      const { actor, target, others } = coded({
        actor: bearing.actor.trim(),
        target: bearing.target.trim(),
        others: (bearing.others ?? []).join(';'),
      });
      return { ...bearing, actor: actor!, target: target!, others: others!.split(';').filter((other) => other !== '') };
    }),
  };
}

function actWith(act: NewAct, accepted: readonly Codes[]): NewAct {
  const { cameo, ...rest } = act;
  const type = accepted[0]!.type;
  return {
    ...rest,
    type,
    ...(cameo !== undefined && type === act.type && { cameo }),
    bearings: act.bearings.map((bearing, i) => {
      const { polarity, severity, role } = accepted[i]!;
      return { ...bearing, polarity, severity, role };
    }),
  };
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

const inWords = ({ type, polarity, severity, role }: Codes): string =>
  `type ${type}, polarity ${polarity}, severity ${severity}, role ${role}`;

async function openRound(on: Queryable, id: string) {
  const round = await readRound(on, id);
  if (round.closedAt !== null)
    throw new RoundRefused('not-now', 'The round is closed: codes no longer change, so that they can be compared.');
  return round;
}

async function closedRound(on: Queryable, id: string): Promise<void> {
  const { closedAt, coded, units } = await readRound(on, id);
  if (closedAt === null)
    throw new RoundRefused(
      'not-now',
      `The second coder has coded ${coded} of ${units} units, and nothing is compared before both are in: wait, or close the round.`,
    );
}

function unitOf(units: readonly StoredUnit[], number: number): StoredUnit {
  const found = units.find((unit) => unit.number === number);
  if (!found)
    throw new RoundRefused('invalid', `There is no unit ${number}: give one from 1 to ${units.length}.`, 'unit');
  return found;
}

function checkVersion(unit: StoredUnit, version: number): void {
  if (unit.decisionVersion !== version)
    throw new RoundRefused(
      'changed-since',
      `Unit ${unit.number} was decided since by ${unit.decision!.by}: ${inWords(unit.decision!.codes)}, because “${unit.decision!.reason}”. Look at it again.`,
      'version',
    );
}

function acceptedCodes(unit: StoredUnit, { take, codes }: NewDecision): Codes {
  if ((take === 'third') !== (codes !== undefined))
    throw new RoundRefused(
      'invalid',
      take === 'third'
        ? 'A third needs codes of its own: give them.'
        : 'Codes are given with a third only: leave them out.',
      'codes',
    );
  if (codes) return codes;
  if (take === 'first') return unit.first;
  if (unit.second) return unit.second;
  throw new RoundRefused(
    'invalid',
    `The second coder has left out unit ${unit.number}: take the first, or a third.`,
    'take',
  );
}
