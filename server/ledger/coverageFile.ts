/** Coverage from a file: columns dyad, from, to, density, by, sources, note. */
import { parse } from 'csv-parse/sync';
import { dayOfMs, FIRST_DATE, parseDay, toIsoDate } from '../../models/calendar.ts';
import { DENSITIES, type Density } from '../../models/stretch.ts';
import { canonicalDyad, sidesOf } from '../../models/dyad.ts';
import { messageOf } from '../../models/errorMessage.ts';
import { textFault } from '../../models/textFault.ts';
import { type DeclaredStretch, ImportRefused } from './ledger.ts';

const REQUIRED = ['dyad', 'from', 'to'] as const;
const MAX_BY_CHARACTERS = 200;
const MAX_SOURCES_CHARACTERS = 400;
const MAX_NOTE_CHARACTERS = 1000;

export const NO_DYAD = 'is no dyad: write the codes of two states, such as KOR-RUS';

/** Whether both sides of a dyad, as it is kept, are codes of the list. */
export const isDyadOf = (dyad: string, countries: { has(code: string): boolean }): boolean =>
  sidesOf(dyad)?.every((side) => countries.has(side)) === true;

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

/** The last day (epoch) of which it can be said that it was looked at: tomorrow in UTC, because it is tomorrow somewhere already. */
export const lastDeclarable = (now: Date): number => dayOfMs(now.getTime()) + 1;

/**
 * Either the stretch, or a sentence that says what is wrong with which field.
 *
 * @param latest the last day (epoch) that a stretch may have; Infinity: any
 */
export function stretchOf(
  { dyad: given, from, to, density = '', by = '', sources = '', note = '' }: GivenStretch,
  countries: { has(code: string): boolean },
  latest: number,
): DeclaredStretch | { readonly field: keyof GivenStretch; readonly value: string; readonly message: string } {
  const fault = (field: keyof GivenStretch, value: string, message: string) => ({ field, value, message });
  const dyad = canonicalDyad(given);
  if (dyad === undefined || !isDyadOf(dyad, countries)) return fault('dyad', given, NO_DYAD);
  const [fromDay, toDay] = [parseDay(from), parseDay(to)];
  if (toDay === undefined) return fault('to', to, 'is no date: write the last day as YYYY-MM-DD');
  if (fromDay === undefined) return fault('from', from, 'is no date: write the first day as YYYY-MM-DD');
  if (fromDay < parseDay(FIRST_DATE)!)
    return fault('from', from, `lies before ${FIRST_DATE}, where no series begins: check the year`);
  if (fromDay > toDay) return fault('from', from, `lies after the last day, ${to}: give an earlier one`);
  if (toDay > latest)
    return fault(
      'to',
      to,
      `lies in the future: write ${toIsoDate(latest - 1)} or an earlier day, for a day is looked at when it has come`,
    );
  if (density !== '' && !isDensity(density))
    return fault('density', density, `is none of ${DENSITIES.join(', ')}: write how densely the days were looked at`);
  if (by.length > MAX_BY_CHARACTERS)
    return fault('by', by.slice(0, 80), `has more than ${MAX_BY_CHARACTERS} characters: shorten it`);
  if (sources.length > MAX_SOURCES_CHARACTERS)
    return fault('sources', sources.slice(0, 80), `has more than ${MAX_SOURCES_CHARACTERS} characters: shorten it`);
  if (note.length > MAX_NOTE_CHARACTERS)
    return fault('note', note.slice(0, 80), `has more than ${MAX_NOTE_CHARACTERS} characters: shorten it`);
  for (const [field, text] of [
    ['by', by],
    ['sources', sources],
    ['note', note],
  ] as const) {
    const wrong = textFault(text, field === 'note');
    if (wrong !== undefined) return fault(field, text.slice(0, 80), wrong.replace(/\.$/, ''));
  }
  return { dyad, from: fromDay, to: toDay, density: isDensity(density) ? density : 'all', by, sources, note };
}

const isDensity = (text: string): text is Density => DENSITIES.some((density) => density === text);

/** @param latest as of `stretchOf` @throws ImportRefused with a sentence for every row that is at fault: a file is taken whole or not at all */
export function coverageOfCsv(
  text: string,
  countries: { has(code: string): boolean },
  latest: number,
): DeclaredStretch[] {
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
    const stretch = stretchOf({ dyad, from, to, density, by, sources, note }, countries, latest);
    if (!('message' in stretch)) return [stretch];
    faults.push(`Stretch ${i + 1}: ${stretch.field} "${stretch.value}" ${stretch.message}.`);
    return [];
  });
  if (faults.length > 0) throw new ImportRefused(faults.slice(0, 20).join('\n'));
  return stretches;
}
