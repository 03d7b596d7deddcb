/** GET /api/v1/morning: what is new since the reader's last brief, and what has changed in a week and a month, over all dyads. */
import { z } from 'zod';
import { dayOfMs, parseDay, toIsoDate } from '../../models/calendar.ts';
import { PERIOD_DAYS } from '../../models/periodChange.ts';
import { isTimeZone, startOfDay, zonedTime } from '../../models/timeZone.ts';
import type { AnswerCache } from './answerCache.ts';
import { morning } from '../../models/contract/morning.ts';
import { asOf, day, lang, model } from './parameters.ts';
import { morningOf } from './morningOf.ts';
import { invalid } from './problem.ts';
import type { Vintage } from './eventSource.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';
import { askedList, decidedBy, keptFor, list } from './watchLists.ts';
import type { WatchLists } from '../alerts/watchLists.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days: nobody reads on after a longer time. */
const MAX_DAYS = 366;

const query = z.strictObject({
  date: day('The last day of the periods; today in the time zone when left out.'),
  since: asOf.meta({
    description:
      'When the reader read the last brief: a moment, or a date for the beginning of that day in the time zone. Left out: 24 hours ago.',
    example: '2026-11-30',
  }),
  tz: z
    .string()
    .max(64, 'is too long: 64 characters are the most')
    .refine(isTimeZone, 'is not a time zone: write a name of the IANA, such as Asia/Seoul')
    .default('UTC')
    .meta({ description: 'The time zone in which days begin and end.', example: 'Asia/Seoul' }),
  model,
  asOf,
  lang,
  list,
});

export const morningRoute = (snapshots: Snapshots, answers: AnswerCache, lists: WatchLists) =>
  route({
    method: 'get',
    path: '/api/v1/morning',
    needs: 'reader',
    summary:
      'The morning brief: what is new since the last one, and what has changed in a week and a month, over all dyads',
    description:
      'First what is new since the reader’s last brief: acts dated since, and acts recorded, coded otherwise or taken out since though they are dated earlier, each with what it adds to the change. Then, for a week and a month, the dyads that rose or fell (rules of `move`) and are not told yet. Each dyad is told once, with the sentence that explains it and its flag; a flag that was raised, cleared or turned is told with its change. A day in the past is told by the dates of its acts: from the eve of the day before it.',
    query,
    answers: { 200: { description: 'The brief', body: morning } },
    problems: ['unknown-model', 'unknown-list', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const model = await snapshots.model(query.model);
      const vintage = await snapshots.vintage(query.asOf);
      const span = spanOf(query, vintage, query.asOf?.moment ?? snapshots.now());
      const only = await askedList(lists, call.request, query.list);
      const decided = decidedBy(only, {
        vintages: [vintage],
        models: [model],
        parts: [span.day, span.from, span.since?.toISOString() ?? '', query.tz, query.lang],
        isLastDayGiven: query.date !== undefined && (query.since !== undefined || span.since === undefined),
      });
      const { day, since } = span;
      const starts = startsOf(span);
      const { tz: timeZone, lang: language } = query;
      const reply = await answers.reply(call, decided, () =>
        morningOf({ snapshots, vintage, model, day, starts, since, timeZone, language, only }),
      );
      return keptFor(only, reply);
    },
  });

interface Span {
  /** the last day, epoch */
  readonly day: number;
  /** the day at whose end it begins, epoch */
  readonly from: number;
  /** undefined for a day in the past, which is told by the dates of acts */
  readonly since: Date | undefined;
}

/** The days at whose ends the periods begin. */
export const startsOf = ({ day, from }: Span) => ({
  since: from,
  week: day - PERIOD_DAYS.week,
  month: day - PERIOD_DAYS.month,
});

/** @param now the moment of the reading @throws Problem */
export function spanOf(
  { date, since, tz, asOf }: Pick<z.output<typeof query>, 'date' | 'since' | 'tz' | 'asOf'>,
  { knownThrough }: Vintage,
  now: Date,
): Span {
  // A date as the moment means the end of its day, in UTC.
  const isWholeDay = asOf !== undefined && parseDay(asOf.text) !== undefined;
  const today = knownThrough + (isWholeDay ? 0 : zonedTime(now, tz).day - dayOfMs(now.getTime()));
  const day = date ?? today;
  const last = Math.max(today, knownThrough);
  if (day > last)
    throw invalid({
      field: 'date',
      value: toIsoDate(day),
      message: `lies after ${toIsoDate(last)}, the last day of which anything is known: give that or an earlier day, or leave it out`,
    });
  const refuseSince = (message: string): never => {
    throw invalid({ field: 'since', value: since?.text ?? null, message });
  };
  const sinceDay = since && parseDay(since.text);
  const asked = sinceDay === undefined ? since?.moment : startOfDay(sinceDay, tz);
  if (asked && asked > now)
    refuseSince('lies in the future: give the moment of an earlier brief, or leave it out for 24 hours ago');
  const isPast = day < today;
  // Acts have no hour: what the reader of the day before could not know yet begins with that day.
  const moment = asked ?? new Date(Math.floor((now.getTime() - DAY) / HOUR) * HOUR);
  const read = isPast && !since ? day - 1 : zonedTime(moment, tz).day;
  if (isPast && read > day) refuseSince(`lies after ${toIsoDate(day)}, the day of the brief: give an earlier moment`);
  if (read < day - MAX_DAYS) refuseSince('lies more than a year before the day of the brief: give a later moment');
  // Where the last run is older than the last brief, nothing of a later day is known.
  // At the beginning of a day its acts are still to come.
  const from = isPast || sinceDay !== undefined ? read - 1 : read;
  return isPast ? { day, from, since: undefined } : { day, from: Math.min(from, day), since: moment };
}
