/**
 * Cuts a CSV file into raw records of whole lines before it is parsed, so that each row knows the exact line on which it begins,
 * and a stray quote costs its own row and no other.
 */

/** A record longer than this has an open quote (all fields at their limits make about 40 kB). */
export const MAX_RECORD_BYTES = 64 * 1024;
export const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** One or more whole lines that hold an even number of quotes: a record, unless a stray quote has run several together. */
export interface RawRecord {
  readonly bytes: Buffer;
  /** the line on which it begins, from 1 */
  readonly line: number;
  /** a single line that is no record: a quote on it is never closed, or it does not end (then `bytes` are its beginning) */
  readonly broken?: 'open quote' | 'endless line';
}

/** Cuts blocks into raw records; blank lines are left out. */
export function recordCutter(): { cut(block: Buffer): RawRecord[]; end(): RawRecord[] } {
  let held: Buffer = Buffer.alloc(0);
  let line = 1;
  let skippingLine = false; // the rest of an endless one
  let returnsEndLines: boolean | undefined;

  const cutHeld = (atEnd: boolean): RawRecord[] => {
    const found: RawRecord[] = [];
    let start = 0; // of the record
    let from = 0; // of the line
    let lines = 0; // whole lines of the record so far
    let quotes = 0;
    let nextQuote = -1;
    const take = (end: number, broken?: RawRecord['broken']): void => {
      const bytes = held.subarray(start, end);
      if (!isBlank(bytes)) found.push(broken ? { bytes, line, broken } : { bytes, line });
      line += broken ? 1 : lines;
      start = from = end;
      lines = quotes = 0;
      if (broken) nextQuote = -1; // the scan goes back
    };
    if (skippingLine) {
      const newline = held.indexOf(NEWLINE);
      start = from = newline < 0 ? held.length : newline + 1;
      skippingLine = newline < 0;
    }
    while (from < held.length) {
      const newline = held.indexOf(NEWLINE, from);
      const tooLong = (newline < 0 ? held.length : newline) - start > MAX_RECORD_BYTES;
      if (newline < 0 && !atEnd) {
        if (!tooLong) break;
        if (lines > 0) take(lineEnd(held, start), 'open quote');
        else {
          take(held.length, 'endless line');
          skippingLine = true;
        }
        continue;
      }
      const end = newline < 0 ? held.length : newline + 1;
      for (;;) {
        if (nextQuote < 0) nextQuote = quoteFrom(held, from);
        if (nextQuote >= end) break;
        quotes++;
        nextQuote = quoteFrom(held, nextQuote + 1);
      }
      lines++;
      from = end;
      if (quotes % 2 === 0) take(end);
      // The quote of the first line is never closed: that line is given up, and the next begins a new record.
      else if (tooLong || (atEnd && end === held.length)) take(lineEnd(held, start), 'open quote');
    }
    held = held.subarray(start);
    return found;
  };

  return {
    cut(block) {
      // Files of old Macs end their lines with a return alone.
      returnsEndLines ??= block.includes(RETURN) && !block.includes(NEWLINE);
      if (returnsEndLines)
        for (let at = block.indexOf(RETURN); at >= 0; at = block.indexOf(RETURN, at + 1)) block[at] = NEWLINE;
      held = held.length > 0 ? Buffer.concat([held, block]) : block;
      return cutHeld(false);
    },
    end: () => cutHeld(true),
  };
}

function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline < 0 ? bytes.length : newline + 1;
}

/** The place of the next quote, or the end: remembered by the caller, because a file may have few. */
function quoteFrom(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(QUOTE, from);
  return at < 0 ? bytes.length : at;
}

export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === NEWLINE || byte === RETURN || byte === 0x20 || byte === 0x09);
}

export function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = lineEnd(bytes, from);
    lines.push(bytes.subarray(from, end));
    from = end;
  }
  return lines;
}
