/** The conclusion that the address of the lab asks about, and back. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import type { LabSession } from './session.ts';
import type { Claim } from './studies.ts';

/** Of a dyad, as epoch days. */
export interface ClaimDays {
  readonly dyad: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly lastEvent: number;
}

/** The whole scale of the index. */
export const MAX_POINTS = 100;

/** What the address says; else the last year of coded events, whichever way the line went. */
export function claimOf(
  query: URLSearchParams,
  { published }: LabSession,
  { dyad, firstDay, lastDay, lastEvent }: ClaimDays,
): Claim {
  const dayOf = (name: string): number | undefined => {
    const day = parseDay(query.get(name) ?? '');
    return day === undefined ? undefined : Math.min(Math.max(day, firstDay), lastDay);
  };
  const b = dayOf('b') ?? lastEvent;
  const a = dayOf('a') ?? Math.max(firstDay, Math.min(lastEvent, b) - 365);
  const line = published.value;
  const change =
    line && line.dyad === dyad ? (line.index[b - line.firstDay] ?? 0) - (line.index[a - line.firstDay] ?? 0) : 0;
  const chosen = query.get('claim');
  const by = Number(query.get('by') ?? '0');
  return {
    dyad,
    a: Math.min(a, b),
    b: Math.max(a, b),
    direction: chosen === 'rose' || chosen === 'fell' ? chosen : change < 0 ? 'fell' : 'rose',
    byPoints: by >= 0 && by <= MAX_POINTS ? by : 0,
  };
}

export const claimQuery = ({ a, b, direction, byPoints }: Claim): Record<string, string | undefined> => ({
  a: toIsoDate(a),
  b: toIsoDate(b),
  claim: direction,
  by: byPoints === 0 ? undefined : String(byPoints),
});

export const orderedClaim = (claim: Claim): Claim =>
  claim.a <= claim.b ? claim : { ...claim, a: claim.b, b: claim.a };
