/** The days on which a rule of alerts would have told of the dyad. */
import { useMemo } from 'preact/hooks';
import type { AlertRuleEntry } from '../../../models/contract/alerts.ts';
import { epochDay } from '../../../models/calendar.ts';
import { useReplay } from '../../alerts/useReplay.ts';
import type { ToldDay } from '../../charts/figure.ts';
import type { LineSource } from '../../charts/lineSource.ts';
import { asOf } from '../../state/asOf.ts';
import type { DyadView } from '../../state/dyadView.ts';
import { useResource } from '../../state/resource.ts';

/** A replay is of the published line of both sides, with what is known today. */
export const isReplayed = (view: DyadView, { kind }: LineSource): boolean =>
  kind !== 'machine' && view.direction === 'both' && asOf.value === undefined;

type Rule = AlertRuleEntry['rule'];

const OF_MORE = ['siblings', 'unusual', 'feed-stale', 'run-failed', 'run-missing'];

/** @param asked name of the rule; nothing is asked for without one */
export function useToldDays(dyad: string, asked: string | undefined) {
  const { data } = useResource<{ readonly rules: readonly AlertRuleEntry[] }>(
    asked === undefined ? null : '/api/v1/alerts/rules',
  );
  const rules: readonly Rule[] = (data?.rules ?? [])
    .map(({ rule }) => rule)
    .filter(({ when }) => !OF_MORE.includes(when.kind));
  const rule = rules.find(({ name }) => name === asked) ?? (asked === undefined ? undefined : rules[0]);
  const { data: replay, problem } = useReplay(rule && { ...rule, dyads: [dyad], channels: [] });
  const days = useMemo<readonly ToldDay[]>(
    () =>
      (replay?.told ?? []).map(({ date, side, value }) => ({ day: epochDay(date), side: side || Math.sign(value) })),
    [replay],
  );
  return { rule, rules, days, problem, isKnown: replay !== undefined };
}
