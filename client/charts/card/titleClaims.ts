/** What a typed title claims, read out of its words: directions, records, peaks, multiples. English and Korean alike, whatever the card's language. */

export type DirectionClaim = 'rise' | 'fall' | 'little';

export interface Claim {
  readonly text: string;
  /** where it begins in what was read */
  readonly at: number;
}

export interface SaidDirection extends Claim {
  readonly says: DirectionClaim;
  /** "did not rise" */
  readonly isNegated: boolean;
  /** "hardly rose": says that little changed, and of which way */
  readonly hardly?: 'rise' | 'fall';
  /** "rose to", "never fell below": a number follows */
  readonly hasNumber: boolean;
}

export interface RecordClaim extends Claim {
  readonly isHighest: boolean;
  /** "hit its lowest": of any day; "is at its lowest": of the last one */
  readonly isOfAnyDay: boolean;
  /** "fell to its lowest": of either */
  readonly isOfEither?: boolean;
  /** "the lowest of the year" */
  readonly isOfView?: boolean;
}

/** `isOfLevel`: relations that fall are a tension that rises; relations that worsen are one that worsens. */
const DIRECTIONS: readonly { readonly says: DirectionClaim; readonly isOfLevel?: true; readonly pattern: RegExp }[] = [
  {
    says: 'little',
    pattern:
      /\b(?:(?:very )?little change[ds]?|unchanged|no (?:big |great |real |significant |clear )?change|(?:not|n't|hardly|barely|scarcely) (?:really |much )?(?:changed?|moved?|budged?)|h[eo]ld(?:s|ing)? (?:steady|firm)|steady|stable|flat(?:lin\w*)?|at a standstill)\b|변화(?:가|는)? (?:거의 )?없|변동(?:이|은)? (?:거의 )?없|보합|제자리|그대로|변하지 않/iu,
  },
  {
    says: 'rise',
    pattern:
      /\b(?:f[ae]ll(?:s|en|ing)?[ -]?(?:outs?|apart)|drift\w* apart|br(?:ea|o)k(?:s|e|en|ing)? (?:up|off|down|ties|relations)|break(?:up|down)|turn\w* sour|sour(?:s|ed)|flar\w* up|heat\w* up|worsen\w*|deteriorat\w*|escalat\w*|heighten\w*|deepen\w*|more tense)\b|고조|악화|격화|경색|냉각|긴장 고조/iu,
  },
  {
    says: 'fall',
    pattern:
      /\b(?:cool\w* (?:off|down)|calm\w*(?: down)?|w[io]+u?nd(?:s|ing)? down|let(?:s|ting)? up|patch\w* up|back\w* down|eas(?:e|es|ed|ing)|improv\w*|thaw\w*|de-?escalat\w*|cool(?:s|ed|ing)?|warm(?:s|ed|ing)?|mend(?:s|ed|ing)?|normali[sz]\w*|relax\w*|abat\w*|subsid\w*)\b|완화|개선|누그러|풀리|풀렸|회복|해빙/iu,
  },
  {
    says: 'fall',
    isOfLevel: true,
    pattern:
      /\b(?:fell|falls|falling|fallen|(?<!\b(?:in|in the|this|last|that|of) )fall|down(?=\s*(?:[-−+\d]|by\b|sharply|again|on\b|from|since|in\b|slightly|after|to\b|$|\ufffc))|go(?:es)? down|went down|decreas\w*|lower(?:ed|s)?|dropp\w*|drops?|declin\w*|sank|sink\w*|reced\w*|dip(?:s|ped)?|slid(?:es?)?|slipp\w*|tumbl\w*|plung\w*|plummet\w*|halv\w*)\b|하락|감소|급락|낮아|내려|내렸|떨어/iu,
  },
  {
    says: 'rise',
    isOfLevel: true,
    pattern:
      /\b(?:rose|rises?|rising|risen|up(?=\s*(?:[-−+\d]|by\b|sharply|again|on\b|from|since|in\b|slightly|after|\w+ points|$|\ufffc))|go(?:es)? up|went up|increas\w*|higher|climb\w*|jump\w*|surg\w*|soar\w*|grew|grow(?:s|ing|n)?|gain(?:s|ed)?|spik\w*|(?:dou|tre|tri)[bp]l(?:es|ed|ing)|quadrupl\w*)\b|상승|증가|급등|높아|올라|올랐|오르|늘었/iu,
  },
];

const NEGATED_BEFORE =
  /(?:\b(?:not|never|no|without|neither|nor|fail(?:s|ed)? to|refus\w+ to|stopp?(?:s|ed)?|cannot|nothing)|n't)(?: (?:a|any|yet|even|really|significant|further|have|has|been|to|rise or|fall or|rising or|falling or))* $|안 $/i;
const NEGATED_AFTER = /^(?:[가-힣]{0,3})(?:지(?:는|도)? (?:않|못)|(?:은|는|이|도)? ?없|(?:이|은|는)? ?아니)/;

/** The first direction in the words of a finding. */
export function directionIn(finding: string): SaidDirection | undefined {
  const isOfRelations = ofRelations(finding);
  const [first] = DIRECTIONS.flatMap(({ says, isOfLevel, pattern }) => {
    const found = pattern.exec(finding);
    if (!found) return [];
    const inverse = says === 'rise' ? 'fall' : 'rise';
    return [{ says: isOfLevel && isOfRelations ? inverse : says, text: found[0], at: found.index }] as const;
  }).sort((p, q) => p.at - q.at || q.text.length - p.text.length);
  if (!first) return undefined;
  const before = finding.slice(0, first.at);
  const after = finding.slice(first.at + first.text.length);
  const hasNumber = NUMBER_AFTER.test(after);
  const hardly = first.says === 'little' ? null : /\b(?:hardly|barely|scarcely)(?: \w+)? $|거의 $/i.exec(before);
  if (hardly && first.says !== 'little')
    return {
      says: 'little',
      hardly: first.says,
      text: hardly[0] + first.text,
      at: hardly.index,
      isNegated: false,
      hasNumber,
    };
  return { ...first, isNegated: NEGATED_BEFORE.test(before) || NEGATED_AFTER.test(after), hasNumber };
}

const NUMBER_AFTER =
  /^(?: (?:by|to|above|below|over|under|beyond|past|through|more|less|fewer|than|about|around|nearly|almost))* ?[+−-]?(?:\d|\w+(?:-\w+)? points?\b)/i;

/** Words before a place, within the clause, turn it to its opposite. */
export const isNegatedAt = (finding: string, at: number): boolean =>
  /(?:\b(?:not|never|no|cannot|without)\b|n't\b)[^,;]*$/i.test(finding.slice(0, at));

/** "Has never been higher", "lower than ever": a record, and no direction. */
const NEVER_BEYOND =
  /\bnever (?:yet )?(?:before )?(?:been )?(?:so|this|as|that)? ?(higher|lower|high|low|more tense|tense|less tense)\b(?! than (?:about |around )?\d)|\b(higher|lower|more tense|less tense) than (?:ever|at any (?:time|point))\b|(?:어느 때보다(?:도)? ?)(높|낮)|(?:이렇게|이보다|이처럼) (?:더 )?(높|낮)[가-힣]+ 적(?:이|은|도)? 없/iu;

export function neverBeyondIn(title: string): RecordClaim | undefined {
  const found = NEVER_BEYOND.exec(title);
  if (!found) return undefined;
  const isOfRelations = ofRelations(title);
  const isLow = /low|less|낮/i.test(found[1] ?? found[2] ?? found[3] ?? found[4]!);
  return { text: found[0], at: found.index, isHighest: isLow === isOfRelations, isOfAnyDay: false };
}

const ofRelations = (text: string): boolean =>
  /\b(?:relations|ties|relationship)\b|관계/i.test(text) && !/tension|index|긴장|지수/i.test(text);

/** The record that a title claims for a level, if it claims one. */
export function recordIn(title: string): RecordClaim | undefined {
  const found =
    /\b(?:all-time |record |its |the |their )?(?:highest|lowest)\b|\b(?:record|all-time|new)[ -](?:high|low)s?\b|\b(?:high|low) on record\b|\b(?:hits?|at|sets?|reach\w*) (?:a |an )?(?:new )?record\b(?! (?:high|low))|(?:사상|역대) ?(?:최고|최저)|최고치?|최저치?/iu.exec(
      title,
    );
  // "Is not at its highest" is no record: what it says is not checked.
  if (!found || isNegatedAt(title, found.index)) return neverBeyondIn(title);
  return {
    text: found[0],
    at: found.index,
    isHighest: !/low|최저/i.test(found[0]) !== ofRelations(title),
    isOfAnyDay:
      /^(?:hit|set|reach)/i.test(found[0]) ||
      /\b(?:hit|hits|hitting|reach\w*|touch\w*|set|sets|saw|sees|had|peak\w*)(?: (?:a|an|its|the|their|new))? ?$/i.test(
        title.slice(0, found.index),
      ) ||
      /^[^,]*(?:기록|찍)/.test(title.slice(found.index + found[0].length)),
    isOfEither: /\w(?<!\bis|\bends|\bended) to (?:a |an |its |the |their )?$/i.test(
      title.slice(0, found.index) + (/^(?:its|the|their) /i.exec(found[0])?.[0] ?? ''),
    ),
    isOfView:
      !/사상|역대|record|all-time/i.test(found[0]) &&
      (/^ (?:level |point |value )?(?:of|in|for) (?:the |this )?(?:year|month|period|view|\ufffc)/i.test(
        title.slice(found.index + found[0].length),
      ) ||
        /\ufffc ?$/.test(title.slice(0, found.index))),
  };
}

/** A change that is said to be the greatest of its length. */
export interface GreatestChange extends Claim {
  readonly isRise: boolean;
  /** undefined: as many as the view has */
  readonly days: number | undefined;
}

const LENGTHS: readonly (readonly [RegExp, number])[] = [
  [/one-day|daily|single-day|하루/i, 1],
  [/one-week|weekly|일주일|주간/i, 7],
  [/one-month|monthly|월간|한 달/i, 30],
  [/quarter|three-month|분기/i, 91],
  [/half-year|six-month|반기|반년|6개월/i, 182],
  [/annual|yearly|one-year|12-month|연간|1년/i, 365],
];

export function greatestChangeIn(title: string): GreatestChange | undefined {
  const found =
    /\b(?:biggest|largest|sharpest|steepest|greatest|fastest|record|strongest)\b[^,;:]*?\b(rise|increase|jump|surge|climb|gain|spike|fall|drop|decline|decrease)\b|(?:최대|가장 큰)(?: ?폭(?:의|으로)?)? ?(?:[가-힣\d]+ )?(상승|급등|증가|하락|급락|감소)/iu.exec(
      title,
    );
  if (!found) return undefined;
  return {
    text: found[0],
    at: found.index,
    isRise: !/fall|drop|decline|decrease|하락|급락|감소/i.test(found[1] ?? found[2] ?? ''),
    days: LENGTHS.find(([pattern]) => pattern.test(found[0]))?.[1],
  };
}

/** "Peaked", "bottomed out": the highest or the lowest day of the view. */
export function peakIn(finding: string): RecordClaim | undefined {
  const found =
    /\b(?:peak(?:s|ed|ing)?|topped out|crest(?:s|ed)|bottom(?:s|ed) out|trough(?:s|ed)?)\b|정점|고점|저점|바닥/iu.exec(
      finding,
    );
  if (!found || isNegatedAt(finding, found.index)) return undefined;
  return {
    text: found[0],
    at: found.index,
    isHighest: !/bottom|trough|저점|바닥/i.test(found[0]),
    isOfAnyDay: true,
  };
}

const TIMES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:doubl(?:es|ed|ing)|twofold|twice (?:as|the|its)|two times (?:as|higher|more|the|its))\b|(?:두|2) ?배/iu, 2],
  [/\b(?:tripl(?:es|ed|ing)|trebl(?:es|ed|ing)|threefold|three times (?:as|higher|more|the|its))\b|(?:세|3) ?배/iu, 3],
  [/\b(?:quadrupl(?:es|ed|ing)|fourfold|four times (?:as|higher|more|the|its))\b|(?:네|4) ?배/iu, 4],
  [/\b(?:(?:five|ten)fold|(?:five|ten) times (?:as|higher|more|the|its))\b|(?:다섯|열|5|10) ?배/iu, 5],
  [/\bhalv(?:es|ed|ing)\b|\bhalf (?:as|of (?:what|its))\b|절반(?:으로|까지)|반토막/iu, 0.5],
];

/** "By half", "up two thirds": a part of what the index was. */
const FRACTION =
  /(?<=\b(?:by|up|down|rose|risen|rises?|fell|falls?|fallen|lost|loses?|dropp?(?:ed|s)?|increas(?:ed|es)|declin(?:ed|es)|climb(?:ed|s)|jump(?:ed|s)|grew|gain(?:ed|s)|shed) )(?:by )?(?:(?:about|around|nearly|almost|over|more than|less than|roughly|some|well over|close to) )*(?:(an?|one|two|three|four)[ -])?(half|thirds?|quarters?|fifths?|tenths?)\b(?![ -]?(?:years?|points?|a point|of ))/iu;
const PARTS: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4 };

export interface TimesClaim extends Claim {
  readonly factor: number;
  /** how far the factor of the view may be off */
  readonly within: number;
}

/** By which factor the index is said to have changed. */
export function timesIn(finding: string): TimesClaim | undefined {
  for (const [pattern, factor] of TIMES) {
    const found = pattern.exec(finding);
    if (found)
      return isNegatedAt(finding, found.index)
        ? undefined
        : { text: found[0], at: found.index, factor, within: factor / 10 };
  }
  const found = FRACTION.exec(finding);
  if (!found || isNegatedAt(finding, found.index)) return undefined;
  const part = (COUNTS[found[1]?.toLowerCase() ?? ''] ?? 1) / PARTS[found[2]!.toLowerCase().replace(/s$/, '')]!;
  const isFall =
    directionIn(finding)?.says === 'fall' || /\b(?:lost|loses?|shed) $/i.test(finding.slice(0, found.index));
  const by = /\bby $/i.exec(finding.slice(0, found.index))?.[0] ?? '';
  return {
    text: by + found[0],
    at: found.index - by.length,
    factor: isFall ? 1 - part : 1 + part,
    within: part / 5,
  };
}
