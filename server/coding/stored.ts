/** The rows of a round, read and put together. */
import type { NewAct } from '../../models/contract/acts.ts';
import { type CodedField, CODED_FIELDS } from '../../models/agreement/codedFields.ts';
import type { Codes, ComparedUnit, Round } from '../../models/contract/coding.ts';
import type { Queryable, SqlRow } from '../store/database.ts';
import type { Shown } from './drawn.ts';
import { RoundRefused } from './rounds.ts';

interface RoundRow extends SqlRow {
  round_id: string;
  title: string;
  kind: 'sample' | 'drafts';
  first_coder: string;
  second_coder: string;
  share: number | null;
  seed: number | null;
  created_at: Date;
  created_by: string;
  closed_at: Date | null;
  units: number;
  coded: number;
}

const ROUNDS = `
  select r.round_id, r.title, r.kind, r.first_coder, r.second_coder, r.share, r.seed, r.created_at, r.created_by, c.closed_at,
    (select count(*) from coding_unit u where u.round_id = r.round_id) as units,
    (select count(distinct k.unit) from coding_code k where k.round_id = r.round_id) as coded
  from coding_round r left join coding_closed c on c.round_id = r.round_id`;

/** A unit with all that is known of it. */
export interface StoredUnit {
  readonly number: number;
  readonly eventId: string;
  readonly revision: number;
  readonly act: number;
  readonly bearing: number;
  readonly shown: Shown;
  readonly first: Codes;
  readonly second: Codes | null;
  /** of `second`; 0 where there is none */
  readonly version: number;
  readonly decision: (NonNullable<ComparedUnit['decision']> & { readonly eventId: string }) | null;
  readonly decisionVersion: number;
}

export async function readRounds(on: Queryable): Promise<Round[]> {
  const rows = await on.query<RoundRow>(`${ROUNDS} order by r.created_at desc, r.round_id`);
  return Promise.all(rows.map((row) => roundOf(on, row)));
}

/** @throws RoundRefused */
export async function readRound(on: Queryable, id: string): Promise<Round> {
  const [row] = await on.query<RoundRow>(`${ROUNDS} where r.round_id = $1`, [id]);
  if (!row)
    throw new RoundRefused(
      'unknown-round',
      `There is no round "${id.slice(0, 60)}": /desk/rounds lists those there are.`,
    );
  return roundOf(on, row);
}

async function roundOf(on: Queryable, row: RoundRow): Promise<Round> {
  const units = row.closed_at === null ? [] : comparedUnits(await readUnits(on, row.round_id));
  return {
    id: row.round_id,
    title: row.title,
    kind: row.kind,
    firstCoder: row.first_coder,
    secondCoder: row.second_coder,
    share: row.share,
    seed: row.seed,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    closedAt: row.closed_at?.toISOString() ?? null,
    units: Number(row.units),
    coded: Number(row.coded),
    openDisputes: units.filter(({ state }) => state === 'in dispute').length,
  };
}

interface UnitRow extends SqlRow {
  unit: number;
  event_id: string;
  revision: number;
  act: number;
  bearing: number;
  content: string;
  first_codes: string;
}

interface CodeRow extends SqlRow {
  unit: number;
  version: number;
  codes: string;
}

interface DecisionRow extends CodeRow {
  taken: 'first' | 'second' | 'third';
  reason: string;
  event_id: string;
  decided_at: Date;
  decided_by: string;
}

/** The units of a round by number, each with its newest codes and its newest decision. Every JSON here was written by this folder. */
export async function readUnits(on: Queryable, id: string): Promise<StoredUnit[]> {
  const units = await on.query<UnitRow>(
    'select unit, event_id, revision, act, bearing, content, first_codes from coding_unit where round_id = $1 order by unit',
    [id],
  );
  const newest = <Row extends CodeRow>(rows: readonly Row[]): Map<number, Row> =>
    new Map(rows.map((row) => [row.unit, row])); // in order of versions: the last one holds
  const seconds = newest(
    await on.query<CodeRow>('select unit, version, codes from coding_code where round_id = $1 order by version', [id]),
  );
  const decisions = newest(
    await on.query<DecisionRow>(
      'select unit, version, codes, taken, reason, event_id, decided_at, decided_by from coding_decision where round_id = $1 order by version',
      [id],
    ),
  );
  return units.map((row) => {
    const second = seconds.get(row.unit);
    const decision = decisions.get(row.unit);
    return {
      number: row.unit,
      eventId: row.event_id,
      revision: row.revision,
      act: row.act,
      bearing: row.bearing,
      shown: JSON.parse(row.content) as Shown,
      first: JSON.parse(row.first_codes) as Codes,
      second: second ? (JSON.parse(second.codes) as Codes) : null,
      version: second?.version ?? 0,
      decision: decision
        ? {
            taken: decision.taken,
            codes: JSON.parse(decision.codes) as Codes,
            reason: decision.reason,
            by: decision.decided_by,
            at: decision.decided_at.toISOString(),
            eventId: decision.event_id,
          }
        : null,
      decisionVersion: decision?.version ?? 0,
    };
  });
}

/** The draft of which a unit is a bearing. */
export async function readDraft(on: Queryable, id: string, act: number): Promise<NewAct> {
  const [row] = await on.query<{ content: string }>('select content from coding_act where round_id = $1 and act = $2', [
    id,
    act,
  ]);
  return JSON.parse(row!.content) as NewAct;
}

export const differingFields = (first: Codes, second: Codes): CodedField[] =>
  CODED_FIELDS.filter((field) => first[field] !== second[field]);

/** Units as they are compared; an act of drafts is recorded with all its bearings at once. */
export function comparedUnits(units: readonly StoredUnit[]): ComparedUnit[] {
  const recordedActs = new Set(units.filter(({ decision }) => decision?.eventId).map(({ act }) => act));
  return units.map((unit): ComparedUnit => {
    const { number, shown, first, second, decision } = unit;
    const differs = second ? differingFields(first, second) : [];
    const isRecorded = decision?.eventId !== undefined && (decision.eventId !== '' || recordedActs.has(unit.act));
    const { eventId = '', ...told } = decision ?? {};
    return {
      number,
      ...shown,
      eventId: unit.eventId || eventId || null,
      first,
      second,
      differs,
      state: !second
        ? 'uncoded'
        : isRecorded
          ? 'recorded'
          : decision
            ? 'adjudicated'
            : differs.length > 0
              ? 'in dispute'
              : 'coded',
      decision: decision ? (told as ComparedUnit['decision']) : null,
      version: unit.decisionVersion,
    };
  });
}
