/** The numbers of a typed title, in digits or words, each with what it counts and how exactly. */
import type { TypedTitle } from './titleText.ts';

export interface NumberClaim {
  /** as it was typed, with its unit */
  readonly text: string;
  readonly at: number;
  readonly value: number;
  /** digits after the point */
  readonly decimals: number;
  readonly kind: 'percent' | 'change' | 'count' | 'span' | 'level';
  /** of a change: 1 up, -1 down, 0 where nothing says which */
  readonly sign: 1 | -1 | 0;
  readonly how: 'exact' | 'about' | 'above' | 'below';
  /** of a level: "from 61" */
  readonly isStart: boolean;
  /** "never fell below 71" */
  readonly isNegated: boolean;
  /** how long the words are that belong to a level, before and after: "never fell below", "a low of" */
  readonly phrase: readonly [number, number];
  /** "stayed above 80": on each day */
  readonly isThroughout: boolean;
  /** of a span: days that one of it has */
  readonly unitDays: number;
  readonly before: string;
  readonly after: string;
}

const SMALL: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ENGLISH = `(?:(?:(?:a|one|two|three|four) )?dozen|(?:${TENS.join('|')})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|${Object.keys(SMALL).toReversed().join('|')}|(?:a |one )?hundred)(?!\\p{L})`;
/** "A month", "the past year": one of it. */
const ONE_SPAN = '(?:an?|(?:the )?(?:past|last)|the)(?= (?:days?|weeks?|months?|quarters?|years?|decades?)\\b)';
const SINO = '일이삼사오육칠팔구';
const NATIVE = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열'];
const KOREAN = `(?:(?:[${SINO}]?백?[${SINO}]?십[${SINO}]?|${NATIVE.join('|')})(?= ?(?:퍼센트|포인트|점|건|개월|달|주간?(?: |$)|년))|[${SINO}](?= ?(?:퍼센트|포인트|개월|년)))`;
const UNIT =
  '%|per ?cent|퍼센트|(?:-| )?points?\\b|pts?\\b|포인트|점|(?:(?:unverified|coded|new) )?(?:-| )?(?:events?|acts?|incidents?)\\b|건|(?:-| )?(?:days?|weeks?|months?|quarters?|years?|decades?)\\b|개월|달|주간?|년|일(?=간|만|\\s?동안)';
const NUMBERS = new RegExp(
  `(?<![\\p{L}\\d.,])([+−-]|–(?=\\d))?\\s?(\\d+(?:[.,]\\d+)?|${ENGLISH}|${ONE_SPAN}|${KOREAN})\\s?(${UNIT})?`,
  'giu',
);

const RISES =
  /(?:\b(?:r[io]s(?:e|es|en)|up|increas\w*|climb\w*|jump\w*|surg\w*|grew|grow\w*|gain\w*|add(?:s|ed))(?: by| of)?(?: (?:about|around|nearly|almost|over|more than|less than|some|roughly|only|just|a full))?)\s*$/i;
const FALLS =
  /(?:\b(?:fell|falls?|fallen|down|decreas\w*|dropp\w*|drops?|declin\w*|los[te]s?|eas(?:ed|es)|shed)(?: by| of)?(?: (?:about|around|nearly|almost|over|more than|less than|some|roughly|only|just|a full))?)\s*$/i;
const ABOUT =
  /(?:\b(?:near(?:ly|ing)?|almost|close to|about|around|approximately|some|roughly|approach\w*|just (?:under|over|below|above|short of))(?: at| to)?|약|거의)\s*$/i;
const ABOVE =
  /\b(?:above|over|cross(?:es|ed|ing)?|pass(?:es|ed)|past|topp?(?:ed|s)|exceed(?:ed|s)?|surpass(?:ed|es)?|more than|higher than|at least|br(?:oke|eaks) through|breach(?:ed|es)|beyond|north of)(?: the)?\s*$/i;
const BELOW = /\b(?:below|under|beneath|less than|lower than|at most|south of)(?: the)?\s*$/i;

