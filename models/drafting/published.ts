/** The day on which a text was published: given, written in its head, or not known. */
import { parseDay, toIsoDate } from '../calendar.ts';
import type { PublicationGuess } from './language.ts';

export interface Published {
  readonly day: number | undefined;
  /** other days that the text allows */
  readonly others?: readonly number[];
  readonly guessed: boolean;
  readonly reason: string;
}

/** Dates of publication stand in the first and the last lines. */
const HEAD_CHARACTERS = 1500;
/** A language may look further: for a date at the end, or the days that the text names. */
const READ_CHARACTERS = 20_000;

const NOT_FOUND = {
  en: 'no date of publication was found: days such as "Friday" stay open until you give it',
  ko: '발행일을 찾지 못했습니다. "금요일" 같은 날짜는 발행일을 넣을 때까지 비워 둡니다',
};

/** @param given ISO date that the user gave; @param publishedIn what the language knows of datelines */
export function publishedOf(
  text: string,
  given: string | undefined,
  publishedIn: (text: string) => PublicationGuess | undefined,
  language: 'en' | 'ko',
): Published {
  if (given !== undefined) {
    const day = parseDay(given);
    if (day !== undefined) return { day, guessed: false, reason: 'as given' };
  }
  const head = text.slice(0, HEAD_CHARACTERS);
  const marked = /<time\b[^<>]{0,200}?\bdatetime\s?=\s?["']?(\d{4}-\d{2}-\d{2})/iu.exec(head);
  const marks = marked ? parseDay(marked[1]!) : undefined;
  if (marks !== undefined) return { day: marks, guessed: false, reason: 'the page marks its time' };
  const dateline = publishedIn(text.slice(0, READ_CHARACTERS));
  if (dateline !== undefined) {
    const { day, others = [], isWritten = false, reason } = dateline;
    return { day, others, guessed: !isWritten, reason };
  }
  const iso = /(?<![\d/-])((?:19|20)\d{2})[-./](\d{1,2})[-./](\d{1,2})(?![\d/-])/u.exec(head);
  if (iso) {
    const day = parseDay(`${iso[1]}-${iso[2]!.padStart(2, '0')}-${iso[3]!.padStart(2, '0')}`);
    if (day !== undefined) return { day, guessed: true, reason: `the head of the text says ${toIsoDate(day)}` };
  }
  return {
    day: undefined,
    guessed: false,
    reason: NOT_FOUND[language],
  };
}
