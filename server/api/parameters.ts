/** The query parameters that several addresses share: what they accept, what they mean, what an error says. */
import { LANGUAGES } from '../../client/words/languages.ts';
import { z } from 'zod';
import { FIRST_DATE, parseDay } from '../../models/calendar.ts';
import { AS_CODED, isAsCoded, parseWhatIf, type WhatIf } from '../../models/whatIf.ts';

const ISO_MOMENT = z.iso.datetime({ offset: true });
/** Nothing was recorded before, and nothing is after: an offset carries a moment out of the years that a database and an ISO date have. */
const EARLIEST_MS = Date.parse(FIRST_DATE);
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** The moment of a text; undefined for one that is none. */
function momentOf(text: string): Date | undefined {
  const ms = Date.parse(parseDay(text) === undefined ? text : `${text}T23:59:59.999Z`);
  if (Number.isNaN(ms) || !(parseDay(text) !== undefined || ISO_MOMENT.safeParse(text).success)) return undefined;
  return new Date(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS));
}

/** An ISO date as an epoch day. */
export const day = (description: string) =>
  z
    .string()
    .transform((text, context) => {
      const parsed = parseDay(text);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: 'is not a calendar date: write YYYY-MM-DD, such as 2024-04-05' });
      return z.NEVER;
    })
    .meta({ description, format: 'date', example: '2024-04-05' })
    .optional();

/** A moment as it was asked for. */
export interface AskedMoment {
  readonly text: string;
  readonly moment: Date;
}

export const asOf = z
  .string()
  .transform((text, context): AskedMoment => {
    const moment = momentOf(text);
    if (moment) return { text, moment };
    context.addIssue({
      code: 'custom',
      message:
        'is neither a date nor a moment: write 2024-05-01 (the end of that day, UTC) or 2024-05-01T12:00:00Z; in an address, + is written %2B',
    });
    return z.NEVER;
  })
  .meta({
    description:
      'What was known then: a date (its end, UTC) or a moment (ISO 8601). Left out: what the last roll-up published.',
    example: '2026-11-30',
  })
  .optional();

/** Whether the notes of the days are shown: those that are known now, or were at a moment. */
export const notes = z
  .string()
  .transform((text, context): AskedMoment | 'shown' => {
    if (text === 'shown') return text;
    const moment = momentOf(text);
    if (moment) return { text, moment };
    context.addIssue({
      code: 'custom',
      message: 'is neither "shown" nor a date or a moment, such as 2024-05-01T12:00:00Z: leave it out for no notes',
    });
    return z.NEVER;
  })
  .meta({
    description:
      'Notes on the days, which change no number: `shown` for those that are known now (or at `asOf`), or a date or a moment for those that were known then. Left out: none.',
    example: 'shown',
  })
  .optional();

export const step = z
  .enum(['day', 'week', 'month'], 'must be day, week or month')
  .optional()
  .describe(
    'Distance of the points. A week or a month is read on its last day, an unfinished one on the last day asked for. Left out: day, or week where that would make more than 40,000 points; the answer says which.',
  );

export const model = z
  .string()
  .meta({
    description:
      'A model: its name (the newest version), name@version, name@hash, or its hash. Left out: the baseline.',
    example: 'baseline@1',
  })
  .optional();

export const direction = z.string().default('both').meta({
  description: 'Whose acts: both sides’, or those of one side towards the other, such as KOR>RUS.',
  example: 'KOR>RUS',
});

export const whatIf = z
  .string()
  .max(4000, 'is too long: 4000 characters are the most')
  .transform((text, context): WhatIf => {
    const { whatIf: asked, faults } = parseWhatIf(text);
    if (faults.length === 0 && !isAsCoded(asked)) return asked;
    context.addIssue({
      code: 'custom',
      message:
        faults.length > 0
          ? `cannot be read: ${faults.join(' ').replace(/\.$/, '')}`
          : 'asks for nothing: leave it out, or write indirect, unverified, type:TYPE, event:ID or severity:ID:5',
    });
    return z.NEVER;
  })
  .default(AS_CODED)
  .meta({
    description:
      'Events left out or graded otherwise, terms with commas between them: `indirect`, `unverified`, `type:TYPE` and `event:ID` leave out, `severity:ID:5` grades otherwise. What remains is scored from the start. Left out: every event as it is coded.',
    example: 'indirect,type:militant_attack',
  });

export const lang = z
  .enum(LANGUAGES, `must be ${LANGUAGES.join(' or ')}`)
  .default('en')
  .describe('Language of names and fixed words; summaries of events stay as they are coded.');

export const limit = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 1000')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 1000, 'must be a whole number from 1 to 1000')
    .default(standard)
    .meta({ description: `At most so many, 1 to 1000; ${standard} when left out.` });

export const flag = (description: string) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description });

/** On every address that answers with a list or a series. */
export const format = z
  .enum(['json', 'csv'], 'must be json or csv')
  .optional()
  .describe(
    'json or csv; left out, the Accept header decides. In CSV, a text that a spreadsheet would run as a formula (it begins with = + - @, also in full width, a tab or a line end) has an apostrophe in front.',
  );

/** On the same addresses: a CSV that Excel opens with all its letters. */
export const bom = z
  .enum(['0', '1'], 'must be 0 or 1')
  .optional()
  .transform((text) => text === '1')
  .describe('1: a CSV begins with a byte order mark, by which spreadsheets know UTF-8.');
