/** The day of publication that the head of an English text gives: "Published: April 8, 2024", "SEOUL, April 8". */
import { parseDay } from '../../calendar.ts';

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

export function publishedIn(head: string): { readonly day: number; readonly reason: string } | undefined {
  for (const [pattern, reason] of [
    [PUBLISHED, 'the text says when it was published'],
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
  return undefined;
}

const monthNumber = (name: string): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
