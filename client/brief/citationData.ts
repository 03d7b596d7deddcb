/** What a citation says of a pinned view. */
import type { PinnedView } from '../../models/contract/views.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { Cited } from '../charts/card/citation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';

export type CitedModel = Cited['model'];

/** The day of access is the day it is by this machine's clock, UTC. */
export function citationData(
  { code, url, view }: PinnedView,
  { title, madeBy }: Pick<CardTexts, 'title' | 'madeBy'>,
  model: CitedModel,
): Cited {
  return {
    title,
    model,
    asOf: view.asOf,
    code,
    link: new URL(url, window.location.origin).href,
    madeBy,
    accessed: toIsoDate(dayOfMs(Date.now())),
  };
}
