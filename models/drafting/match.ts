/** Which recorded event a draft most likely is, and in what the two differ. */
import { toIsoDate } from '../calendar.ts';
import type { Codebook } from '../codebook.ts';
import type { CodedEvent } from '../event.ts';
import type { JoinedAct } from './join.ts';

export interface Match {
  readonly eventId: string;
  readonly differs: string[];
}

/** Coders and texts choose between these types for one act. */
const NEAR: readonly (readonly string[])[] = [
  ['visit', 'summit', 'talks', 'call'],
  ['sanction', 'trade_restriction', 'travel_ban'],
  ['sanction_relief', 'trade_opening', 'reopening_restoration', 'visa_easing'],
  ['protest', 'summons', 'statement_hostile'],
  ['military_incident', 'border_incident', 'airspace_violation', 'militant_attack'],
  ['agreement', 'statement_conciliatory', 'aid'],
  ['recall', 'expulsion', 'closure_suspension', 'treaty_exit'],
];
/** Reports lag, and a day differs by the place: how far a recorded day may lie from the draft's. */
const SAME_TYPE_DAYS = 2;
const NEAR_TYPE_DAYS = 1;

/** @param events those that the draft may be, of any dyad */
export function matchOf(
  act: JoinedAct,
  severity: number | null,
  events: readonly CodedEvent[],
  codebook: Codebook,
): Match | null {
  if (act.when === undefined) return null;
  const { day, precision } = act.when;
  const apart = (event: CodedEvent): number => {
    if (precision === 'day' && event.datePrecision === 'day') return Math.abs(event.day - day);
    return toIsoDate(event.day).slice(0, 7) === toIsoDate(day).slice(0, 7) ? 1 : Infinity;
  };
  const isMutual = codebook.get(act.type)?.mutual === true;
  let best: { event: CodedEvent; rank: number } | undefined;
  for (const event of events) {
    const isNear = NEAR.some((types) => types.includes(act.type) && types.includes(event.type));
    if (event.type !== act.type && !isNear) continue;
    const days = apart(event);
    if (days > (event.type === act.type ? SAME_TYPE_DAYS : NEAR_TYPE_DAYS)) continue;
    const sides = sidesApart(act, event, isMutual || (isNear && NEAR[0]!.includes(act.type)));
    if (sides === undefined) continue;
    const rank = days + sides + (event.type === act.type ? 0 : 3) + (event.role === 'direct' ? 0 : 0.25);
    if (best === undefined || rank < best.rank) best = { event, rank };
  }
  return best ? { eventId: best.event.id, differs: differences(act, severity, best.event, codebook) } : null;
}

/** 0: the same actor and target; more: one of them is a third party there; undefined: another pair. */
function sidesApart(act: JoinedAct, event: CodedEvent, isEitherWay: boolean): number | undefined {
  if (event.actor === act.actor && event.target === act.target) return 0;
  if (isEitherWay && event.actor === act.target && event.target === act.actor) return 0.1;
  const named = new Set([event.actor, event.target, ...event.others, ...event.dyad.split('-')]);
  if (event.actor !== act.actor || event.role !== 'indirect') return undefined;
  return named.has(act.target) ? 0.5 : undefined;
}

function differences(act: JoinedAct, severity: number | null, event: CodedEvent, codebook: Codebook): string[] {
  const isMutual = codebook.get(act.type)?.mutual === true;
  const turned = isMutual && event.actor === act.target && event.target === act.actor;
  const found: string[] = [];
  if (act.when !== undefined && event.day !== act.when.day) found.push('date');
  if (act.when !== undefined && event.datePrecision !== act.when.precision) found.push('datePrecision');
  if (!turned && event.actor !== act.actor) found.push('actor');
  if (!turned && event.target !== act.target) found.push('target');
  if (event.type !== act.type) found.push('type');
  if (act.polarity !== undefined && event.polarity !== act.polarity && event.role === (act.role ?? 'direct'))
    found.push('polarity');
  if (severity !== null && event.severity !== severity) found.push('severity');
  return found;
}
