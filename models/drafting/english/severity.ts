/** Severity where the rubric (data/severity.md) decides it by what the words say; undefined is the coder's call. */
type Severity = 1 | 2 | 3 | 4 | 5;

/** @param words base forms of the sentence around the act, in order */
export function severityOf(type: string, words: readonly string[], isLeader: boolean): Severity | undefined {
  const text = ` ${words.join(' ')} `;
  const has = (pattern: RegExp): boolean => pattern.test(text);
  const count = countIn(words);
  switch (type) {
    case 'sanction': {
      const kinds = [
        / (?:ship|vessel|tanker) /u,
        / (?:company|firm|entity|bank|organization|organisation) /u,
        / (?:individual|person|people|official|head|member|businessman|citizen|national|executive) /u,
      ].filter(has);
      if (has(/ (?:sector|banking|central bank|oil|gas) /u)) return undefined;
      if (kinds.length > 1) return 3;
      return count === undefined || kinds.length === 0 ? undefined : count === 1 ? 1 : count <= 3 ? 2 : 3;
    }
    case 'summons':
      if (has(/ (?:charge|chargé|deputy|counsellor|counselor) /u)) return 2;
      return has(/ (?:ambassador|envoy|high commissioner|head of mission) /u) ? 3 : undefined;
    case 'expulsion':
      if (has(/ ambassador /u)) return 4;
      if (count === undefined) return undefined;
      return count <= 1 ? 1 : count <= 5 ? 2 : count <= 15 ? 3 : 5;
    case 'recall':
      return has(/ (?:sever|break) .{0,40}(?:relation|tie) /u) ? 5 : has(/ (?:ambassador|envoy) /u) ? 4 : undefined;
    case 'nuclear_test':
      return has(/ (?:thermonuclear|hydrogen|largest|large) /u) ? 5 : 4;
    case 'missile_test':
      if (has(/ (?:icbm|intercontinental) /u)) return has(/ over (?:japan|the) /u) ? 5 : 4;
      if (has(/ (?:intermediate|space|satellite)/u)) return 3;
      if (has(/ short-range /u)) return has(/ (?:two|three|several|multiple|\d+) /u) ? 2 : 1;
      return undefined;
    case 'call':
      return isLeader ? 2 : undefined;
    case 'protest':
      return has(/ (?:note|formal) /u) ? 2 : undefined;
    case 'statement_hostile':
      if (has(/ declare .{0,30}(?:enemy|war) /u)) return 5;
      if (isLeader) return 3;
      return has(/ (?:ministry|spokesman|spokeswoman|spokesperson) /u) ? 2 : undefined;
    case 'sanction_relief':
      return has(/ all (?:remaining )?sanction /u) ? 5 : undefined;
    default:
      return undefined;
  }
}

const NUMBERS = new Map(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [word, i + 1]),
);

function countIn(words: readonly string[]): number | undefined {
  for (const word of words) {
    const count = NUMBERS.get(word) ?? (/^\d{1,4}$/u.test(word) ? Number(word) : undefined);
    if (count !== undefined) return count;
    if (word === 'dozen' || word === 'dozens') return 12;
  }
  return undefined;
}
