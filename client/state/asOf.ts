/** As known when: the moment that every page of a reading keeps until the reader leaves it. It stands in the address. */
import { computed } from '@preact/signals';
import { parseDay } from '../../models/calendar.ts';
import { longDate, words } from './language.ts';
import { hrefOf, place } from './location.ts';

/** A date or a moment as it stands in the address; undefined: what is known now. */
export const asOf = computed<string | undefined>(() => place.value.query.get('asOf') ?? undefined);

/** An address of this site at the same moment as the page that links to it. */
export function keepingAsOf(href: string): string {
  const moment = asOf.value;
  if (moment === undefined) return href;
  const [path = '', query = ''] = href.split('?');
  const parameters = new URLSearchParams(query);
  if (!parameters.has('asOf')) parameters.set('asOf', moment);
  return hrefOf(path, parameters);
}

/** @example momentWords('2026-05-01') // 'the end of 1 May 2026' */
export function momentWords(moment: string): string {
  const day = parseDay(moment.slice(0, 10));
  if (day === undefined) return moment;
  return moment.includes('T') ? `${longDate(day)}, ${moment.slice(11, 16)} UTC` : words.value.asOf.endOf(longDate(day));
}
