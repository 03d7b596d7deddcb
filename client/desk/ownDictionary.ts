/** Names, people and verbs that the reader added to drafting. They stay in this browser until she sends them to the desk for all. */
import { signal } from '@preact/signals';
import type { DictionaryAdditions } from '../../models/drafting/dictionary.ts';
import { readSetting, writeSetting } from '../state/settings.ts';

const KEY = 'desk-dictionary';

export const NO_ADDITIONS: DictionaryAdditions = { actors: [], people: [], patterns: [] };

function read(): DictionaryAdditions {
  try {
    const kept: unknown = JSON.parse(readSetting(KEY) ?? 'null');
    // Written by `setAdditions` alone.
    return kept === null ? NO_ADDITIONS : { ...NO_ADDITIONS, ...(kept as Partial<DictionaryAdditions>) };
  } catch {
    return NO_ADDITIONS;
  }
}

export const ownAdditions = signal<DictionaryAdditions>(read());

export function setAdditions(additions: DictionaryAdditions): void {
  ownAdditions.value = additions;
  writeSetting(KEY, JSON.stringify(additions));
}
