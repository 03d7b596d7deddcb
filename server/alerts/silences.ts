/** Silence: nothing is told of a rule, or of one subject of it, before a day or until it is over. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Silence } from '../../models/contract/alerts.ts';
import { isOfActs } from '../../models/alerts/firings.ts';
import { type AlertRule, isOfDyad } from '../../models/alerts/rule.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database } from '../store/database.ts';
import { keyOf, readStates, type RuleState, type SubjectState, writeStates } from './states.ts';

export const ALL_CLEAR = 'all-clear';

/** Whether a silence holds on a day, ISO. */
export const isSilent = (until: string | null | undefined, today: string): boolean =>
  until === ALL_CLEAR || (typeof until === 'string' && today < until);

/** Whether a rule says when it is over: one about acts does not. */
export const clears = ({ when }: AlertRule): boolean => !isOfDyad(when) || !isOfActs(when);

/** Of the rules about runs there is one subject, which is empty. */
export const isOfRuns = ({ when }: AlertRule): boolean => when.kind === 'run-failed' || when.kind === 'run-missing';

/** The last day before which nothing is told of a rule as a whole; null where it is not silent. */
export function silenceOf(
  rule: Pick<AlertRule, 'silentUntil'>,
  state: RuleState | undefined,
  today: string,
): string | null {
  const until = [rule.silentUntil, state?.silentUntil].filter(
    (one): one is string => typeof one === 'string' && one !== ALL_CLEAR && isSilent(one, today),
  );
  return until.sort().at(-1) ?? null;
}

/** Nothing is sent any more of what was on its way, either. */
export async function silence(
  database: Database,
  rule: string,
  { until, subject = '' }: Silence,
  by: string,
  at: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    const held: RuleState & SubjectState = (await readStates(tx, [subject])).get(keyOf(rule, subject)) ?? {};
    const { silentUntil = null, ...rest } = held;
    const state = until === null ? rest : { ...rest, silentUntil: until };
    await writeStates(tx, [{ rule, subject, state }]);
    if (isSilent(until, toIsoDate(dayOfMs(at.getTime()))))
      await tx.query(
        `update alert_delivery set state = 'silenced' where state = 'waiting' and alert_id in
           (select id from alert_outbox where rule = $1 ${subject === '' ? '' : 'and subject = $2'})`,
        subject === '' ? [rule] : [rule, subject],
      );
    await appendAudit(tx, { moment: at, recordedBy: by }, [
      {
        action: 'silence-alert',
        subject: rule,
        before: { until: silentUntil, subject },
        after: { until, subject },
        why: '',
      },
    ]);
  });
}
