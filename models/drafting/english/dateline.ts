/** The day of publication that the head of an English text gives: "Published: April 8, 2024", "SEOUL, April 8". */
import { parseDay } from '../../calendar.ts';
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

/** "TOKYO, Sept. 18, 2025 - ": a place in capitals in front, the article behind. */
const DATELINE = new RegExp(
  `^[^\\n\\p{Ll}]{2,40}, (?:${MONTH} (\\d{1,2})(?:st|nd|rd|th)?, (\\d{4})|(\\d{1,2}) ${MONTH},? (\\d{4}))[^\\n\\p{L}]{0,6}(?:\\([^()\\n]{1,40}\\))?[ :,]{0,3}[-–—]`,
  'mu',
);

export function publishedIn(head: string): PublicationGuess | undefined {
  for (const [pattern, reason] of [
    [PUBLISHED, 'the text says when it was published'],
    [DATELINE, 'the dateline says the day'],
    [ALONE, 'a line of the head is a date'],
  ] as const) {
    const match = pattern.exec(head);
    if (!match) continue;
    const [, monthA, dayA, yearA, dayB, monthB, yearB, y, m, d] = match;
    const iso = y
      ? `${y}-${m}-${d}`
      : `${yearA ?? yearB}-${monthNumber(monthA ?? monthB ?? '')}-${(dayA ?? dayB ?? '').padStart(2, '0')}`;
    const day = parseDay(iso);
    if (day !== undefined) return { day, reason };
  }
  return guessed(head);
}

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
