/** Days that Korean news say: "5일", "지난달 15일", "작년 9월", "전날", "지난 금요일". */
import { parseDay, toIsoDate } from '../../calendar.ts';
import type { Span } from '../drafted.ts';
import type { When } from '../language.ts';

/** A place that says when; without `when` it says only that it was long ago. */
export interface SaidWhen extends Span {
  readonly when: When | undefined;
  /** an earlier time that the text recalls */
  readonly past: boolean;
  /** a time to come */
  readonly future: boolean;
  /** the day of a report: 16일 외교부에 따르면 */
  readonly reported: boolean;
}

/** What earlier places of the text say, for "이날". */
export interface Anchor {
  readonly published: number | undefined;
  /** the day that was last said */
  last: number | undefined;
}

/** What lies further back than this is recalled, not told. */
const RECALLED_DAYS = 45;
/** A day and month later than the publication by more than this are those of the year before. */
const AHEAD_DAYS = 60;

const DAY_END =
  '(?!간|째|이내|동안|\\s*만에|\\s*동안|\\s*이내|\\s*연속|\\s*전\\s|\\s*뒤|\\s*후|\\s*만이|자\\s|당|까지)';
const SAID = new RegExp(
  [
    '(?<year>\\d{4})년\\s*(?<ym>\\d{1,2})월(?:\\s*(?<yd>\\d{1,2})일)?',
    '(?<which>지난해|작년|재작년|올해|내년|올)\\s*(?<wm>\\d{1,2})월(?:\\s*(?<wd>\\d{1,2})일)?',
    `(?<rel>지난\\s?달|이달|이번\\s?달|다음\\s?달|내달|전달)\\s*(?<rd>\\d{1,2})일${DAY_END}`,
    `(?:지난\\s*|오는\\s*)?(?<month>\\d{1,2})월\\s*(?<md>\\d{1,2})(?:\\s*[~∼-]\\s*\\d{1,2})?일${DAY_END}`,
    `(?<lead>지난|오는)?\\s*(?<![\\d.,~∼-])(?<day>\\d{1,2})(?:\\s*[~∼-]\\s*\\d{1,2})?일${DAY_END}(?=[\\s(（,.에부까은의오밤새낮저아경쯤께)）]|$)`,
    '(?<week>지난주|이번\\s?주|다음\\s?주|지난|오는)?\\s*(?<weekday>[월화수목금토일])요일',
    '(?<word>오늘|이날|당일|어제|전날|그제|그저께|엊그제|이튿날|다음\\s?날|내일|모레|현지\\s?날짜)',
    '(?<only>(?:지난\\s*)?(?<om>\\d{1,2})월)(?!\\s*\\d)',
    '(?<old>(?:19|20)\\d{2}년|지난해|작년|재작년|\\d+여?\\s?(?:년|개월|달)\\s?전|과거|당시)',
  ].join('|'),
  'gu',
);

