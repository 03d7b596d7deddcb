/** The shipped dictionaries, names and events, as a drafter gets them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { epochDay } from '../../../models/calendar.ts';
import type { DraftingWorld } from '../../../models/drafting/drafter.ts';
import type { CodedEvent, Severity } from '../../../models/event.ts';
import { loadDictionary } from '../../../server/drafting/dictionaryFiles.ts';
import { loadReferenceData } from '../../../server/referenceData.ts';

const root = dirname(fileURLToPath(new URL('../../', import.meta.url)));
const reference = await loadReferenceData(root);

export const dictionary = await loadDictionary(root);

const list = (text: string | undefined): string[] => (text ?? '').split(';').filter((item) => item !== '');

const eventOf = (row: Record<string, string>): CodedEvent => ({
  id: row['id']!,
  dyad: row['dyad']!,
  day: epochDay(row['date']!),
  datePrecision: row['date_precision'] === 'month' ? 'month' : 'day',
  actor: row['actor']!,
  target: row['target']!,
  others: list(row['others']),
  role: row['role'] === 'indirect' ? 'indirect' : 'direct',
  type: row['type']!,
  cameo: row['cameo']!,
  polarity: row['polarity'] === '-1' ? -1 : 1,
  severity: Number(row['severity']) as Severity,
  verified: row['verified'] === 'yes',
  summary: row['summary']!,
  sourceName: row['source_name']!,
  sourceUrl: row['source_url']!,
  sourceDate: row['source_date']!,
  note: row['note']!,
});

const events = readdirSync(`${root}/data/events`)
  .filter((file) => file.endsWith('.csv'))
  .flatMap((file) =>
    parse<Record<string, string>>(readFileSync(`${root}/data/events/${file}`), { columns: true, bom: true }).map(
      eventOf,
    ),
  );

/** All shipped dyads and events. */
export const world: DraftingWorld = {
  codebook: reference.codebook,
  names: reference.names,
  dyads: [...reference.dyads.keys()],
  events,
};
