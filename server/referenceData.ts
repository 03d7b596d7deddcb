/**
 * The reference data: the files of data/ and models/definitions/ that say what codes, names and models mean. They are read
 * and checked once, at the edge; whatever holds a `ReferenceData` may trust it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CATEGORIES, codebookOf, type Codebook } from '../models/codebook.ts';
import { epochDay } from '../models/calendar.ts';
import { canonicalDyad, sidesOf } from '../models/dyad.ts';
import { NAME_KINDS, type NameTable, nameTable, type StateName } from '../models/names.ts';
import type { StateSpan } from '../models/stateSpan.ts';
import { type Language, WORDS } from '../client/words/words.ts';
import { type Rubric, rubricOf } from './rubric.ts';
import type { Judgement } from '../models/judgement.ts';
import { reasonOf } from '../models/errorMessage.ts';
import type { LoadedModel } from '../models/model.ts';
import { loadModels, type ModelFileFault } from './modelFiles.ts';
import type { GoldsteinTable } from '../models/methods/goldstein.ts';

export interface Country {
  /** ISO 3166 alpha-3, or EU, UN, NATO */
  readonly code: string;
  /** ISO 3166 alpha-2; empty where there is none */
  readonly iso2: string;
  readonly name: string;
  readonly nameKo: string;
  /** country codes of GDELT's places and actors; empty where there is none */
  readonly fips: string;
  readonly cameo: string;
  /** former: a state with a series of its own that none continues */
  readonly kind: 'state' | 'territory' | 'organisation' | 'former';
}

export type Countries = ReadonlyMap<string, Country>;

/** What is known of a dyad that is coded by hand. */
export interface DyadNote {
  readonly dyad: string;
  readonly sideA: string;
  readonly sideB: string;
  readonly title: string;
  /** what an indirect act means in this dyad */
  readonly indirectNote: string;
  /** ISO dates; empty when nothing is coded */
  readonly codedFrom: string;
  readonly codedThrough: string;
  readonly coverageNote: string;
  readonly watched: boolean;
}

/** The Goldstein values of CAMEO codes, by the source whose table it is: never score one source with the other's. */
export interface GoldsteinTables {
  readonly gdelt: GoldsteinTable;
  readonly icews: GoldsteinTable;
}

export interface ReferenceData {
  readonly codebook: Codebook;
  /** what each severity means, type by type */
  readonly rubric: Rubric;
  readonly countries: Countries;
  /** all names of states, and the rows and spans of which the table is made */
  readonly names: NameTable;
  readonly stateNames: readonly StateName[];
  readonly stateSpans: readonly StateSpan[];
  readonly dyads: ReadonlyMap<string, DyadNote>;
  readonly judgements: readonly Judgement[];
  /** by name, the newest version of each name first; replaced as a whole when a model is saved */
  models: readonly LoadedModel[];
  readonly goldstein: GoldsteinTables;
  /** definitions that were left out; the good versions of their names stay in `models` */
  modelFaults: readonly ModelFileFault[];
}

/** Reference data that cannot be trusted; the message lists every fault with its file and line. */
export class ReferenceDataError extends Error {
  override name = 'ReferenceDataError';
}

const yesNo = z.enum(['yes', 'no'], 'write yes or no').transform((text) => text === 'yes');
const isoDate = z.iso.date('write a calendar date such as 2024-04-05');
const dyadId = z
  .string()
  .refine((text) => sidesOf(text) !== undefined, 'write two ISO alpha-3 codes in alphabetical order, such as KOR-RUS');
const text = z.string();
const name = z.string().min(1, 'must not be empty');

const codebookRow = z.object({
  type: z.string().regex(/^[a-z][a-z0-9_]*$/, 'write lower-case letters, digits and underscores'),
  category: z.enum(CATEGORIES, `use one of ${CATEGORIES.join(', ')}`),
  polarity: z
    .enum(['1', '-1'], 'write 1 (raises tension) or -1 (lowers it)')
    .transform((value) => (value === '1' ? (1 as const) : (-1 as const))),
  cameo: z.string().regex(/^\d{2,4}$/, 'write a CAMEO code with its leading zeros, such as 042'),
  label: name,
  definition: name,
  mutual: yesNo,
});

