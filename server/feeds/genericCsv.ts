/** Any table of acts between states, read by a mapping that says which column is what. */
import type { Codebook } from '../../models/codebook.ts';
import { EVERY_OTHER_CODE, feedMapping, type FeedMapping } from '../../models/importing/feedMapping.ts';
import type { Coding, Codings } from './codings.ts';
import { type FeedRow, FeedTally } from './feedRow.ts';
import { MappedRows } from './mappedRow.ts';
import type { NamedRow } from './namedRows.ts';
import type { States } from './states.ts';
import { tableRows } from './tableBytes.ts';
import { readTable } from './tableRow.ts';

export type MappingCheck =
  | { readonly mapping: FeedMapping; readonly codings: Codings }
  | { readonly faults: readonly string[] };

/** The severity of an act of which nothing says it: the one in the middle. */
const USUAL_SEVERITY = 3;

/** Checks a mapping: its form, and that its types are of the codebook. All faults are told together, each with its place. */
export function checkMapping(file: unknown, codebook: Codebook): MappingCheck {
  const parsed = feedMapping.safeParse(file);
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}.`) };
  const { codes } = parsed.data;
  const faults = Object.entries(codes).flatMap(([code, act]) =>
    act !== null && !codebook.has(act.type) ? [`codes.${code}.type: "${act.type}" is no type of the codebook.`] : [],
  );
  if (faults.length > 0) return { faults };
  return { mapping: parsed.data, codings: codingsOf(parsed.data, codebook) };
}

function codingsOf({ codes, columns }: FeedMapping, codebook: Codebook): Codings {
  const codings = new Map<string, Coding>();
  // What happened, in words, has no code of its own: it is coded by its type.
  if (columns.text !== undefined)
    for (const { type, polarity } of codebook.values())
      codings.set(type, { code: type, intensity: null, act: { type, polarity, severity: USUAL_SEVERITY } });
  // A value speaks for itself.
  if (columns.code === undefined && (columns.text === undefined || columns.intensity !== undefined))
    codings.set(EVERY_OTHER_CODE, { code: EVERY_OTHER_CODE, intensity: null, act: null });
  for (const [code, meaning] of Object.entries(codes)) {
    const { goldstein = null, ...act } = meaning ?? {};
    codings.set(code, { code, intensity: goldstein, act: 'type' in act ? act : null });
  }
  return codings;
}

/** Reads a file by a mapping; see `readGdelt` for what is given and counted. */
export function readByMapping(
  bytes: AsyncIterable<Uint8Array>,
  mapping: FeedMapping,
  codings: Codings,
  states: States,
  tally: FeedTally,
): AsyncGenerator<readonly FeedRow[]> {
  const { columns } = mapping;
  const required = Object.values(columns).filter((name) => name !== undefined);
  const reader = new MappedRows(mapping, codings, states);
  return readTable(learnt(tableRows(bytes, required, mapping, tally), reader), columns.id, tally, (row) =>
    reader.read(row),
  );
}

/** The first rows say how the file writes its dates. */
async function* learnt(
  batches: AsyncIterable<readonly NamedRow[]>,
  reader: MappedRows,
): AsyncGenerator<readonly NamedRow[]> {
  let isFirst = true;
  for await (const rows of batches) {
    if (isFirst) reader.learn(rows);
    isFirst = false;
    yield rows;
  }
}

export interface MappingPreview {
  /** the first rows that would be taken */
  readonly taken: readonly FeedRow[];
  readonly tally: FeedTally;
}

/** What a mapping makes of the beginning of a file: look at it before the file is read. Reads at most a thousand rows more than `rows`. */
export async function previewMapping(
  bytes: AsyncIterable<Uint8Array>,
  mapping: FeedMapping,
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
