/**
 * Event rows from JSON: a list, an object with a list `events` (as the API gives it), or JSON lines. The file is never held
 * whole: a scan finds where each object begins and ends (jsonItems.ts), and only that is parsed.
 */
import { messageOf } from '../../models/errorMessage.ts';
import { COLUMNS, columnNamed } from '../../models/importing/columns.ts';
import { itemScanner } from './jsonItems.ts';
import type { RowFault } from './ledger.ts';
import { ignoredColumn, type SourceItem } from './sourceRow.ts';

/** An unknown member is remarked on once; a file that makes up a new name in every row must not fill the memory with them. */
const MAX_UNKNOWN_NAMES = 1000;

/**
 * Reads the rows of a JSON file, given as blocks of UTF-8. `line` is the position in the list, from 1.
 *
 * @throws ImportRefused when the file does not begin like JSON.
 */
export async function* jsonRows(blocks: AsyncIterable<Buffer>): AsyncGenerator<SourceItem[]> {
  const decoder = new TextDecoder();
  const scanner = itemScanner();
  const known = new Set<string>();
  let position = 0;
  const read = (texts: string[]): SourceItem[] => texts.flatMap((text) => rowOf(text, ++position, known));
  for await (const block of blocks) yield read(scanner.scan(decoder.decode(block, { stream: true })));
  yield read(scanner.scan(decoder.decode()));
  const { rest, cutOff } = scanner.end();
  yield read(rest);
  if (cutOff)
    yield [
      {
        kind: 'fault',
        fault: {
          line: position + 1,
          id: null,
          field: null,
          value: null,
          message: 'The list is not closed: the file seems to be cut off here. Get it whole and import it again.',
        },
      },
    ];
}

function rowOf(text: string, line: number, known: Set<string>): SourceItem[] {
  const fault = (
    message: string,
    field: string | null = null,
    id: string | null = null,
    value = text.slice(0, 120),
  ): SourceItem[] => [{ kind: 'fault', fault: { line, id, field, value, message } satisfies RowFault }];
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch (error) {
    return fault(`This item is no JSON: ${messageOf(error)}.`);
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    return fault('This item is no object: write {"id": ..., "dyad": ..., "date": ...}.');
  const cells = COLUMNS.map(() => '');
  const items: SourceItem[] = [];
  const id = 'id' in object && typeof object.id === 'string' ? object.id : null;
  for (const [name, value] of Object.entries(object)) {
    const column = columnNamed(name);
    if (column === undefined) {
      if (known.has(name)) continue;
      items.push({ kind: 'remark', remark: ignoredColumn(name, line) });
      if (known.size < MAX_UNKNOWN_NAMES) known.add(name);
      continue;
    }
    const cell = cellOf(value);
    if (cell === undefined)
      return fault(
        `${column} must be ${column === 'others' ? 'a list of codes' : 'a text or a number'}.`,
        column,
        id,
        JSON.stringify(value).slice(0, 120),
      );
    cells[COLUMNS.indexOf(column)] = cell.trim();
  }
  items.push({ kind: 'row', line, cells });
  return items;
}

/** A value of JSON as a cell; `undefined` for one that is none. */
export function cellOf(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(';');
  return undefined;
}
