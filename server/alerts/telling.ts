/** What a rule tells becomes alerts: silence holds them back, quiet hours delay them, and the next one says how many were held back. */
import type { AlertRule } from '../../models/alerts/rule.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Found } from './evaluation.ts';
import { type Alert, alertId, type Outgoing } from './outbox.ts';
import { afterQuiet } from './quietHours.ts';
import { ALL_CLEAR, isSilent, silenceOf } from './silences.ts';
import type { RuleState, SubjectState } from './states.ts';

/** A rule while it tells. */
export interface Telling {
  readonly rule: AlertRule;
  /** silent as a whole */
  readonly isSilent: boolean;
  /** alerts that silence has held back up to now */
  heldBack: number;
}

/** @param today ISO */
export const tellingOf = (rule: AlertRule, state: RuleState | undefined, today: string): Telling => ({
  rule,
  isSilent: silenceOf(rule, state, today) !== null,
  heldBack: state?.heldBack ?? 0,
});

/** What was found of a rule and a subject. */
export interface ToTell {
  readonly subject: string;
  readonly before: SubjectState;
  readonly after: SubjectState;
  readonly found: readonly Found[];
}

/** By what it was found. */
export interface FoundBy extends Pick<Alert, 'model' | 'runId'> {
  readonly now: Date;
  /** epoch day by which silences end; the one of `now` when left out */
  readonly day?: number;
  /** what happened, where no line of a dyad says it */
  readonly detailOf?: (found: Found) => string;
  /** held before the rule was there: it is no news */
  readonly isKnown?: (found: Found) => boolean;
}

/**
 * @param silentUntil of the subject, as it is said now
 * @returns what is known of the subject from now on, and what goes out
 */
export function settled(
  telling: Telling,
  { subject, before, after, found }: ToTell,
  silentUntil: SubjectState['silentUntil'],
  by: FoundBy,
): { readonly state: SubjectState; readonly alerts: readonly Outgoing[] } {
  const { rule } = telling;
  const alerts: Outgoing[] = [];
  let { told } = before;
  let silence = silentUntil;
  const tell = (one: Found): string => {
    const outgoing = outgoingOf(telling, subject, one, silence, by);
    alerts.push(outgoing);
    return outgoing.alert.id;
  };
  for (const one of found) {
    if (one.what === 'clear') {
      if (rule.allClear && told?.alert) tell(one);
      told = undefined;
      if (silence === ALL_CLEAR) silence = undefined;
      continue;
    }
    const alert = by.isKnown?.(one) ? null : tell(one);
    if (one.eventIds.length === 0) told = { day: one.day, side: one.side, alert };
  }
  const { told: stands, silentUntil: _silentUntil, ...rest } = after;
  return {
    state: { ...rest, ...(stands && told && { told }), ...(silence !== undefined && { silentUntil: silence }) },
    alerts,
  };
}

function outgoingOf(
  telling: Telling,
  subject: string,
  found: Found,
  silentUntil: SubjectState['silentUntil'],
  { now, day: today = dayOfMs(now.getTime()), model, runId, detailOf }: FoundBy,
): Outgoing {
  const { rule } = telling;
  const { what, day, value, side, eventIds } = found;
  const isSilenced = telling.isSilent || isSilent(silentUntil, toIsoDate(today));
  const heldBack = isSilenced ? 0 : telling.heldBack;
  telling.heldBack = isSilenced ? telling.heldBack + 1 : 0;
  const content = {
    rule,
    subject,
    what,
    day,
    value,
    side,
    eventIds,
    model,
    runId,
    madeAt: now,
    ...(detailOf && { detail: detailOf(found) }),
    ...(heldBack > 0 && { heldBack }),
  };
  const nextAt = afterQuiet(now, rule.quietHours);
  return {
    alert: { ...content, id: alertId(content) },
    deliveries: rule.channels.map((channel) => ({ channel, nextAt, isSilenced })),
  };
}
