/** What is added to the dictionaries of drafting, entry by entry. */
import type { DictionaryAdditions } from '../../models/drafting/dictionary.ts';
import { typeLabel } from '../state/language.ts';

export interface DictionaryEntry {
  readonly kind: keyof DictionaryAdditions;
  /** of a pattern: its id */
  readonly name: string;
  readonly label: string;
}

export function entriesOf({ actors, people, patterns }: DictionaryAdditions): DictionaryEntry[] {
  const named = (kind: 'actors' | 'people') => (entry: { readonly name: string; readonly code: string }) => ({
    kind,
    name: entry.name,
    label: entry.code === '' ? entry.name : `${entry.name} (${entry.code})`,
  });
  return [
    ...actors.map(named('actors')),
    ...people.map(named('people')),
    ...patterns.map(({ id, type, verbs = [], nouns = [] }) => ({
      kind: 'patterns' as const,
      name: id,
      label: `${[...verbs, ...nouns].join(', ')} – ${typeLabel(type)}`,
    })),
  ];
}

export const hasEntry = (all: DictionaryAdditions, { kind, name }: DictionaryEntry): boolean =>
  entriesOf(all).some((entry) => entry.kind === kind && entry.name === name);

/** Without the entries of a name. */
export const withoutEntry = (all: DictionaryAdditions, { kind, name }: DictionaryEntry): DictionaryAdditions => ({
  actors: kind === 'actors' ? all.actors.filter((entry) => entry.name !== name) : all.actors,
  people: kind === 'people' ? all.people.filter((entry) => entry.name !== name) : all.people,
  patterns: kind === 'patterns' ? all.patterns.filter(({ id }) => id !== name) : all.patterns,
});
