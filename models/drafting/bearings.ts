/** Where an act bears: between actor and target, and, as suggestions, on dyads with a state that the text names. */
import { dyadOf, sidesOf } from '../dyad.ts';
import type { CodedEvent } from '../event.ts';
import type { BearingRule } from './dictionary.ts';
import type { Bearing } from './drafted.ts';
import type { JoinedAct } from './join.ts';

/** What is only said bears on nobody else. */
const WORDS_ONLY = new Set(['statement_hostile', 'statement_conciliatory', 'summons', 'protest', 'call']);

/**
 * @param named states that the text names
 * @param dyads that have events; none is suggested beside them
 * @param events recorded indirect acts between the same two sides say which way such an act bears
 */
export function bearingsOf(
  act: JoinedAct,
  named: ReadonlySet<string>,
  dyads: ReadonlySet<string>,
  events: readonly CodedEvent[],
  rules: readonly BearingRule[],
): Bearing[] {
  const severity = act.severity ?? null;
  const polarity = act.polarity ?? 1;
  const own = dyadOf(act.actor, act.target);
  const found: Bearing[] = [{ dyad: own, role: act.role ?? 'direct', polarity, severity, suggested: false }];
  const add = (dyad: string, sign: 1 | -1): void => {
    if (dyads.has(dyad) && !found.some((known) => known.dyad === dyad))
      found.push({ dyad, role: 'indirect', polarity: sign, severity, suggested: true });
  };
  if (act.favours !== undefined && act.favours !== act.actor) add(dyadOf(act.actor, act.favours), -1);
  if (WORDS_ONLY.has(act.type)) return found;
  for (const rule of rules) {
    const outside = sidesOf(rule.on)?.find((side) => side !== act.actor && side !== act.target);
    if (rule.of !== own || outside === undefined || !named.has(outside)) continue;
    add(rule.on, (polarity * rule.sign) as 1 | -1);
  }
  for (const event of events)
    if (event.role === 'indirect' && event.type === act.type && event.actor === act.actor && event.dyad !== own)
      if (event.others.includes(act.target) || event.target === act.target) {
        const outside = sidesOf(event.dyad)?.find((side) => side !== act.actor && side !== act.target);
        if (outside !== undefined && named.has(outside)) add(event.dyad, event.polarity);
      }
  return found;
}