/** The times that a sentence says, in its order. Days without a month or year are those on or before the publication. */
export function datesIn(sentence: string, anchor: Anchor): SaidWhen[] {
  return [...sentence.matchAll(SAID)].flatMap((match) => {
    // The hour elsewhere: 30일 오전 9시(미국시간 29일 오후 7시).
    if (/[(（][^()（）]{0,8}시간\s?$/u.test(sentence.slice(Math.max(0, match.index - 12), match.index))) return [];
    const start = match.index + /^\s*/u.exec(match[0])![0].length;
    const end = match.index + match[0].length;
    const said = read(match, anchor);
    const { published } = anchor;
    if (said === undefined || said === 'past')
      return { start, end, when: undefined, past: said === 'past', future: false, reported: false };
    if (said.precision === 'day') anchor.last = said.day;
    return {
      start,
      end,
      when: said,
      past: published !== undefined && said.day < published - RECALLED_DAYS,
      future: match.groups!.lead === '오는' || (published !== undefined && said.day > published + 1),
      reported: /^[^,.]{0,24}(?:에 따르면|에 의하면)/u.test(sentence.slice(end, end + 32)),
    };
  });
}

function read({ groups, 0: whole }: RegExpExecArray | RegExpMatchArray, anchor: Anchor): When | 'past' | undefined {
  const g = groups!;
  const { published } = anchor;
  if (g.old !== undefined) return 'past';
  if (g.year !== undefined) return absolute(Number(g.year), Number(g.ym), g.yd);
  if (g.word !== undefined) return wordDay(g.word.replaceAll(/\s/gu, ''), anchor);
  if (published === undefined) return g.day === undefined && g.month === undefined ? undefined : behindLast(g, anchor);
  const [year, month, today] = toIsoDate(published).split('-').map(Number) as [number, number, number];
  if (g.which !== undefined) {
    const years: Readonly<Record<string, number>> = { 지난해: -1, 작년: -1, 재작년: -2, 내년: 1 };
    return absolute(year + (years[g.which] ?? 0), Number(g.wm), g.wd);
  }
  if (g.rel !== undefined) {
    const step = /^(?:지난|전)/u.test(g.rel) ? -1 : /^(?:다음|내)/u.test(g.rel) ? 1 : 0;
    return inMonth(year, month + step, Number(g.rd));
  }
  if (g.month !== undefined) {
    const here = dayOf(year, Number(g.month), Number(g.md));
    const isAhead = here !== undefined && here > published + (whole.startsWith('지난') ? 0 : AHEAD_DAYS);
    return isAhead ? inMonth(year - 1, Number(g.month), Number(g.md)) : when(here, 'day', 'span');
  }
  if (g.day !== undefined) {
    const isEarlier = g.lead !== '오는' && Number(g.day) > today;
    const isLater = g.lead === '오는' && Number(g.day) < today;
    return inMonth(year, month + (isEarlier ? -1 : isLater ? 1 : 0), Number(g.day));
  }
  if (g.weekday !== undefined) {
    const index = '월화수목금토일'.indexOf(g.weekday);
    const monday = published - ((((published + 3) % 7) + 7) % 7);
    const week = (g.week ?? '').replaceAll(/\s/gu, '');
    const weeks: Readonly<Record<string, number>> = { 지난주: -7, 이번주: 0, 다음주: 7 };
    const step = weeks[week];
    if (step !== undefined) return when(monday + step + index, 'day', 'rule');
    const back = (((published - monday - index) % 7) + 7) % 7;
    return when(published - back + (week === '오는' ? 7 : week === '지난' && back === 0 ? -7 : 0), 'day', 'rule');
  }
  const only = dayOf(year, Number(g.om), 1);
  return only !== undefined && only > published ? monthOf(year - 1, Number(g.om)) : monthOf(year, Number(g.om));
}

/** No day of publication is known: "5일" and "4월 5일" are those of the month and the year that were last said in full. */
function behindLast(g: Record<string, string | undefined>, { last }: Anchor): When | undefined {
  if (last === undefined) return undefined;
  const [year, month] = toIsoDate(last).split('-').map(Number) as [number, number];
  return inMonth(year, g.month === undefined ? month : Number(g.month), Number(g.day ?? g.md));
}

function wordDay(word: string, { published, last }: Anchor): When | undefined {
  const from = (base: number | undefined, step: number): When | undefined =>
    base === undefined ? undefined : when(base + step, 'day', 'rule');
  if (word === '이날' || word === '당일') return from(last ?? published, 0);
  if (word === '이튿날' || word === '다음날') return from(last ?? published, 1);
  const steps: Readonly<Record<string, number>> = {
    오늘: 0,
    어제: -1,
    전날: -1,
    그제: -2,
    그저께: -2,
    엊그제: -2,
    내일: 1,
    모레: 2,
  };
  const step = steps[word];
  return step === undefined ? undefined : from(published ?? last, step);
}

function absolute(year: number, month: number, day: string | undefined): When | undefined {
  return day === undefined ? monthOf(year, month) : when(dayOf(year, month, Number(day)), 'day', 'span');
}

const monthOf = (year: number, month: number): When | undefined => when(dayOf(year, month, 1), 'month', 'span');

/** @param month may lie outside 1..12: the one before January is December of the year before */
function inMonth(year: number, month: number, day: number): When | undefined {
  const months = year * 12 + month - 1;
  return when(dayOf(Math.floor(months / 12), (months % 12) + 1, day), 'day', 'span');
}

const when = (day: number | undefined, precision: When['precision'], origin: When['origin']): When | undefined =>
  day === undefined ? undefined : { day, precision, origin };

const two = (value: number): string => String(value).padStart(2, '0');
const dayOf = (year: number, month: number, day: number): number | undefined =>
  parseDay(`${year}-${two(month)}-${two(day)}`);

const HEAD_CHARACTERS = 600;
/** "2024년 4월 8일", "기사입력 2024-04-08", "입력 2024.04.08. 오후 6:01" in the head, or "2024/04/08 14:20 송고" at the end. */
const WRITTEN =
  /(?:입력|등록|송고|승인|게재|작성|발행|수정)?\s*(?<![\d.])((?:19|20)\d{2})\s*(?:년|[./-])\s*(\d{1,2})\s*(?:월|[./-])\s*(\d{1,2})\s*일?/gu;

/** The day of publication that a Korean page writes down. */
export function publishedInKorean(text: string): { readonly day: number; readonly reason: string } | undefined {
  const tail = Math.max(HEAD_CHARACTERS, text.length - HEAD_CHARACTERS);
  const found = [...text.slice(0, HEAD_CHARACTERS).matchAll(WRITTEN), ...text.slice(tail).matchAll(WRITTEN)].flatMap(
    (match) => {
      const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
      const isMarked =
        /^(?:입력|등록|송고|승인|게재|작성|발행)/u.test(match[0].trim()) ||
        /^\s*(?:\d{1,2}:\d{2}\s*)?송고/u.test(match.input.slice(match.index + match[0].length));
      const isDated = /[./-]/u.test(match[0]);
      return day === undefined || !(isMarked || isDated) ? [] : [{ day, isMarked, words: match[0].trim() }];
    },
  );
  const best = found.find(({ isMarked }) => isMarked) ?? found[0];
  return best && { day: best.day, reason: `the text says "${best.words}"` };
}