/** "52로", "90선을", "91을": a value; "6자", "3국": none. */
const PARTICLE = /^(?:선|에서|까지|부터|으?로|[을를이가은는에])(?!\p{L})|^선(?:을|에|까지)/u;
/** "A low of 52": read with its number. */
const EXTREME = /\b(?:highs?|lows?)(?: (?:of|at|near|around|about))* ?$/i;
const NEGATED_BEFORE =
  /(?:\b(?:(?:has|have|had|did|does|do|was|is) )?(?:not|never|no|cannot|without)\b|\b\w+n't\b)[^,;\d]*$/i;
const NEGATED_AFTER = /^[^,;\d]{0,12}(?:지(?:는|도)? ?(?:않|못)\S*|적(?:이|은|도)? ?없\S*)/;
const THROUGHOUT =
  /\b(?:stay(?:s|ed)?|remain(?:s|ed)?|h[eo]ld(?:s)?|ke(?:pt|eps?)|always|consistently|throughout)\b[^,;\d]*$/i;

export function numbersIn(title: TypedTitle): NumberClaim[] {
  return [...title.rest.matchAll(NUMBERS)].flatMap((match): NumberClaim[] => {
    const [text, sign = '', said = '', unit = ''] = match;
    const at = match.index + text.search(/\S/);
    const before = title.text.slice(title.clauseAt(match.index).start, match.index);
    const after = title.text.slice(match.index + text.length);
    const isWord = !/\d/.test(said);
    const isOneSpan = isWord && new RegExp(`^${ONE_SPAN}`, 'i').test(text.trim());
    const value = isOneSpan ? 1 : isWord ? wordValue(said) : Number(said.replace(',', '.'));
    const clauseAfter = title.text.slice(match.index + text.length, title.clauseAt(match.index).end);
    const extreme = EXTREME.exec(before)?.[0].length ?? 0;
    const denied = NEGATED_BEFORE.exec(before)?.[0].length ?? 0;
    const deniedAfter = NEGATED_AFTER.exec(clauseAfter)?.[0].length ?? 0;
    const rises = sign === '+' || RISES.test(before) || /^\s?(?:상승|증가|급등|올라|올랐|오르)/.test(after);
    const falls = /[−–-]/.test(sign) || FALLS.test(before) || /^\s?(?:하락|감소|급락|내려|내렸|떨어)/.test(after);
    const kind = kindOf(unit.trim(), rises || falls);
    // "one of them", "drives the two apart", "1st", "1718 Committee"
    if (
      kind === 'level' &&
      (value > 100 || (isWord && value < 13) || (/^\p{L}/u.test(after) && /\d$/.test(text) && !PARTICLE.test(after)))
    )
      return [];
    return [
      {
        text: text.trim(),
        at,
        value,
        decimals: /[.,](\d+)/.exec(said)?.[1]?.length ?? 0,
        kind,
        sign: rises ? 1 : falls ? -1 : 0,
        how: howExact(before, after),
        isStart: /\bfrom\s*$/i.test(before) || after.startsWith('에서'),
        isNegated: denied + deniedAfter > 0,
        phrase: [Math.max(denied, extreme) && Math.max(denied, extreme) + (at - match.index), deniedAfter],
        isThroughout: THROUGHOUT.test(before),
        unitDays: unitDays(unit),
        before,
        after,
      },
    ];
  });
}

function kindOf(unit: string, hasDirection: boolean): NumberClaim['kind'] {
  if (/^(?:%|per ?cent|퍼센트)$/i.test(unit)) return 'percent';
  if (/^(?:-?points?|pts?|포인트|점)$/i.test(unit)) return 'change';
  if (/(?:events?|acts?|incidents?|건)$/i.test(unit)) return 'count';
  if (unit !== '') return 'span';
  return hasDirection ? 'change' : 'level';
}

function howExact(before: string, after: string): NumberClaim['how'] {
  if (ABOUT.test(before) || /^ ?(?:에 )?(?:가까|안팎|육박|가량|정도|or so)/.test(after)) return 'about';
  if (ABOVE.test(before) || /^ ?(?:선)?(?:을|를)? ?(?:넘|돌파|초과|웃돌|이상|or more)/.test(after)) return 'above';
  if (BELOW.test(before) || /^ ?(?:선)?(?:을|를)? ?(?:밑돌|이하|미만|아래)/.test(after)) return 'below';
  return 'exact';
}

function unitDays(unit: string): number {
  if (/decade/i.test(unit)) return 3652.5;
  if (/quarter/i.test(unit)) return 91.3;
  if (/year|년/i.test(unit)) return 365.25;
  if (/month|개월|달/i.test(unit)) return 30.44;
  return /week|주/i.test(unit) ? 7 : 1;
}

function wordValue(said: string): number {
  const word = said.toLowerCase();
  if (/[a-z]/.test(word)) {
    if (word.endsWith('hundred')) return 100;
    if (word.endsWith('dozen')) return 12 * (SMALL[word.split(' ')[0]!] ?? 1);
    const [ten = '', one] = word.split(/[- ]/);
    const tens = TENS.indexOf(ten);
    return tens < 0 ? SMALL[word]! : (tens + 2) * 10 + (one === undefined ? 0 : SMALL[one]!);
  }
  const native = NATIVE.indexOf(word);
  if (native >= 0) return native + 1;
  const digit = (text: string, empty: number): number => (text === '' ? empty : SINO.indexOf(text) + 1);
  const [, hundreds = '', tens = '', ones = ''] = /^(.?백)?(.?십)?(.?)$/u.exec(word)!;
  return (
    (hundreds === '' ? 0 : digit(hundreds.slice(0, -1), 1) * 100) +
    (tens === '' ? 0 : digit(tens.slice(0, -1), 1) * 10) +
    digit(ones, 0)
  );
}
