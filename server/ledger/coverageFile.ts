/** Coverage from a file: columns dyad, from, to, density, by, sources, note. */
import { parse } from 'csv-parse/sync';
import { FIRST_DATE, parseDay } from '../../models/calendar.ts';
import { DENSITIES, type Density } from '../../models/stretch.ts';
import { canonicalDyad, sidesOf } from '../../models/dyad.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { type DeclaredStretch, ImportRefused } from './ledger.ts';

const REQUIRED = ['dyad', 'from', 'to'] as const;
const MAX_BY_CHARACTERS = 200;
const MAX_SOURCES_CHARACTERS = 400;
const MAX_NOTE_CHARACTERS = 1000;

/** What is given of a stretch, as text. */
export interface GivenStretch {
  readonly dyad: string;
  readonly from: string;
  readonly to: string;
  readonly density?: string | undefined;
  readonly by?: string | undefined;
  readonly sources?: string | undefined;
  readonly note?: string | undefined;
}

/** Either the stretch, or a sentence that says what is wrong with which field. */
export function stretchOf(
  { dyad: given, from, to, density = '', by = '', sources = '', note = '' }: GivenStretch,
  countries: { has(code: string): boolean },
): DeclaredStretch | { readonly field: keyof GivenStretch; readonly value: string; readonly message: string } {
  const fault = (field: keyof GivenStretch, value: string, message: string) => ({ field, value, message });
  const dyad = canonicalDyad(given);
  if (dyad === undefined || !sidesOf(dyad)!.every((side) => countries.has(side)))
    return fault('dyad', given, 'is no dyad: write two codes of data/countries.csv, such as KOR-RUS');
  const [fromDay, toDay] = [parseDay(from), parseDay(to)];
  if (toDay === undefined) return fault('to', to, 'is no date: write the last day as YYYY-MM-DD');
  if (fromDay === undefined) return fault('from', from, 'is no date: write the first day as YYYY-MM-DD');
  if (fromDay < parseDay(FIRST_DATE)!)
    return fault('from', from, `lies before ${FIRST_DATE}, where no series begins: check the year`);
  if (fromDay > toDay) return fault('from', from, `lies after the last day, ${to}: give an earlier one`);
  if (density !== '' && !isDensity(density))
    return fault('density', density, `is none of ${DENSITIES.join(', ')}: write how densely the days were looked at`);
  if (by.length > MAX_BY_CHARACTERS)
    return fault('by', by.slice(0, 80), `has more than ${MAX_BY_CHARACTERS} characters: shorten it`);
  if (sources.length > MAX_SOURCES_CHARACTERS)
    return fault('sources', sources.slice(0, 80), `has more than ${MAX_SOURCES_CHARACTERS} characters: shorten it`);
  if (note.length > MAX_NOTE_CHARACTERS)
    return fault('note', note.slice(0, 80), `has more than ${MAX_NOTE_CHARACTERS} characters: shorten it`);
  return { dyad, from: fromDay, to: toDay, density: isDensity(density) ? density : 'all', by, sources, note };
}

const isDensity = (text: string): text is Density => DENSITIES.some((density) => density === text);

/** @throws ImportRefused with a sentence for every row that is at fault: a file is taken whole or not at all */
export function coverageOfCsv(text: string, countries: { has(code: string): boolean }): DeclaredStretch[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new ImportRefused(`The file is no CSV: ${messageOf(error)}.`);
  }
  const missing = REQUIRED.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0)
    throw new ImportRefused(
      `The file lacks ${missing.join(', ')}: its first line must read dyad,from,to,density,by,sources,note, and a stretch must follow.`,
    );
  const faults: string[] = [];
  const stretches = rows.flatMap(({ dyad = '', from = '', to = '', density, by, sources, note }, i) => {
    const stretch = stretchOf({ dyad, from, to, density, by, sources, note }, countries);
    if (!('message' in stretch)) return [stretch];
    faults.push(`Stretch ${i + 1}: ${stretch.field} "${stretch.value}" ${stretch.message}.`);
    return [];
  });
  if (faults.length > 0) throw new ImportRefused(faults.slice(0, 20).join('\n'));
  return stretches;
}
