/** Silence: nothing is told of a rule, or of one subject of it, before a day or until it is over. */
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Silence } from '../../models/contract/alerts.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Database } from '../store/database.ts';
import { keyOf, readStates, type RuleState, type SubjectState, writeStates } from './states.ts';

export const ALL_CLEAR = 'all-clear';

/** Whether a silence holds on a day, ISO. */
export const isSilent = (until: string | null | undefined, today: string): boolean =>
  until === ALL_CLEAR || (typeof until === 'string' && today < until);

/** The last day before which nothing is told of a rule as a whole; null where it is not silent. */
export function silenceOf(
  rule: Pick<AlertRule, 'silentUntil'>,
  state: RuleState | undefined,
  today: string,
): string | null {
  const until = [rule.silentUntil, state?.silentUntil].filter((one) => isSilent(one, today)) as string[];
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
