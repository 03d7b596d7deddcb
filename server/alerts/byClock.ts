/** Rules that no run looks at: looked at by the clock of the leader, and what they tell is written while it leads. */
import type { AlertRule } from '../../models/alerts/rule.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { Leader } from '../rollup/rollup.ts';
import type { Database } from '../store/database.ts';
import type { Looked } from './evaluation.ts';
import { type Outgoing, writeAlerts } from './outbox.ts';
import { keyOf, readStates, type RuleState, type StateChange, type SubjectState, writeStates } from './states.ts';
import { type FoundBy, settled, tellingOf, type ToTell } from './telling.ts';

export interface ClockLook {
  readonly rule: AlertRule;
  /** epoch day by which silences end */
  readonly today: number;
  readonly subjects: readonly string[];
  look(subject: string, before: SubjectState): Looked;
  by(subject: string): Omit<FoundBy, 'day' | 'isKnown'>;
  /** of a rule whose past can be read: what was known of another condition is forgotten, and what is found at the first look may be no news */
  readonly began?: { readonly condition: string; readonly isNews: boolean };
}

/** Reads what is known, and writes only where anything of it is otherwise now. */
export async function lookByClock(database: Database, leader: Leader, asked: ClockLook): Promise<void> {
  const { rule, today, subjects, began } = asked;
  const all = [...new Set(['', ...subjects])];
  const ruleStateIn = (states: ReadonlyMap<string, SubjectState>) =>
    (states.get(keyOf(rule.name, '')) ?? {}) as RuleState;
  const isAnew = ({ condition }: RuleState): boolean => began !== undefined && condition !== began.condition;
  const seen = await readStates(database, all);
  if (!isAnew(ruleStateIn(seen)) && changed(asked, seen).length === 0) return;
  await database.transaction(async (tx) => {
    const [leads] = await tx.query('select term from lease where id = 1 and owner = $1 and term = $2', [
      leader.owner,
      leader.term,
    ]);
    if (!leads) return;
    const states = await readStates(tx, all);
    const before = ruleStateIn(states);
    const comes = isAnew(before) && began ? { condition: began.condition } : undefined;
    if (comes) await tx.query("delete from alert_state where rule = $1 and subject <> ''", [rule.name]);
    const isKnown = (): boolean => comes !== undefined && began?.isNews === false;
    const telling = tellingOf(rule, before, toIsoDate(today));
    const changes: StateChange[] = [];
    const alerts: Outgoing[] = [];
    for (const one of changed(asked, comes ? new Map<string, SubjectState>() : states)) {
      const told = settled(telling, one, one.before.silentUntil, { ...asked.by(one.subject), day: today, isKnown });
      changes.push({ rule: rule.name, subject: one.subject, state: told.state });
      alerts.push(...told.alerts);
    }
    const { heldBack } = telling;
    const isCounted = heldBack !== (before.heldBack ?? 0);
    // Of the runs the subject is the rule as a whole.
    const own = changes.find(({ subject }) => subject === '');
    if (own || comes || isCounted)
      changes.push({
        rule: rule.name,
        subject: '',
        state: { ...(own ? own.state : before), ...comes, ...(isCounted && { heldBack }) },
      });
    await writeStates(
      tx,
      changes.filter((change) => change !== own),
    );
    await writeAlerts(tx, alerts);
  });
}

function changed({ rule, subjects, look }: ClockLook, states: ReadonlyMap<string, SubjectState>): ToTell[] {
  return subjects.flatMap((subject) => {
    const before = states.get(keyOf(rule.name, subject)) ?? {};
    const { state, found } = look(subject, before);
    return state === before ? [] : [{ subject, before, after: state, found }];
  });
}
