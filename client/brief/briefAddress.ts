/** The Brief page, filled in from another page. */
import { hrefOf } from '../state/location.ts';
import { briefQuery, type BriefState, parseBrief } from './briefState.ts';
import { words } from '../state/language.ts';

/** @param known what the page shows; all else has its default */
export function briefAddress(known: Partial<BriefState>): string {
  const { state } = parseBrief(new URLSearchParams(), words.value.brief.faults);
  return hrefOf(
    '/brief',
    new URLSearchParams(
      Object.entries(briefQuery({ ...state, ...known })).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  );
}
