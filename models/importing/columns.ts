/** The columns of an event file, in the order in which our own files have them. */

export const COLUMNS = [
  'id',
  'dyad',
  'date',
  'date_precision',
  'actor',
  'target',
  'others',
  'role',
  'type',
  'cameo',
  'polarity',
  'severity',
  'summary',
  'source_name',
  'source_url',
  'source_date',
  'verified',
  'note',
  'act_id',
  'ends',
  'end_date',
  'headline',
  'headline_ko',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Without these columns a file says nothing. The others have a sensible value when they are missing: see draft.ts. */
export const REQUIRED_COLUMNS: readonly Column[] = [
  'id',
  'date',
  'actor',
  'target',
  'type',
  'polarity',
  'severity',
  'summary',
  'source_name',
];

/** A row as text, one cell for each of `COLUMNS`; a cell that the file does not have is empty. */
export type Cells = readonly string[];

const byLetters = new Map(COLUMNS.map((column) => [lettersOf(column), column]));

/**
 * The column that a name in a file means: `source_url`, `Source URL` and `sourceUrl` are one. `undefined` for an unknown name.
 *
 * @example columnNamed('Source URL') // 'source_url'
 */
export function columnNamed(name: string): Column | undefined {
  return byLetters.get(lettersOf(name));
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The name that the API has for a column: `source_url` is `sourceUrl`. */
export const memberOf = (column: Column): string =>
  column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
