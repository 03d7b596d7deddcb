/** What is known of rules and subjects from one run to the next. */
import { hash } from 'node:crypto';
import type { Side } from '../../models/alerts/firings.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';
import { canonicalJson } from '../../models/canonical.ts';
import { placesOf } from '../placesOf.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Queryable, SqlRow } from '../store/database.ts';

/** Of a rule as a whole; its subject is empty. */
export interface RuleState {
  /** names what it asks: a rule that asks otherwise is a new one */
  readonly condition?: string;
  /** whether a run has looked at every dyad since: before, what holds already is not news */
  readonly isWhole?: boolean;
  /** ISO date before which nothing is told; said here, beside what the rule says itself */
  readonly silentUntil?: string | null;
  /** alerts that were held back */
  readonly heldBack?: number;
}

export const conditionOf = ({ when, dyads, holdDays, clearDays }: AlertRule): string =>
  hash('sha256', canonicalJson([when, dyads, holdDays, clearDays])).slice(0, 16);

/** Of a rule and a subject. */
export interface SubjectState {
  /** what holds, since which epoch day, and the alert that told of it; null where nobody was told */
  readonly told?: { readonly day: number; readonly side: Side; readonly alert: string | null };
  /** of several dyads of a state: which way this dyad jumps, or since when the condition of the state holds, or does not */
  readonly jumps?: Side;
  /** which way it jumped when the rule came, where that is another one; as long as no run has looked at every dyad since */
  readonly came?: Side;
  readonly held?: { readonly day: number; readonly side: Side };
  readonly left?: number;
  /** ISO date, or until it is over */
  readonly silentUntil?: string | null;
}

interface StateRow extends SqlRow {
  rule: string;
  subject: string;
  state: string;
}

export const keyOf = (rule: string, subject: string): string => `${rule} ${subject}`;

/** Of some subjects, by rule and subject; of all where none are named. */
export async function readStates(tx: Queryable, subjects?: readonly string[]): Promise<Map<string, SubjectState>> {
  if (subjects?.length === 0) return new Map();
  const rows = await tx.query<StateRow>(
    subjects === undefined
      ? 'select * from alert_state'
      : `select * from alert_state where subject in (${placesOf(subjects, 1)})`,
    subjects,
  );
  return new Map(rows.map(({ rule, subject, state }) => [keyOf(rule, subject), JSON.parse(state) as SubjectState]));
}

/** Of so many rules each is named; of more all are read. */
const NAMED_RULES = 200;

/** Of some rules as wholes. */
export async function readRuleStates(tx: Queryable, rules: readonly string[]): Promise<Map<string, RuleState>> {
  if (rules.length === 0) return new Map();
  const named = rules.length > NAMED_RULES ? [] : rules;
  const rows = await tx.query<StateRow>(
    `select * from alert_state where subject = ''${named.length === 0 ? '' : ` and rule in (${placesOf(named, 1)})`}`,
    named,
  );
  return new Map(rows.map(({ rule, state }) => [rule, JSON.parse(state) as RuleState]));
}

/** What is known of rules that are there no more. */
export async function forgetOtherRules(
  tx: Queryable,
  { owner, term }: Leader,
  names: readonly string[],
): Promise<void> {
  await tx.query(
    `delete from alert_state where exists (select 1 from lease where id = 1 and owner = $1 and term = $2)
       ${names.length === 0 ? '' : `and rule not in (${placesOf(names, 3)})`}`,
    [owner, term, ...names],
  );
}

export interface StateChange {
  readonly rule: string;
  readonly subject: string;
  /** undefined: nothing is to be known any more */
  readonly state: RuleState | SubjectState | undefined;
}

const AT_ONCE = 300;
/** No name, subject or JSON has it; the dot before each keeps one that is empty from being none. */
const BETWEEN = '\x1f';
const LIST = (place: number): string => `substr(unnest(string_to_array($${place}, chr(31))), 2)`;
const listOf = (texts: readonly string[]): string => texts.map((text) => `.${text}`).join(BETWEEN);

/** Writes what has changed. Thousands of rows as three lists: a place in the statement for each cell costs several times as much. */
export async function writeStates(tx: Queryable, changes: readonly StateChange[]): Promise<void> {
  const isKept = ({ state }: StateChange): boolean => state !== undefined && Object.keys(state).length > 0;
  const kept = changes.filter(isKept);
  const gone = changes.filter((change) => !isKept(change));
  for (let begin = 0; begin < gone.length; begin += AT_ONCE) {
    const some = gone.slice(begin, begin + AT_ONCE);
    await tx.query(
      `delete from alert_state where ${some.map((_, i) => `(rule = $${2 * i + 1} and subject = $${2 * i + 2})`).join(' or ')}`,
      some.flatMap(({ rule, subject }) => [rule, subject]),
    );
  }
  if (kept.length > 0)
    await tx.query(
      `insert into alert_state (rule, subject, state) select ${LIST(1)}, ${LIST(2)}, ${LIST(3)} on conflict (rule, subject) do update set state = excluded.state`,
      [
        listOf(kept.map(({ rule }) => rule)),
        listOf(kept.map(({ subject }) => subject)),
        listOf(kept.map(({ state }) => JSON.stringify(state))),
      ],
    );
}
