import { ImportRefused } from './ledger.ts';

/** An event longer than this is not closed (all fields at their limits make about 15,000 characters). */
const MAX_ITEM_CHARS = 64 * 1024;

/**
 * Cuts JSON text into the texts of its items. A text that does not close (an open string or bracket) is given up to the end of
 * its line, and the scan goes on at the next brace, so that one broken item costs no other that stands on lines of its own.
 */
export function itemScanner(): { scan(text: string): string[]; end(): { rest: string[]; cutOff: boolean } } {
  let mode: 'undecided' | 'list' | 'sequence' | 'done' = 'undecided';
  let held = '';
  let at = 0;
  let start = -1; // of the item, or -1 between items
  let open: string[] = []; // the brackets that the item still has to close, innermost last
  let inString = false;
  let recovering = false;
  let stringStart = 0;
  let lastString = ''; // of a bracket's first level: the member's name

  const scanHeld = (items: string[], atEnd: boolean): void => {
    const emit = (end: number): void => {
      items.push(held.slice(start, end));
      start = -1;
      open = [];
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
            if (mode === 'undecided' && open.length === 1) lastString = held.slice(stringStart, at);
            if (open.length === 0) emit(at + 1);
          } else if (c === '\n') {
            giveUp();
            continue;
          }
        } else if (start >= 0) {
          if (c === '"') {
            inString = true;
            stringStart = at + 1;
          } else if (c === '[' && mode === 'undecided' && open.length === 1 && lastString === 'events') {
            mode = 'list';
            start = -1;
            open = [];
          } else if (c === '{' || c === '[') open.push(c === '{' ? '}' : ']');
          else if (c === '}' || c === ']') {
            if (open.length === 0) {
              emit(at); // a bare word, and the end of the list
              continue;
            }
            if (open.pop() !== c) {
              giveUp();
              continue;
            }
            if (open.length === 0) {
              emit(at + 1);
              if (mode === 'undecided') mode = 'sequence';
            }
          } else if (open.length === 0 && /[\s,]/.test(c)) emit(at);
        } else if (mode === 'done') {
          at = held.length;
          continue;
        } else if (c === '{') {
          start = at;
          open = ['}'];
          recovering = false;
        } else if (!recovering) {
          if (c === '[' && mode === 'undecided') mode = 'list';
          else if (c === ']' && mode === 'list') mode = 'done';
          else if (!/[\s,]/.test(c)) {
            if (mode === 'undecided')
              throw new ImportRefused(
                `This is no JSON: it begins with "${held.slice(at, at + 20)}". Give a list of events, {"events": [...]} or one object a line.`,
              );
            start = at;
            if (c === '"') {
              inString = true;
              stringStart = at + 1;
            } else if (c === '[') open = [']'];
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
      if (mode === 'undecided' && rest.length === 0)
        throw new ImportRefused(
          'The file holds no JSON: give a list of events, {"events": [...]} or one object a line.',
        );
      return { rest, cutOff: mode === 'list' && !inItem && !recovering };
    },
  };
}
