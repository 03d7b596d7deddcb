/** The cards that go with a morning brief: of each dyad that it tells of, the move that it tells, so that both say the same. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import type { Morning } from '../../models/contract/morning.ts';

/** What POST /api/v1/views takes. */
export type MorningCard = { readonly dyad: string; readonly from: string; readonly to: string } & (
  | { readonly kind: 'move' }
  | { readonly kind: 'dyad'; readonly step: 'day' }
);

/** Days of a trend: long enough to see where a change comes from. */
export const SHOWN_DAYS = 90;

/** In the order of the brief. */
export function morningCards({ date, flagRule, periods }: Morning): MorningCard[] {
  const flagFrom = toIsoDate(epochDay(date) - flagRule.windowDays);
  return periods.flatMap(({ dyads, flags }) => [
    ...dyads.map(({ id, from }) => moveCard(id, from, date)),
    ...flags.map(({ id }) => moveCard(id, flagFrom, date)),
  ]);
}

/** A brief that began today tells of no move between two days. */
const moveCard = (dyad: string, from: string, to: string): MorningCard =>
  from < to ? { kind: 'move', dyad, from, to } : trendCard(dyad, to);

export const trendCard = (dyad: string, to: string): MorningCard => ({
  kind: 'dyad',
  dyad,
  from: toIsoDate(epochDay(to) - SHOWN_DAYS),
  to,
  step: 'day',
});
