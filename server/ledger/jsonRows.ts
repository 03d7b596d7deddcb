/**
 * Event rows from JSON: a list, an object with a list `events` (as the API gives it), or JSON lines. The file is never held
 * whole: a scan finds where each object begins and ends, and only that is parsed.
 */
import { COLUMNS, columnNamed } from './columns.ts';
import { ignoredColumn } from './csvRows.ts';
import { ImportRefused, type RowFault } from './ledger.ts';
import type { SourceItem } from './sourceRow.ts';

/** An event longer than this is not closed (all fields at their limits make about 15,000 characters). */
const MAX_ITEM_CHARS = 64 * 1024;

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
    yield [{ kind: 'fault', fault: { line: position + 1, id: null, field: null, value: null, message: 'The list is not closed: the file seems to be cut off here. Get it whole and import it again.' } }];
}

/**
 * Cuts JSON text into the texts of its items. A text that does not close (an open string or bracket) is given up to the end of
 * its line, and the scan goes on at the next brace, so that one broken item costs no other that stands on lines of its own.
 */
function itemScanner(): { scan(text: string): string[]; end(): { rest: string[]; cutOff: boolean } } {
  let mode: 'undecided' | 'list' | 'sequence' | 'done' = 'undecided';
  let held = '';
  let at = 0;
  let start = -1; // of the item, or -1 between items
  let depth = 0;
  let inString = false;
  let recovering = false;
  let stringStart = 0;
  let lastString = ''; // at depth 1: the member's name

  const scanHeld = (items: string[], atEnd: boolean): void => {
    const emit = (end: number): void => {
      items.push(held.slice(start, end));
      start = -1;
      depth = 0;
      inString = false;
    };
    /** Gives the open item up to the end of its first line. */
    const giveUp = (): void => {
      const newline = held.indexOf('\n', start);
      at = newline < 0 ? held.length : newline;
      emit(at);
      recovering = true;
    };
    for (;;) {
      while (at < held.length) {
        const c = held[at]!;
        if (start >= 0 && at - start > MAX_ITEM_CHARS) {
          giveUp();
          continue;
        }
        if (inString) {
          if (c === '\\') at++;
          else if (c === '"') {
            inString = false;
            if (mode === 'undecided' && depth === 1) lastString = held.slice(stringStart, at);
            if (depth === 0) emit(at + 1);
          } else if (c === '\n') {
            giveUp();
            continue;
          }
        } else if (start >= 0) {
          if (c === '"') {
            inString = true;
            stringStart = at + 1;
          } else if (c === '[' && mode === 'undecided' && depth === 1 && lastString === 'events') {
            mode = 'list';
            start = -1;
            depth = 0;
          } else if (c === '{' || c === '[') depth++;
          else if (c === '}' || c === ']') {
            if (depth > 0 && --depth === 0) {
              emit(at + 1);
              if (mode === 'undecided') mode = 'sequence';
            } else if (depth === 0) {
              emit(at); // a bare word, and the end of the list
              continue;
            }
          } else if (depth === 0 && /[\s,]/.test(c)) emit(at);
        } else if (mode === 'done') {
          at = held.length;
          continue;
        } else if (c === '{') {
          start = at;
          depth = 1;
          recovering = false;
        } else if (!recovering) {
          if (c === '[' && mode === 'undecided') mode = 'list';
          else if (c === ']' && mode === 'list') mode = 'done';
          else if (!/[\s,]/.test(c)) {
            if (mode === 'undecided') throw new ImportRefused(`This is no JSON: it begins with "${held.slice(at, at + 20)}". Give a list of events, {"events": [...]} or one object a line.`);
            start = at;
            if (c === '"') {
              inString = true;
              stringStart = at + 1;
            } else if (c === '[') depth = 1;
          }
        }
        at++;
      }
      if (!atEnd || start < 0) break;
      giveUp();
    }
    const keep = start >= 0 ? start : at;
    held = held.slice(keep);
    at -= keep;
    stringStart -= keep;
    if (start >= 0) start = 0;
  };

  return {
    scan(text) {
      const items: string[] = [];
      held += text;
      scanHeld(items, false);
      return items;
    },
    end() {
      const rest: string[] = [];
      const inItem = start >= 0;
      scanHeld(rest, true);
      if (mode === 'undecided' && rest.length === 0) throw new ImportRefused('The file holds no JSON: give a list of events, {"events": [...]} or one object a line.');
      return { rest, cutOff: mode === 'list' && !inItem && !recovering };
    },
  };
}

function rowOf(text: string, line: number, known: Set<string>): SourceItem[] {
  const fault = (message: string, field: string | null = null, id: string | null = null, value = text.slice(0, 120)): SourceItem[] => [
    { kind: 'fault', fault: { line, id, field, value, message } satisfies RowFault },
  ];
  let object: unknown;
  try {
    object = JSON.parse(text);
  } catch (error) {
    return fault(`This item is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return fault('This item is no object: write {"id": ..., "dyad": ..., "date": ...}.');
  const cells = COLUMNS.map(() => '');
  const items: SourceItem[] = [];
  const id = 'id' in object && typeof object.id === 'string' ? object.id : null;
  for (const [name, value] of Object.entries(object)) {
    const column = columnNamed(name);
    if (column === undefined) {
      if (!known.has(name)) items.push({ kind: 'remark', remark: ignoredColumn(name, line) });
      known.add(name);
      continue;
    }
    const cell = cellOf(value);
    if (cell === undefined) return fault(`${column} must be ${column === 'others' ? 'a list of codes' : 'a text or a number'}.`, column, id, JSON.stringify(value).slice(0, 120));
    cells[COLUMNS.indexOf(column)] = cell.trim();
  }
  items.push({ kind: 'row', line, cells });
  return items;
}

function cellOf(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(';');
  return undefined;
}
