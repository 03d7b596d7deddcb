/** A replay of rules as the command prints it and the API answers it. */
import { type KnownFirings, type ReplayedFiring, type ReplayedRule, replayRules } from '../../models/alerts/replay.ts';
import type { AlertRule } from '../../models/alerts/rule.ts';
import type { WatchedDyad } from '../../models/alerts/watched.ts';
import { toIsoDate } from '../../models/calendar.ts';
import type { ReplayReport } from '../../models/contract/alertReplay.ts';
import type { Judgement } from '../../models/judgement.ts';

/** @param days epoch days of what is told @param known of single dyads */
export function replayReport(
  rules: readonly AlertRule[],
  dyads: readonly WatchedDyad[],
  judgements: readonly Pick<Judgement, 'dyad' | 'higher'>[],
  model: ReplayReport['model'],
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
  known?: KnownFirings,
): ReplayReport {
  const last = Math.max(...dyads.map(({ lastDay }) => lastDay));
  const { rules: replayed, told } = replayRules(rules, dyads, judgements, from, to, known);
  return reportOf(model, { from, to: Math.min(to ?? last, last) }, replayed, told);
}

export function reportOf(
  { name, version, hash }: ReplayReport['model'],
  { from, to }: { readonly from: number | undefined; readonly to: number },
  rules: readonly ReplayedRule[],
  told: readonly ReplayedFiring[],
): ReplayReport {
  return {
    model: { name, version, hash },
    from: from === undefined ? null : toIsoDate(from),
    to: toIsoDate(to),
    rules: [...rules],
    told: told.map(({ rule, dyad, day, clearedOn, value, side, eventIds }) => ({
      rule,
      dyad,
      date: toIsoDate(day),
      clearedOn: clearedOn === null ? null : toIsoDate(clearedOn),
      value,
      side,
      acts: [...eventIds],
    })),
  };
}
