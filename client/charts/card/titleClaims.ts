/** What a typed title claims, read out of its words: days, directions, records. English and Korean alike, whatever the card's language. */

export interface DateClaim {
  /** as it was typed */
  readonly text: string;
  readonly year: number | undefined;
  /** 1 to 12 */
  readonly month: number | undefined;
  readonly dayOfMonth: number | undefined;
  /** `since`: where a record begins; `known`: when it was known; `period`: when it happened */
  readonly role: 'period' | 'since' | 'known';
}

export type DirectionClaim = 'rise' | 'fall' | 'little';

export interface RecordClaim {
  readonly text: string;
  readonly isHighest: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const YEAR = '((?:19|20)\\d{2})';

/** Each with the places of year, month and day among its groups; the fullest first, so that no part of a date is read twice. */
const DATES: readonly {
  readonly pattern: RegExp;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}[] = [
  { pattern: new RegExp(`\\b${YEAR}-(\\d{2})-(\\d{2})\\b`, 'g'), year: 1, month: 2, day: 3 },
  { pattern: new RegExp(`\\b(\\d{1,2}) ${MONTH} ${YEAR}\\b`, 'gi'), day: 1, month: 2, year: 3 },
  { pattern: new RegExp(`\\b${MONTH} (\\d{1,2}), ${YEAR}\\b`, 'gi'), month: 1, day: 2, year: 3 },
  { pattern: new RegExp(`\\b${MONTH} ${YEAR}\\b`, 'gi'), month: 1, year: 2 },
  { pattern: new RegExp(`\\b(\\d{1,2}) ${MONTH}\\b`, 'gi'), day: 1, month: 2 },
  { pattern: new RegExp(`\\b${MONTH} (\\d{1,2})\\b`, 'gi'), month: 1, day: 2 },
  { pattern: new RegExp(`${YEAR}년 ?(\\d{1,2})월 ?(\\d{1,2})일`, 'g'), year: 1, month: 2, day: 3 },
  { pattern: new RegExp(`${YEAR}년 ?(\\d{1,2})월`, 'g'), year: 1, month: 2 },
  { pattern: new RegExp(`${YEAR}년`, 'g'), year: 1 },
  { pattern: /(\d{1,2})월 ?(\d{1,2})일/g, month: 1, day: 2 },
  { pattern: /(\d{1,2})월/g, month: 1 },
  { pattern: /(\d{1,2})일/g, day: 1 },
  { pattern: new RegExp(`\\b${YEAR}\\b`, 'g'), year: 1 },
];

/** The dates of a title, and what is left of it without them. */
export function datesIn(title: string): { readonly dates: DateClaim[]; readonly rest: string } {
  const dates: DateClaim[] = [];
  let rest = title;
  for (const { pattern, year, month, day } of DATES)
    rest = rest.replace(pattern, (text: string, ...matched: (string | number)[]) => {
      const at = matched.findIndex((value) => typeof value === 'number');
      const groups = matched.slice(0, at).map(String);
      const offset = Number(matched[at]);
      const part = (place: number | undefined): string | undefined =>
        place === undefined ? undefined : groups[place - 1];
      const before = rest.slice(0, offset);
      const after = rest.slice(offset + text.length);
      const name = part(month);
      dates.push({
        text,
        year: numberOf(part(year)),
        month:
          name === undefined
            ? undefined
            : /^\d/.test(name)
              ? Number(name)
              : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1,
        dayOfMonth: numberOf(part(day)),
        role:
          /\b(since|from)(?: \w+)? $/i.test(before) && /since/i.test(before.slice(-16))
            ? 'since'
            : /^ ?(이후|이래|기록)/.test(after)
              ? 'since'
              : /as (it was )?known (on|at) $/i.test(before) || /^ ?(시점|기준)/.test(after)
                ? 'known'
                : 'period',
      });
      return ' '.repeat(text.length);
    });
  return { dates, rest };
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const DIRECTIONS: readonly { readonly says: DirectionClaim; readonly pattern: RegExp }[] = [
  {
    says: 'little',
    pattern:
      /\b(little changed|unchanged|no change|held steady|steady|stable|flat)\b|큰 변화 없|변화 없|변화가 없|보합|제자리/i,
  },
  {
    says: 'fall',
    pattern:
      /\b(fell|falls?|falling|fallen|down|decreas\w*|lower(?:ed)?|dropp\w*|drops?|declin\w*|eas(?:ed|es)|improv\w*|thaw\w*|de-?escalat\w*|sank|cool(?:ed|s)|reced\w*)\b|하락|감소|급락|완화|개선|낮아|내려|내렸|누그러/i,
  },
  {
    says: 'rise',
    pattern:
      /\b(rose|rises?|rising|risen|up|increas\w*|higher|climb\w*|jump\w*|surg\w*|soar\w*|worsen\w*|deteriorat\w*|escalat\w*|grew|heighten\w*|spik\w*)\b|상승|증가|급등|고조|악화|격화|높아|올라|올랐/i,
  },
];

/** Where a title names its causes, which have directions of their own. */
const CAUSES = /,|\b(driven|because|due to|after|amid|following)\b| as /i;

/** The first direction that the finding itself has. */
export function directionIn(title: string): { readonly says: DirectionClaim; readonly text: string } | undefined {
  const find = (text: string) =>
    DIRECTIONS.flatMap(({ says, pattern }) => {
      const found = pattern.exec(text);
      return found ? [{ says, text: found[0], at: found.index }] : [];
    }).sort((p, q) => p.at - q.at || q.text.length - p.text.length)[0];
  // "As known on ...": its "as" begins no cause. Hangul has its verb at the end, so that all of it is looked at.
  const said = title.replace(/^as (it was )?known (on|at)/i, '');
  return find(/[가-힣]/.test(said) ? said : (said.split(CAUSES)[0] ?? ''));
}

/** The record that a title claims, if it claims one. */
export function recordIn(title: string): RecordClaim | undefined {
  const found =
    /\b(?:all-time |record |its |the )?(highest|lowest|record high|record low|all-time high|all-time low|high on record|record)\b|사상 최고|사상 최저|역대 최고|역대 최저|최고|최저/i.exec(
      title,
    );
  return found ? { text: found[0], isHighest: !/low|최저/i.test(found[0]) } : undefined;
}
