/** All names of states, asked for when somebody first searches; until they have come, and without an answer, there is no table. */
import { signal } from '@preact/signals';
import type { NamesResponse } from '../../models/contract/names.ts';
import type { NameTable } from '../../models/names.ts';
import { getJson } from './api.ts';
import { tableOfNames } from './tableOfNames.ts';

export const nameTables = signal<NameTable | undefined>(undefined);
let isAsked = false;

export function askForNames(): void {
  if (isAsked) return;
  isAsked = true;
  getJson<NamesResponse>('/api/v1/names').then(
    (answer) => (nameTables.value = tableOfNames(answer)),
    () => (isAsked = false),
  );
}
