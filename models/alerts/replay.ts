/** When rules would have told, over the past of some dyads as it is known today, and which judged periods they told of. */
import { epochDay } from '../calendar.ts';
import type { Judgement } from '../judgement.ts';
import { type Firing, firingsOf } from './firings.ts';
import type { AlertRule } from './rule.ts';
import type { WatchedDyad } from './watched.ts';

/** A rule that tells so long before a judged period begins has seen it come. */
export const LEAD_DAYS = 30;
const DAYS_A_YEAR = 365.25;

export interface ReplayedFiring extends Firing {
  readonly rule: string;
  readonly dyad: string;
}

export interface ReplayedRule {
  readonly name: string;
  readonly title: string;
  readonly told: number;
  readonly perYearAndDyad: number;
  /** judged periods in which it told, or at most `LEAD_DAYS` before; of so many */
  readonly judgedPeriods: number;
  readonly judged: number;
  /** days from the beginning of such a period to the telling, the median; below 0 is before; null where it told of none */
  readonly medianLagDays: number | null;
}

/** @param from,to epoch days of the tellings; the line is read from its beginning all the same */
export function replayRules(
  rules: readonly AlertRule[],
  dyads: readonly WatchedDyad[],
  judgements: readonly Pick<Judgement, 'dyad' | 'higher'>[],
  from = -Infinity,
  to = Infinity,
): { readonly rules: readonly ReplayedRule[]; readonly told: readonly ReplayedFiring[] } {
  const told: ReplayedFiring[] = [];
  const summary = rules.map((rule) => {
    const watched = dyads.filter(({ columns }) => rule.dyads === 'all' || rule.dyads.includes(columns.dyad));
    const lags: number[] = [];
    let count = 0;
    let days = 0;
    let judged = 0;
    for (const dyad of watched) {
      const firings = firingsOf(rule, dyad);
      const within = firings.filter(({ day }) => day >= from && day <= to);
      told.push(...within.map((firing) => ({ ...firing, rule: rule.name, dyad: dyad.columns.dyad })));
      count += within.length;
      days += Math.max(0, Math.min(dyad.lastDay, to) - Math.max(dyad.firstDay, from) + 1);
      for (const { higher } of judgements.filter((one) => one.dyad === dyad.columns.dyad)) {
        const [begin, end] = [epochDay(higher.from), epochDay(higher.to)];
        if (end < from || begin > to) continue;
        judged++;
        const first = firings.find(({ day }) => day >= begin - LEAD_DAYS && day <= end);
        if (first) lags.push(first.day - begin);
      }
    }
    lags.sort((a, b) => a - b);
    return {
      name: rule.name,
      title: rule.title,
      told: count,
      perYearAndDyad: days > 0 ? (count * DAYS_A_YEAR) / days : 0,
      judgedPeriods: lags.length,
      judged,
      medianLagDays: lags[(lags.length - 1) >> 1] ?? null,
    };
  });
  return { rules: summary, told: told.sort((a, b) => a.day - b.day || (a.dyad < b.dyad ? -1 : 1)) };
}
