/** Files of codes in the long form: one row a unit and coder, one column a field. data/two-coder.csv is such a file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Code, type FieldAgreement, fieldAgreement, type Scale } from '../models/agreement/agreement.ts';
import { SEVERITIES } from '../models/event.ts';
import { projectRoot } from './projectRoot.ts';

/** A file that cannot be read as codes; the message is a sentence with the remedy. */
export class CodesUnreadable extends Error {
  override name = 'CodesUnreadable';
}

export const shippedCodesFile = (): string => join(projectRoot(), 'data/two-coder.csv');

/** What a field is measured by: severity has grades, everything else has names. */
export const scaleOf = (field: string): Scale =>
  field === 'severity' ? { values: SEVERITIES.map(String), isOrdered: true } : { isOrdered: false };

/**
 * The codes of a file by field; where the file has a column `round`, by round and field (`round5.type`), since each round has units of its own.
 *
 * @throws CodesUnreadable
 */
export async function readCodes(file: string): Promise<Map<string, Code[]>> {
  let rows: Record<string, string>[];
  try {
    rows = parse<Record<string, string>>(await readFile(file), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new CodesUnreadable(
      `${file} cannot be read as CSV: ${error instanceof Error ? error.message : String(error)}. Give a file with the columns unit (or event_id), coder, and one for each field.`,
    );
  }
  const header = Object.keys(rows[0] ?? {});
  const unitColumn = ['event_id', 'unit'].find((column) => header.includes(column));
  if (unitColumn === undefined || !header.includes('coder'))
    throw new CodesUnreadable(
      `${file} has no column ${unitColumn === undefined ? 'event_id or unit' : 'coder'}: give one row a unit and coder.`,
    );
  const fields = header.filter((column) => ![unitColumn, 'coder', 'round'].includes(column));
  const codes = new Map<string, Code[]>();
  for (const row of rows)
    for (const field of fields) {
      const value = row[field]!;
      if (value === '') continue; // left out by this coder
      const key = row['round'] === undefined ? field : `round${row['round']}.${field}`;
      const list = codes.get(key) ?? [];
      list.push({ unit: row[unitColumn]!, coder: row['coder']!, value });
      codes.set(key, list);
    }
  return codes;
}

/** The agreement of a file, field by field. @throws CodesUnreadable */
export async function agreementOfFile(file: string): Promise<Record<string, FieldAgreement>> {
  const codes = await readCodes(file);
  try {
    return Object.fromEntries(
      [...codes].map(([key, list]) => [key, fieldAgreement(list, scaleOf(key.slice(key.lastIndexOf('.') + 1)))]),
    );
  } catch (error) {
    if (error instanceof RangeError) throw new CodesUnreadable(`${file}: ${error.message}`);
    throw error;
  }
}
