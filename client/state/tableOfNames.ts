/** The name table of an answer of the API. Pure, for pages and their workers. */
import { epochDay } from '../../models/calendar.ts';
import type { NamesResponse } from '../../models/contract/names.ts';
import { type NameTable, nameTable } from '../../models/names.ts';

export function tableOfNames({ names, spans }: NamesResponse): NameTable {
  return nameTable(
    names.map(({ code, from, to, ...name }) => ({ ...name, iso3: code, from: dayOf(from), to: dayOf(to) })),
    spans.map(({ from, until, ...span }) => ({
      ...span,
      from: dayOf(from) ?? -Infinity,
      until: dayOf(until) ?? Infinity,
    })),
  );
}

const dayOf = (date: string | null): number | undefined => (date === null ? undefined : epochDay(date));