const countryRow = z
  .object({
    iso3: z.string().regex(/^[A-Z]{2,4}$/, 'write an ISO alpha-3 code'),
    iso2: text,
    name,
    name_ko: name,
    fips: text,
    cameo: text,
    kind: z.enum(['state', 'territory', 'organisation', 'former'], 'write state, territory, organisation or former'),
  })
  .transform(({ iso3: code, name_ko: nameKo, ...rest }): Country => ({ code, nameKo, ...rest }));

const dayOrNone = isoDate.or(z.literal('')).transform((value) => (value === '' ? undefined : epochDay(value)));
const nameRow = z.object({
  iso3: z.string().regex(/^([A-Z]{2,4})?$/, 'write an ISO alpha-3 code, or nothing'),
  name,
  kind: z.enum(NAME_KINDS, `write one of ${NAME_KINDS.join(', ')}`),
  language: z.enum(['en', 'ko', 'de', 'fr'], 'write en, ko, de or fr'),
  from: dayOrNone,
  to: dayOrNone,
});

const stateRow = z
  .object({
    code: z.string().regex(/^[A-Z]{3}$/, 'write three capital letters'),
    from: dayOrNone,
    until: dayOrNone,
    becomes: text,
  })
  .transform(({ code, from = -Infinity, until = Infinity, becomes }): StateSpan => ({ code, from, until, becomes }));

const dyadRow = z
  .object({
    dyad: dyadId,
    side_a: name,
    side_b: name,
    title: name,
    indirect_note: text,
    coded_from: isoDate.or(z.literal('')),
    coded_through: isoDate.or(z.literal('')),
    coverage_note: text,
    watched: yesNo,
  })
  .transform((row): DyadNote => ({
    dyad: row.dyad,
    sideA: row.side_a,
    sideB: row.side_b,
    title: row.title,
    indirectNote: row.indirect_note,
    codedFrom: row.coded_from,
    codedThrough: row.coded_through,
    coverageNote: row.coverage_note,
    watched: row.watched,
  }));

const goldsteinValue = z
  .string()
  .refine(
    (text) => text === '' || (text.trim() !== '' && Math.abs(Number(text)) <= 10),
    'write a number from -10 to 10, or nothing where the source has no such code',
  )
  .transform((text) => (text === '' ? undefined : Number(text)));
const goldsteinRow = z
  .object({
    code: z.string().regex(/^\d{2,4}$/, 'write a CAMEO code with its leading zeros, such as 042'),
    goldstein_gdelt: goldsteinValue,
    goldstein_icews: goldsteinValue,
  })
  .transform((row) => ({ code: row.code, gdelt: row.goldstein_gdelt, icews: row.goldstein_icews }));

const statistic = z.enum(['mean', 'max'], 'write mean or max');
const judgementRow = z
  .object({
    id: name,
    dyad: dyadId,
    higher_from: isoDate,
    higher_to: isoDate,
    higher_stat: statistic,
    lower_from: isoDate,
    lower_to: isoDate,
    lower_stat: statistic,
    statement: name,
    source_name: text,
    source_url: text,
  })
  .refine(
    (row) => row.higher_from <= row.higher_to && row.lower_from <= row.lower_to,
    'a period ends before it begins: exchange its dates',
  )
  .transform((row): Judgement => ({
    id: row.id,
    dyad: row.dyad,
    higher: { from: row.higher_from, to: row.higher_to, statistic: row.higher_stat },
    lower: { from: row.lower_from, to: row.lower_to, statistic: row.lower_stat },
    statement: row.statement,
    sourceName: row.source_name,
    sourceUrl: row.source_url,
  }));

/**
 * Reads all reference data below the project's root.
 *
 * A faulty table stops the load, because a wrong codebook or country list would misread every event. A faulty model does
 * not: it is left out and named in `modelFaults`, so that the last good version of it keeps serving.
 *
 * @throws ReferenceDataError naming file, line, column, value and remedy of every fault in the tables.
 */
