/** The tables of data/ that readers of feeds go by. They are read and checked once; data/feeds/README.md explains them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Severity, SEVERITIES } from '../../models/event.ts';
import { type ReferenceData, ReferenceDataError } from '../referenceData.ts';
import { CameoCodings, type Coding, type Codings } from './codings.ts';
import { States } from './states.ts';

export interface FeedTables {
  readonly states: States;
  /** CAMEO with the Goldstein values that GDELT prints */
  readonly gdelt: CameoCodings;
  /** CAMEO with those of ICEWS: four of 311 codes differ */
  readonly icews: CameoCodings;
  readonly plover: Codings;
  readonly acled: Codings;
  readonly ucdp: Codings;
  /** states whose names machine coders confuse, by code */
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

const text = z.string();
const number = z
  .string()
  .regex(/^(-?\d+(\.\d+)?)?$/, 'write a number, or nothing')
  .transform((value) => (value === '' ? null : Number(value)));
const placeRow = z.object({ code: text, becomes: text, meaning: text });
const cowRow = z.object({ code: text, abbreviation: text, becomes: text });
const textRow = z.object({ code: text, text });
const siblingRow = z.object({
  code: text.regex(/^[A-Z]{3}$/, 'write three capital letters'),
  sibling: text.regex(/^[A-Z]{3}$/, 'write three capital letters'),
  note: text,
});
/** @throws ReferenceDataError naming file, line, column, value and remedy of every fault. */
export async function loadFeedTables(
  root: string,
  { codebook, countries, stateNames, stateSpans }: ReferenceData,
): Promise<FeedTables> {
  const faults: string[] = [];
  const read = <Row>(file: string, schema: z.ZodType<Row>) => readTable(root, file, schema, faults);
  const places = await read('data/feeds/cameo-places.csv', placeRow);
  const siblings = await read('data/feeds/siblings.csv', siblingRow);
  const cow = await read('data/feeds/cow.csv', cowRow);
  const icewsTexts = await read('data/feeds/icews-texts.csv', textRow);
  const codings = async (file: string, intensityColumn?: string): Promise<Codings> => {
    const rows = await read(file, codingRow(codebook.keys(), intensityColumn));
    return new Map(rows.map((row) => [row.code, row]));
  };
  const tables = {
    states: new States(countries, stateSpans, places, stateNames, cow),
    gdelt: new CameoCodings(await codings('data/cameo.csv', 'goldstein_gdelt')),
    icews: new CameoCodings(
      await codings('data/cameo.csv', 'goldstein_icews'),
      new Map(icewsTexts.map(({ code, text: label }) => [label.toLowerCase(), code])),
    ),
    plover: await codings('data/feeds/plover.csv', 'score'),
    acled: await codings('data/feeds/acled.csv'),
    ucdp: await codings('data/feeds/ucdp.csv'),
    siblings: siblingsOf(siblings),
  };
  const known = (code: string): boolean => tables.states.iso3(code) !== undefined;
  for (const { becomes, code } of [...stateSpans, ...places, ...cow])
    if (becomes !== '' && !known(becomes))
      faults.push(`data/feeds: ${code} becomes "${becomes}", which is no state of data/countries.csv.`);
  for (const code of tables.siblings.keys())
    if (!known(code))
      faults.push(`data/feeds/siblings.csv: "${code}" is no state of data/countries.csv or data/feeds/states.csv.`);
  if (faults.length > 0) throw new ReferenceDataError(faults.join('\n'));
  return tables;
}

/** Both ways: each is the other's sibling. */
function siblingsOf(rows: readonly { readonly code: string; readonly sibling: string }[]): Map<string, string[]> {
  const siblings = new Map<string, string[]>();
  for (const { code, sibling } of rows) {
    siblings.set(code, [...(siblings.get(code) ?? []), sibling]);
    siblings.set(sibling, [...(siblings.get(sibling) ?? []), code]);
  }
  return siblings;
}

function codingRow(types: Iterable<string>, intensityColumn: string | undefined): z.ZodType<Coding> {
  const known = new Set(types);
  return z.record(z.string(), z.string()).transform((row, context): Coding => {
    const { code = '', type = '', polarity = '', severity = '' } = row;
    const intensity = number.safeParse(intensityColumn === undefined ? '' : row[intensityColumn]);
    const fault = (column: string, message: string) => context.addIssue({ code: 'custom', path: [column], message });
    if (code === '') fault('code', 'must not be empty');
    if (!intensity.success) fault(intensityColumn ?? '', 'write a number, or nothing');
    const coding = { code, intensity: intensity.data ?? null };
    if (type === '' && polarity === '' && severity === '') return { ...coding, act: null };
    if (!known.has(type)) fault('type', 'is no type of data/codebook.csv');
    if (polarity !== '1' && polarity !== '-1') fault('polarity', 'write 1 or -1');
    const grade = SEVERITIES.find((value): value is Severity => String(value) === severity);
    if (grade === undefined) fault('severity', 'write 1 to 5');
    return { ...coding, act: { type, polarity: polarity === '1' ? 1 : -1, severity: grade ?? 3 } };
  });
}

async function readTable<Row>(root: string, file: string, schema: z.ZodType<Row>, faults: string[]): Promise<Row[]> {
  const records = parse<Record<string, string>>(await readFile(join(root, file)), { columns: true, bom: true });
  return records.flatMap((record, i) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return [parsed.data];
    for (const { path, message } of parsed.error.issues)
      faults.push(`${file}, row ${i + 2}, column ${path.join('.')}: "${record[path.join('.')] ?? ''}": ${message}.`);
    return [];
  });
}
