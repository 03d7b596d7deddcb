/** The day of publication that the head of an English text gives: "Published: April 8, 2024", "SEOUL, April 8". */
import { parseDay } from '../../calendar.ts';
import type { Span } from '../drafted.ts';
import type { PublicationGuess } from '../language.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\.?';
const PUBLISHED = new RegExp(
  `\\b(?:published|posted|updated|released|first published|date|last updated)\\b[^\\n\\d]{0,40}?(?:${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})|(\\d{1,2}) ${MONTH},? (\\d{4})|(\\d{4})-(\\d{2})-(\\d{2}))`,
  'iu',
);
/** A line that holds a date and little more. */
const ALONE = new RegExp(
  `^[^\\n]{0,40}?(?:${MONTH} (\\d{1,2})(?:st|nd|rd|th)?, (\\d{4})|(\\d{1,2}) ${MONTH},? (\\d{4}))[^\\n]{0,40}$`,
  'imu',
);

const ANY_MONTH = MONTH.replace('(', '(?:');
const WEEKDAY = '(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day|Sun|Mon|Tue|Wed|Thu|Fri|Sat)\\.?';
const PLACE_WORD = "\\p{Lu}[\\p{L}.'’-]{0,20}";
/** "SEOUL", "Seoul, South Korea": words with a capital, none that leads to a date in a sentence. */
const PLACE = `(?<place>(?!(?:On|In|Since|By|From|Until|After|Before|As|At|Published|Posted|Updated|Date)\\b|${ANY_MONTH} ?\\d|${WEEKDAY},)${PLACE_WORD}(?:,? ${PLACE_WORD}){0,4}),?`;
const AGENCY = '(?:\\([^()\\n]{1,40}\\)|/[^/\\n]{1,20}/)';
const DAY = `(?<date>(?:${ANY_MONTH} \\d{1,2}(?:st|nd|rd|th)?|\\d{1,2} ${ANY_MONTH})(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2})(?!\\d|:\\d)`;
const WHERE_AND_WHEN = `(?:${PLACE} )?(?:${AGENCY},? )?(?:${WEEKDAY},? )?${DAY}`;
/** "TOKYO, Sept. 18, 2025 - ", "MOSCOW, 8 April (TASS) --", "(Seoul, Apr. 8, 2024)", "April 8, 2024 - ": where and when a report was written. */
const DATELINES = [
  new RegExp(`^[ \\t]*[(\\[]${WHERE_AND_WHEN}[)\\]](?: ?[-–—:]{1,2})?`, 'gmu'),
  new RegExp(`^[ \\t]*${WHERE_AND_WHEN}[,.]?(?: ?${AGENCY})?(?: ?(?:[-–—]{1,3}|:)(?=\\s)|(?<=/)\\.?)`, 'gmu'),
];
/** Datelines stand in front; those of later articles in one paste are looked for as well. */
const LOOKED_AT = 20_000;
const FIRST_LINES = 1500;

interface Dateline extends Span {
  /** undefined: no year stands there */
  readonly day: number | undefined;
}

/** The datelines of a text. Days in front of several lines, without a place, are those of a list of acts. */
export function datelinesIn(text: string): Dateline[] {
  const found = DATELINES.flatMap((pattern) => [...text.slice(0, LOOKED_AT).matchAll(pattern)])
    .map(({ index, 0: whole, groups }) => ({
      start: index,
      end: index + whole.length,
      isPlaced: groups!['place'] !== undefined,
      day: dayIn(groups!['date']!),
    }))
    .sort((a, b) => a.start - b.start);
  const isList = found.filter(({ isPlaced }) => !isPlaced).length > 1;
  return found.filter(({ isPlaced }) => isPlaced || !isList);
}