export async function loadReferenceData(root: string): Promise<ReferenceData> {
  const faults: string[] = [];
  const read = <Row>(file: string, schema: z.ZodType<Row>, keyOf: (row: Row) => string) =>
    readTable(root, file, schema, keyOf, faults);
  const types = await read('data/codebook.csv', codebookRow, (row) => row.type);
  const countries = await read('data/countries.csv', countryRow, (row) => row.code);
  const otherNames = await read('data/names.csv', nameRow, ({ iso3, name, from }) => `${iso3} ${name} ${from}`);
  const stateSpans = await read('data/feeds/states.csv', stateRow, ({ code, from }) => `${code} ${from}`);
  const dyads = await read('data/dyads.csv', dyadRow, (row) => row.dyad);
  const judgements = await read('data/judgements.csv', judgementRow, (row) => row.id);
  const goldstein = await read('data/cameo.csv', goldsteinRow, (row) => row.code);
  const listed = new Set(countries.map(({ code }) => code));
  const codes = new Set([...countries, ...stateSpans].map(({ code }) => code));
  for (const { iso3, name } of otherNames)
    if (iso3 !== '' && !codes.has(iso3))
      faults.push(
        `data/names.csv: "${name}" is given the code "${iso3}", which is no state of data/countries.csv or data/feeds/states.csv.`,
      );
  const rubric = rubricOf(
    await readFile(join(root, 'data/severity.md'), 'utf8').catch((error: unknown) => {
      faults.push(`data/severity.md cannot be read: ${reasonOf(error)}.`);
      return '';
    }),
    types.map(({ type }) => type),
    faults,
  );
  if (faults.length > 0) throw new ReferenceDataError(faults.join('\n'));
  const stateNames = [
    ...countries.flatMap(namesOf),
    ...stateSpans.flatMap(({ code }) => (listed.has(code) ? [] : codeName(code))),
    ...otherNames,
  ];
  const codebook = codebookOf(types);
  return {
    codebook,
    rubric,
    countries: new Map(countries.map((country) => [country.code, country])),
    names: nameTable(stateNames, stateSpans),
    stateNames,
    stateSpans,
    dyads: new Map(dyads.map((note) => [note.dyad, note])),
    judgements,
    goldstein: { gdelt: valuesOf(goldstein, 'gdelt'), icews: valuesOf(goldstein, 'icews') },
    ...(await loadModels(root, codebook)),
  };
}

const codeName = (code: string): StateName => ({
  iso3: code,
  name: code,
  kind: 'code',
  from: undefined,
  to: undefined,
});

/** The names that the list of countries has itself. */
function namesOf({ code, iso2, name, nameKo, kind }: Country): StateName[] {
  const named = (text: string, of: StateName['kind']): StateName[] =>
    text === '' ? [] : [{ iso3: code, name: text, kind: of, from: undefined, to: undefined }];
  const codeKind = kind === 'organisation' ? 'short' : 'code';
  return [
    ...named(name, 'name'),
    ...named(nameKo, 'name'),
    ...named(code, codeKind),
    ...(code === iso2 ? [] : named(iso2, codeKind)),
  ];
}

function valuesOf(rows: readonly z.output<typeof goldsteinRow>[], source: keyof GoldsteinTables): GoldsteinTable {
  return new Map(rows.flatMap((row) => (row[source] === undefined ? [] : [[row.code, row[source]]])));
}

/** The name of a state in a language; of a code that is no state, the code. */
export function countryName(countries: ReferenceData['countries'], code: string, language: Language = 'en'): string {
  const country = countries.get(code);
  return country ? WORDS[language].language.stateName(country) : code;
}

/** What a reader calls a dyad: in English its title in dyads.csv; else the names of the two states, or else the codes. */
export function dyadName(
  reference: Pick<ReferenceData, 'dyads' | 'countries'>,
  dyad: string,
  language: Language = 'en',
): string {
  const title = reference.dyads.get(dyad)?.title;
  if (language === 'en' && title !== undefined) return title;
  const sides = sidesOf(canonicalDyad(dyad) ?? dyad);
  return sides ? sides.map((code) => countryName(reference.countries, code, language)).join(' – ') : dyad;
}

async function readTable<Row>(
  root: string,
  file: string,
  schema: z.ZodType<Row>,
  keyOf: (row: Row) => string,
  faults: string[],
): Promise<Row[]> {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(await readFile(join(root, file)), { columns: true, bom: true, info: true });
  } catch (error) {
    faults.push(`${file} cannot be read: ${reasonOf(error)}.`);
    return [];
  }
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const { record, info } of records) {
    const parsed = schema.safeParse(record);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const column = issue.path.join('.');
        faults.push(
          `${file}, line ${info.lines}${column && `, column ${column}: "${record[column] ?? ''}"`}: ${issue.message}.`,
        );
      }
      continue;
    }
    const key = keyOf(parsed.data);
    if (seen.has(key)) faults.push(`${file}, line ${info.lines}: "${key}" stands there for the second time: keep one.`);
    seen.add(key);
    rows.push(parsed.data);
  }
  return rows;
}
