/** English: the search for a pair of states. */
import { grouped } from '../grouped.ts';
import { many } from './phrasing.ts';

/** the search of the header: any pair of states */
export const search = {
  label: 'Search pairs of states, or open a view by its code',
  hint: 'Two states, or the code of a view   /',
  pairs: 'Pairs of states',
  view: (code: string) => `Open the view ${code}`,
  curated: (n: number) => `coded by hand: ${grouped(n)}`,
  machine: (feed: string, n: number) => `${feed}: ${many(n, 'report')}`,
  nothing: 'nothing yet',
  none: (query: string) =>
    `No pair of states matches “${query}”. Write names or codes of one or two states, such as “korea russia” or KOR-RUS.`,
  found: (n: number) => many(n, 'pair'),
  more: (shown: number, n: number) =>
    `The first ${shown} of ${grouped(n)} pairs. Name a second state to narrow them down.`,
};
