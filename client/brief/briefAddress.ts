/** The Brief page, filled in from another page. */
import { hrefWith } from '../state/location.ts';
import { briefQuery, type BriefState, parseBrief } from './briefState.ts';

/** @param known what the page shows; all else has its default */
export function briefAddress(known: Partial<BriefState>): string {
  const { state } = parseBrief(new URLSearchParams());
  return hrefWith('/brief', briefQuery({ ...state, ...known }));
}
