/** Any CSV of acts between states, read by a mapping that says which column is what. */
import { z } from 'zod';
import type { Codebook } from '../../models/codebook.ts';
import type { Coding, Codings } from './codings.ts';
import { type FeedRow, FeedTally } from './feedRow.ts';
import { csvNamedRows } from './namedRows.ts';
import type { Place, States } from './states.ts';
import { readTable, type TableRow } from './tableRow.ts';

const column = z.string().min(1, 'name a column of the file');

/**
 * The mapping file.
 *
 * @example
 * { "name": "crisis-desk", "title": "Crisis desk", "states": "name",
 *   "columns": { "date": "When", "actor": "Who", "target": "Whom", "code": "What", "report": "Link" },
 *   "codes": { "note verbale": { "type": "protest", "polarity": 1, "severity": 2 }, "press item": null } }
 */
export const mappingSchema = z.strictObject({
  /** begins the ids of the events */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'write lower-case letters, digits and hyphens'),
  title: z.string().min(1),
  delimiter: z.string().length(1, 'write one character').default(','),
  /** how the file names states */
  states: z.enum(['iso3', 'cameo', 'name'], 'write iso3, cameo or name'),
  columns: z.strictObject({
    date: column,
    actor: column,
    target: column,
    code: column,
    /** without it, the line of the file is the row's id */
    id: column.optional(),
    report: column.optional(),
    /** the value of an act on a scale of one's own, below 0 for conflict */
    intensity: column.optional(),
  }),
  /** what each code means; null: the code says nothing about tension. "*" stands for every code that is not named */
  codes: z.record(
    z.string(),
    z
      .strictObject({
        type: z.string(),
        polarity: z.union([z.literal(1), z.literal(-1)], 'write 1 (raises tension) or -1 (lowers it)'),
        severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], 'write 1 to 5'),
        goldstein: z.number('write a number, such as -4.5; below 0 for conflict').min(-1000).max(1000).optional(),
      })
      .nullable(),
  ),
});

/** In a mapping, every code that it does not name. */
const EVERY_OTHER_CODE = '*';

export type Mapping = z.infer<typeof mappingSchema>;

export type MappingCheck =
  | { readonly mapping: Mapping; readonly codings: Codings }
  | { readonly faults: readonly string[] };

/** Checks a mapping: its form, and that its types are of the codebook. All faults are told together, each with its place. */
export function checkMapping(file: unknown, codebook: Codebook): MappingCheck {
  const parsed = mappingSchema.safeParse(file);
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}.`) };
  const { codes } = parsed.data;
  const faults = Object.entries(codes).flatMap(([code, act]) =>
    act !== null && !codebook.has(act.type) ? [`codes.${code}.type: "${act.type}" is no type of the codebook.`] : [],
  );
  if (faults.length > 0) return { faults };
  return {
    mapping: parsed.data,
    codings: new Map(
      Object.entries(codes).map(([code, meaning]): [string, Coding] => {
        if (meaning === null) return [code, { code, intensity: null, act: null }];
        const { goldstein = null, ...act } = meaning;
        return [code, { code, intensity: goldstein, act }];
      }),
    ),
  };
}

/** Reads a file by a mapping; see `readGdelt` for what is given and counted. */
export function readByMapping(
  bytes: AsyncIterable<Uint8Array>,
  mapping: Mapping,
  codings: Codings,
  states: States,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  const { columns, delimiter } = mapping;
  const required = Object.values(columns).filter((name) => name !== undefined);
  return readTable(csvNamedRows(bytes, required, tally, delimiter), columns.id, tally, (row) =>
    mappedRow(row, mapping, codings, states),
  );
}

function mappedRow(
  row: TableRow,
  { columns, states: named }: Mapping,
  codings: Codings,
  states: States,
): FeedRow | undefined {
  const day = row.day(columns.date, '2018-06-01, 6/1/2018 (month first) or 1 June 2018');
  if (day === undefined) return undefined;
  const coding = codings.get(row.cell(columns.code)) ?? codings.get(EVERY_OTHER_CODE);
  if (coding === undefined)
    return row.fault(
      'code',
      columns.code,
      'The mapping has no such code: add it under "codes", with null if it says nothing about tension, or "*" for all others.',
    );
  const intensity = columns.intensity === undefined ? '' : row.cell(columns.intensity);
  if (columns.intensity !== undefined && intensity !== '' && !/^-?\d+(\.\d+)?$/.test(intensity))
    return row.fault('field', columns.intensity, 'The intensity is no number.');
  row.tally.worldDay(day).rows++;
  const actor = row.name(columns.actor);
  const target = row.name(columns.target);
  if (actor === '' || target === '') return row.leaveOut({ why: 'noState' });
  const placeOf = (text: string): Place | string =>
    (named === 'iso3' ? states.iso3(text) : named === 'cameo' ? states.cameo(text) : states.named(text)) ?? text;
  const pair = row.pair(placeOf(actor), placeOf(target), day);
  return (
    pair &&
    row.act(day, pair, {
      actorDetail: actor,
      targetDetail: target,
      code: coding.code,
      value: intensity === '' ? null : Number(intensity),
      report: columns.report === undefined ? '' : row.cell(columns.report),
    })
  );
}

export interface MappingPreview {
  /** the first rows that would be taken */
  readonly taken: readonly FeedRow[];
  readonly tally: FeedTally;
}

/** What a mapping makes of the beginning of a file: look at it before the file is read. Reads at most a thousand rows more than `rows`. */
export async function previewMapping(
  bytes: AsyncIterable<Uint8Array>,
  mapping: Mapping,
  codings: Codings,
  states: States,
  rows = 20,
): Promise<MappingPreview> {
  const tally = new FeedTally();
  const taken: FeedRow[] = [];
  for await (const batch of readByMapping(bytes, mapping, codings, states, tally)) {
    taken.push(...batch);
    if (tally.rows >= rows) break;
  }
  return { taken: taken.slice(0, rows), tally };
}
