/** The board as a run published it: its rows go out as they are stored, and those that a run left alone are neither written nor compressed again. */
import type { Board } from '../../models/contract/board.ts';
import { dyadName, type ReferenceData } from '../referenceData.ts';
import type { PublishedRow } from '../rollup/rollup.ts';
import { type Answer, jsonOfParts } from './answer.ts';

/** Rows of one part, some 200 kB. */
const ROWS_A_PART = 64;

interface KeptPart {
  readonly rows: readonly PublishedRow[];
  readonly bytes: Buffer;
}

/** By the first row; a row is the same object as long as no run writes another. */
const parts = new WeakMap<PublishedRow, KeptPart>();

/** @param rows in their order, one object for each row that a run wrote */
export function publishedAnswer(
  reference: ReferenceData,
  head: Omit<Board, 'dyads'>,
  rows: readonly PublishedRow[],
): Answer {
  const groups = Array.from({ length: Math.ceil(rows.length / ROWS_A_PART) }, (_, i) =>
    rows.slice(i * ROWS_A_PART, (i + 1) * ROWS_A_PART),
  );
  return jsonOfParts([
    Buffer.from(`${JSON.stringify(head).slice(0, -1)},"dyads":[`),
    ...groups.flatMap((group, i) => (i === 0 ? [partOf(reference, group)] : [COMMA, partOf(reference, group)])),
    Buffer.from(']}'),
  ]);
}

const COMMA = Buffer.from(',');

function partOf(reference: ReferenceData, rows: readonly PublishedRow[]): Buffer {
  const kept = parts.get(rows[0]!);
  if (kept?.rows.length === rows.length && rows.every((row, i) => row === kept.rows[i])) return kept.bytes;
  const bytes = Buffer.from(rows.map((row) => jsonOf(reference, row)).join(','));
  parts.set(rows[0]!, { rows, bytes });
  return bytes;
}

/** As it is stored, unless the dyad has another name since. */
function jsonOf(reference: ReferenceData, { board, json }: PublishedRow): string {
  const name = dyadName(reference, board.id);
  return name === board.name ? json : JSON.stringify({ ...board, name });
}
