import { WORDS } from '../../client/words/words.ts';
import type { ImportTables } from '../../models/importing/importTables.ts';
import type { ReferenceData } from '../referenceData.ts';

/** What the cells of a file are held against; types by their labels in every language. */
export function importTables({
  codebook,
  names,
  countries,
}: Pick<ReferenceData, 'codebook' | 'names' | 'countries'>): ImportTables {
  const labels = [...codebook.values()].map(({ type, label }) => [label, type] as const);
  const others = Object.values(WORDS).flatMap(({ types }) =>
    Object.entries(types).map(([type, label]) => [label, type] as const),
  );
  return {
    codebook,
    names,
    countries,
    typeLabels: new Map([...others, ...labels].map(([label, type]) => [label.toLowerCase(), type])),
  };
}
