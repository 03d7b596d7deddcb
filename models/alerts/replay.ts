/** When rules would have told, over the past of some dyads as it is known today, and which judged periods they told of. */
import { epochDay } from '../calendar.ts';
import type { Judgement } from '../judgement.ts';
import { type Firing, firingsOf, jumpReading, lineFirings, type Side, siblingsReading } from './firings.ts';
import { type AlertRule, isOfReports, isOfTheWatch, type When, type WhenOf } from './rule.ts';
import type { WatchedDyad } from './watched.ts';

/** A rule that tells so long before a judged period begins has seen it come. */
export const LEAD_DAYS = 30;
export const DAYS_A_YEAR = 365.25;

export interface ReplayedFiring extends Firing {
  readonly rule: string;
  /** or the state, of a rule about several dyads of one */
  readonly dyad: string;
}

export interface ReplayedRule {
  readonly name: string;
  readonly title: string;
  readonly told: number;
  readonly perYearAndDyad: number;
  /** judged periods of whose tension it told: within them, at most `LEAD_DAYS` before, or earlier where that still held; of so many */
  readonly judgedPeriods: number;
  readonly judged: number;
  /** days from the beginning of such a period to the telling, the median; below 0 is before; null where it told of none */
  readonly medianLagDays: number | null;
}

/** What is known already of a rule and a dyad, because it was worked out dyad by dyad. */
export interface KnownFirings {
  /** when a rule about single dyads tells of one */
  firings?(rule: AlertRule, dyad: WatchedDyad): Firing[];
  /** which way a dyad jumps, of a rule about several of a state */
  jumps?(rule: SiblingsRule, dyad: WatchedDyad): Int8Array;
}

/** @param from,to epoch days of the tellings; the line is read from its beginning all the same */
export function replayRules(
  rules: readonly AlertRule[],
  dyads: readonly WatchedDyad[],
  judgements: readonly Pick<Judgement, 'dyad' | 'higher'>[],
  from = -Infinity,
  to = Infinity,
  { firings: firingsOn = firingsOf, jumps: jumpsOn = jumpsOf }: KnownFirings = {},
): { readonly rules: readonly ReplayedRule[]; readonly told: readonly ReplayedFiring[] } {
  const told: ReplayedFiring[] = [];
  const summary = rules
    .filter((rule) => !isOfTheWatch(rule.when) && !isOfReports(rule))
    .map((rule) => {
      const watched = watchedBy(rule, dyads);
      const lags: number[] = [];
      let count = 0;
      let days = 0;
      let judged = 0;
      const tell = (subject: string, firings: readonly Firing[]): void => {
        const within = firings.filter(({ day }) => day >= from && day <= to);
        told.push(...within.map((firing) => ({ ...firing, rule: rule.name, dyad: subject })));
        count += within.length;
      };
      const together = isOfSiblings(rule) ? siblingFirings(rule, watched, jumpsOn) : undefined;
      for (const [state, firings] of together ?? []) tell(state, firings);
      for (const dyad of watched) {
        const { dyad: id } = dyad.columns;
        const firings = together
          ? [...together].flatMap(([state, ofState]) => (statesOf(id).includes(state) ? ofState : []))
          : firingsOn(rule, dyad);
        if (!together) tell(id, firings);
        days += Math.max(0, Math.min(dyad.lastDay, to) - Math.max(dyad.firstDay, from) + 1);
        for (const { higher } of judgements.filter((one) => one.dyad === id)) {
          const [begin, end] = [epochDay(higher.from), epochDay(higher.to)];
          if (end < from || begin > to) continue;
          judged++;
          const first = firings.find((firing) => isOfTension(rule.when, firing) && isKnownIn(firing, begin, end));
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
  return { rules: summary, told: toldWithin(told, from, to) };
}

/** The oldest first. */
export const toldWithin = (told: readonly ReplayedFiring[], from: number, to: number): ReplayedFiring[] =>
  told.filter(({ day }) => day >= from && day <= to).sort((a, b) => a.day - b.day || (a.dyad < b.dyad ? -1 : 1));

/** What a tenser period is told by; that relations improved tells of no tension. */
function isOfTension(when: When, { side, value }: Firing): boolean {
  switch (when.kind) {
    case 'flag':
    case 'change':
    case 'siblings':
      return side > 0;
    case 'step':
    case 'act':
      return value > 0;
    case 'level':
    case 'percentile':
      return when.above !== undefined;
    default:
      return true;
  }
}

/** Told within some days or shortly before them, or earlier and not over when they begin. */
function isKnownIn({ day, clearedOn, eventIds }: Firing, begin: number, end: number): boolean {
  if (day > end) return false;
  const holds = eventIds.length === 0 && (clearedOn === null || clearedOn > begin);
  return holds || day >= begin - LEAD_DAYS;
}

const watchedBy = ({ dyads: asked }: AlertRule, dyads: readonly WatchedDyad[]): readonly WatchedDyad[] =>
  dyads.filter(({ columns }) => asked === 'all' || asked.includes(columns.dyad));

export const statesOf = (dyad: string): string[] => dyad.split('-');

export type SiblingsRule = AlertRule & { readonly when: WhenOf<'siblings'> };

export const isOfSiblings = (rule: AlertRule): rule is SiblingsRule => rule.when.kind === 'siblings';

/** Which way a dyad jumps on each of its days. O(days), and bands where the change is large enough */
export function jumpsOf({ when }: SiblingsRule, dyad: WatchedDyad): Int8Array {
  const sides = new Int8Array(dyad.lastDay - dyad.firstDay + 1);
  for (let i = 0; i < sides.length; i++) {
    const { state, side } = jumpReading(when, dyad, dyad.firstDay + i);
    if (state === 'holds') sides[i] = side;
  }
  return sides;
}

/** When a rule about several dyads of a state tells, by state. O(dyads x days) */
function siblingFirings(
  rule: SiblingsRule,
  dyads: readonly WatchedDyad[],
  jumpsOn: typeof jumpsOf,
): ReadonlyMap<string, Firing[]> {
  const { when } = rule;
  const jumps = new Map(dyads.map((dyad) => [dyad, jumpsOn(rule, dyad)]));
  const states = new Set(dyads.flatMap(({ columns }) => statesOf(columns.dyad)));
  return new Map(
    [...states].map((state) => {
      const own = dyads.filter(({ columns }) => statesOf(columns.dyad).includes(state));
      if (own.length < when.dyads) return [state, []];
      const sidesOn = (day: number) => own.map((dyad) => (jumps.get(dyad)![day - dyad.firstDay] ?? 0) as Side);
      const first = Math.min(...own.map(({ firstDay }) => firstDay));
      const last = Math.max(...own.map(({ lastDay }) => lastDay));
      return [state, lineFirings(rule, (day) => siblingsReading(when, sidesOn(day)), first, last)];
    }),
  );
}
