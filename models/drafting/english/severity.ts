/** What English words say of how severe an act is. */
import { severityOf, type Severity } from '../severity.ts';

const KINDS = [
  / (?:ship|vessel|tanker|yacht|aircraft) /u,
  / (?:company|firm|entity|bank|organization|organisation|group|network|agency|institution|business|institute) /u,
  / (?:individual|person|people|official|head|member|businessman|citizen|national|executive|tycoon|oligarch|lawmaker|leader|commander|officer|minister|worker|scientist|banker|judge|general|trader) /u,
];

/** @param words base forms of the phrases around the act, in order */
export function severityIn(type: string, words: readonly string[], isLeader: boolean): Severity | undefined {
  const text = ` ${words.join(' ')} `;
  const has = (pattern: RegExp): boolean => pattern.test(text);
  return severityOf(type, {
    count: countIn(words),
    // "two two ships": a word counts for one kind
    kinds: KINDS.filter(has).length,
    isSector: has(/ (?:sector|banking|central bank|oil|gas|energy|industry) /u),
    envoy: has(/ (?:charge|chargé|deputy|counsellor|counselor|minister-counselor) /u)
      ? 'deputy'
      : has(/ (?:ambassador|envoy|high commissioner|head of mission) /u)
        ? 'ambassador'
        : undefined,
    isBreak: has(/ (?:sever|break|cut) .{0,40}(?:relation|tie) /u),
    isThermonuclear: has(/ (?:thermonuclear|hydrogen|largest|large|powerful) /u),
    range: has(/ (?:icbm|intercontinental) /u)
      ? 'intercontinental'
      : has(/ (?:intermediate|intermediate-range|space|satellite)/u)
        ? 'intermediate'
        : has(/ short-range /u)
          ? 'short'
          : undefined,
    isOver: has(/ over (?:japan|the) /u),
    isSeveral: has(/ (?:two|three|several|multiple|\d+) /u),
    speaker: isLeader ? 'leader' : has(/ (?:ministry|spokesman|spokeswoman|spokesperson) /u) ? 'ministry' : undefined,
    isFormal: has(/ (?:note|formal) /u),
    isEnmity: has(/ (?:declare|label|call|brand) .{0,30}(?:enemy|war) /u),
    isAll: has(/ all (?:remaining )?sanction /u),
  });
}

const NUMBERS = new Map(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [word, i + 1]),
);
/** Words for more than anybody counts. */
const MANY = /^(?:dozen|dozens|scores?|hundreds?|thousands?)$/u;

function countIn(words: readonly string[]): number | undefined {
  for (const word of words) {
    const count =
      NUMBERS.get(word) ?? (/^\d{1,3}(?:,?\d{3})*$/u.test(word) ? Number(word.replaceAll(',', '')) : undefined);
    if (count !== undefined) return count;
    if (MANY.test(word)) return 12;
  }
  return undefined;
}
