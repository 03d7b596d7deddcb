/** All names of states, asked for when somebody first searches; until they have come, and without an answer, there is no table. */
import { signal } from '@preact/signals';
import { epochDay } from '../../models/calendar.ts';
import type { NamesResponse } from '../../models/contract/names.ts';
import { type NameTable, nameTable } from '../../models/names.ts';
import { getJson } from './api.ts';

export const nameTables = signal<NameTable | undefined>(undefined);
let isAsked = false;

const dayOf = (date: string | null): number | undefined => (date === null ? undefined : epochDay(date));

export function askForNames(): void {
  if (isAsked) return;
  isAsked = true;
  getJson<NamesResponse>('/api/v1/names').then(
    ({ names, spans }) =>
      (nameTables.value = nameTable(
        names.map(({ code, from, to, ...name }) => ({ ...name, iso3: code, from: dayOf(from), to: dayOf(to) })),
        spans.map(({ from, until, ...span }) => ({
          ...span,
          from: dayOf(from) ?? -Infinity,
          until: dayOf(until) ?? Infinity,
        })),
      )),
    () => (isAsked = false),
  );
}
