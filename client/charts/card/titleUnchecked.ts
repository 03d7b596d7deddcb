/** What is left of a typed title once all that the data decide has been read: nobody checked it, and the page says so. */
import { TAKEN } from './titleDates.ts';
import type { TypedTitle } from './titleText.ts';

export const UNCHECKED_KINDS = ['cause', 'forecast', 'run', 'words'] as const;

export interface UncheckedWords {
  /** a cause, a forecast, how often in a row, or other words */
  readonly kind: (typeof UNCHECKED_KINDS)[number];
  readonly text: string;
}

const FORECAST =
  /\b(?:will|won't|imminent|inevitable|soon|likely|unlikely|expected|set to|about to|going to|may|might|could|would|forecast|tomorrow|next (?:week|month|year)|looming|risk(?:s|ing)?|on the brink)\b|임박|전망|예상|예측|것이다|것으로 보|할 듯|곧|우려/iu;
const RUN =
  /\bin a row\b|\bconsecutive\b|\bstreak\b|\bstraight (?:day|week|month|quarter|year)|\bagain\b|연속|연이어|다시|또/iu;

/** Words that claim nothing: what the index is of, and what joins the rest. Words of degree, of time and of denial claim something. */
const EMPTY = new RegExp(
  `^(?:${[
    'tensions? index points? relations ties relationship level value bilateral two sides countries states capitals pair band chart view',
    'the a an of in on at to from by for with between and or as is are was were be been has have had its their his it this that these those than then but while',
    'since until till towards? both per over during within across through out up down still now while whereas about around nearly almost roughly some above below under',
    'only just more less stood stands standing stays? stayed stays reached reaches went goes gone came come ends? ended starts? started begins? began draft model what if known shows? showed showing',
    'record history',
    'cross(?:es|ed|ing)? pass(?:es|ed) topp?(?:ed|s) exceed(?:ed|s) hit hits did does do',
    '긴장도?는? 긴장도?가? 긴장도 긴장 지수는? 지수가? 관계는? 관계가? 관계 관계의 양국 양국은 양국의 사이 사이의 수준 수준에서 기간 동안 만에 에 에서 으로 로 까지 부터 이후 이래 은 는 이 가 을 를 의 과 와 도',
    '그 후 뒤 약 최대 기록 이다 했다 됐다 한다 하다 다 간 간의 선 선을 넘어 돌파 육박 초안 모형 가정',
  ]
    .join(' ')
    .split(' ')
    .join('|')})$`,
  'iu',
);

/** The runs of words that were not read, in their order; causes as a whole. */
export function uncheckedIn(title: TypedTitle): UncheckedWords[] {
  const rest = title.rest;
  const found: UncheckedWords[] = [];
  for (const clause of title.clauses) {
    const { start, end, cause } = clause;
    for (const [from, to, isCause] of cause
      ? ([
          [start, cause.start, false],
          [cause.start, cause.end, true],
          [cause.end, end, false],
        ] as const)
      : ([[start, end, false]] as const)) {
      const text = title.text.slice(from, to);
      const left = rest.slice(from, to);
      if (isCause) {
        // Of a cause that the view itself names nothing is left.
        if (/\p{L}/u.test(left)) found.push({ kind: kindOf(text, 'cause'), text: tidy(text) });
        continue;
      }
      // A clause that speaks of a run or of what comes is shown whole: its words alone would say nothing.
      const kind = kindOf(left.replaceAll(TAKEN, ''), 'words');
      if (kind !== 'words') found.push({ kind, text: tidy(text) });
      else
        for (const part of left.split(new RegExp(`${TAKEN}+|[()"“”,;:]`)))
          if (isSaying(part)) found.push({ kind, text: tidy(part) });
    }
  }
  return found.filter(({ text }) => text !== '');
}

const kindOf = (text: string, otherwise: UncheckedWords['kind']): UncheckedWords['kind'] =>
  FORECAST.test(text) ? 'forecast' : RUN.test(text) ? 'run' : otherwise;

const isSaying = (text: string): boolean => (text.match(/[\p{L}\d]+/gu) ?? []).some((word) => !EMPTY.test(word));

const tidy = (text: string): string =>
  text
    .replaceAll(TAKEN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.—–-]+|[\s,;:.—–-]+$/g, '');