/** "April 8, 2024", "8 Apr. 2024", "2024-04-08"; undefined without a year */
function dayIn(date: string): number | undefined {
  if (/^\d{4}-/u.test(date)) return parseDay(date);
  const year = /\d{4}$/u.exec(date)?.[0];
  const month = /\p{L}{3,}/u.exec(date)![0];
  const day = /\d{1,2}/u.exec(date)![0].padStart(2, '0');
  return year === undefined ? undefined : parseDay(`${year}-${monthNumber(month)}-${day}`);
}

/** "Published: Monday, April 8, 2024": a line that begins so says it and nothing else. */
const SAYS_SO =
  /^(?:first published|published|posted|last updated|updated|date)[\s:]*(?:on )?(?:\p{L}{3,9}day,? )?\S+ \S+(?: \S+)?$|^published[\s:]*\S+$/iu;

export function publishedIn(head: string): PublicationGuess | undefined {
  const dateline = datelinesIn(head.slice(0, FIRST_LINES)).find(({ day }) => day !== undefined);
  if (dateline?.day !== undefined) return { day: dateline.day, isWritten: true, reason: 'the dateline says the day' };
  for (const [pattern, reason] of [
    [PUBLISHED, 'the text says when it was published'],
    [ALONE, 'a line of the head is a date'],
  ] as const) {
    const match = pattern.exec(head);
    if (!match) continue;
    const [whole, monthA, dayA, yearA, dayB, monthB, yearB, y, m, d] = match;
    const iso = y
      ? `${y}-${m}-${d}`
      : `${yearA ?? yearB}-${monthNumber(monthA ?? monthB ?? '')}-${(dayA ?? dayB ?? '').padStart(2, '0')}`;
    const day = parseDay(iso);
    const isLine = match.index === 0 || head[match.index - 1] === '\n';
    if (day !== undefined) return { day, isWritten: pattern === PUBLISHED && isLine && SAYS_SO.test(whole), reason };
  }
  return guessed(head);
}

/** "BEIJING (AP) - ", "MOSCOW, April 30. /TASS/. ": who reports, and from where. Blanks stand in for it. */
const SENDER = new RegExp(
  `^(?:${PLACE} ?)?(?:${ANY_MONTH} \\d{1,2}|\\d{1,2} ${ANY_MONTH})?(?:,? \\d{4})?[.,]? ?(?:${AGENCY}\\.? ?(?:[-–—]{1,3}|:)?|(?<=\\p{Lu}{3}[^\\n]{0,30})[-–—]{1,3})(?= )`,
  'u',
);

export const withoutSender = (line: string): string => line.replace(SENDER, (found) => ' '.repeat(found.length));

const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const DAY_IN_TEXT = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`, 'gu');

/** Without a date at its head: the weekday that the text names first, behind its last date; or a week later. */
function guessed(text: string): PublicationGuess | undefined {
  const dates = [...text.matchAll(DAY_IN_TEXT)].map(([, month, day, year]) => ({ month: month!, day: day!, year }));
  const years = dates.flatMap(({ year }) => (year === undefined ? [] : [Number(year)]));
  if (years.length === 0) return undefined;
  const lastYear = Math.max(...years) + (/\blast year\b/iu.test(text) ? 1 : 0);
  const days = dates.flatMap(
    ({ month, day, year }) => parseDay(`${year ?? lastYear}-${monthNumber(month)}-${day.padStart(2, '0')}`) ?? [],
  );
  const last = Math.max(...days);
  if (!Number.isFinite(last) || new Date(last * 86_400_000).getUTCFullYear() !== lastYear) return undefined;
  const named = WEEKDAYS.map((name, i) => ({ at: text.search(new RegExp(`\\b${name}\\b`, 'iu')), i }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  if (named.length === 0) return { day: last, reason: 'the last date that the text names' };
  // 1970-01-01 was a Thursday
  const next = last + ((named[0]!.i - ((last + 4) % 7) + 7) % 7);
  return {
    day: next,
    others: [next + 7],
    reason: `the ${cap(WEEKDAYS[named[0]!.i]!)} behind the last date that the text names`,
  };
}

const cap = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const monthNumber = (name: string): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
