/** Patterns of Korean verbs and nouns, as regular expressions that take no long time on any text. */

export interface Frame {
  readonly id: string;
  readonly type: string;
  /** finds the words; not anchored, global */
  readonly pattern: RegExp;
  /** which forms behind the words make them an act that was done */
  readonly tail: 'do' | 'verb' | 'fact' | 'launch' | 'visit' | 'meet' | 'call';
}

interface FrameEntry {
  readonly type: string;
  /** `(a|b)`: one of them; `…`: up to 24 signs of the same sentence; a blank: any or none */
  readonly words: string;
  readonly tail: Frame['tail'];
}

/** The frames of the dictionary; an id is the type and the order within it. */
export function framesOf(entries: readonly FrameEntry[]): Frame[] {
  const counts = new Map<string, number>();
  return entries.map(({ type, words, tail }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return { id: `ko:${type}:${count}`, type, pattern: patternOf(words), tail };
  });
}

/** @throws SyntaxError when brackets do not close */
function patternOf(words: string): RegExp {
  const source = words
    .replaceAll('\\', '\\\\')
    .replaceAll('\\\\)', '\\)')
    .replaceAll(/[.*+?^${}[\]]/gu, '\\$&')
    .replaceAll('…', '[^.?!\\n"“”]{0,24}?')
    .replaceAll(' ', '\\s?')
    .replaceAll(/(?<!\\)\((?!\?)/gu, '(?:');
  return new RegExp(source, 'gu');
}
