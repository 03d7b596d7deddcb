/** A headline in Title Case is read as a sentence: words that are no names lose their capitals, so that offsets stay. */
import { mentionsIn, type actorIndex } from './actors.ts';

const WORD = /['’]s\b|[\p{L}\p{M}][\p{L}\p{M}.]*|\p{N}+|[^\s\p{L}\p{M}\p{N}]/gu;
/** These are small in headlines. */
const SMALL =
  /^(?:a|an|the|and|or|but|nor|as|at|by|for|from|in|into|of|off|on|onto|over|per|than|to|up|via|vs|with|amid|after)$/u;
/** A headline is short. */
const MOST = 220;
const FEWEST_WORDS = 4;
const ENOUGH = 0.85;

export function withoutTitleCase(line: string, index: ReturnType<typeof actorIndex>): string {
  if (line.length > MOST) return line;
  const words = [...line.matchAll(WORD)].map(({ 0: text, index: at }) => ({ text, at }));
  const long = words.filter(({ text }) => /^\p{L}{2,}/u.test(text) && !SMALL.test(text));
  const capitals = long.filter(({ text }) => /^\p{Lu}/u.test(text));
  if (long.length < FEWEST_WORDS || capitals.length < long.length * ENOUGH) return line;
  const tokens = words.map(({ text, at }) => ({
    text,
    lower: text.toLowerCase(),
    lemma: text.toLowerCase(),
    pos: 'PROPN',
    start: at,
    end: at + text.length,
  }));
  const names = mentionsIn(tokens, index, new Map(), undefined);
  let found = line;
  tokens.forEach(({ lower, start, end, text }, i) => {
    const isName = names.some(({ from, to }) => i >= from && i < to);
    if (isName || i === 0 || lower.length !== text.length || STAYS.test(text)) return;
    found = found.slice(0, start) + lower + found.slice(end);
  });
  return found;
}

/** Days, months, and short names in capitals. */
const STAYS =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|[A-Z]{2,5})$/u;
