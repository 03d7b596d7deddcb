/** GET /api/v1/dyads/:dyad/events: the coded events of a dyad, searchable, page by page. */
import { z } from 'zod';
import { type Answer, csvAnswer, jsonAnswer, linkToNext } from './answer.ts';
import type { AnswerCache } from './answerCache.ts';
import { type EventPage, type EventRecord, events } from '../../models/contract/events.ts';
import { type Column, members } from '../csv.ts';
import { eventRecord } from './eventRecord.ts';
import { refuseReversed } from './dayRange.ts';
import { asOf, day, limit, model } from './parameters.ts';
import { invalid } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

const query = z.strictObject({
  from: day('First day.'),
  to: day('Last day.'),
  type: z.string().meta({ description: 'A type of the codebook.', example: 'sanction' }).optional(),
  actor: z
    .string()
    .regex(/^[A-Z]{2,4}$/, 'is no actor: write an ISO alpha-3 code, EU, UN or NATO, in capitals')
    .meta({ description: 'Who acts: an ISO alpha-3 code, EU, UN or NATO.', example: 'RUS' })
    .optional(),
  q: z
    .string()
    .max(200, 'is too long: 200 characters are the most')
    .meta({
      description: 'Words that must all occur in the summary, the note, the source or the type.',
      example: 'ambassador',
    })
    .optional(),
  limit: limit(100),
  cursor: z
    .string()
    .max(500, 'is no cursor: take nextCursor of the page before')
    .meta({ description: '`nextCursor` of the page before.' })
    .optional(),
  asOf,
  model: model.describe(
    'A model: acts of the feeds that it reads, or inherited ones beside the dyad’s own. Left out: the events coded by hand.',
  ),
});

export const eventsRoute = (snapshots: Snapshots, answers: AnswerCache) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/events',
    needs: 'reader',
    summary: 'The events of a dyad, newest first',
    description:
      'A page of events. `nextCursor` (null on the last page) and the header `Link: <…>; rel="next"` lead on.',
    csv: true,
    query,
    answers: { 200: { description: 'A page of events', body: events } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const dyad = call.path('dyad');
      const { asOf, model: asked, ...filter } = query;
      const { from, to, type } = filter;
      const model = asked === undefined ? undefined : await snapshots.model(asked);
      const { codebook } = snapshots.reference;
      if (type !== undefined && !codebook.has(type))
        throw invalid({
          field: 'type',
          value: type,
          message: 'is no type of the codebook: GET /api/v1/codebook lists them',
        });
      if (from !== undefined && to !== undefined) refuseReversed(from, to);
      const vintage = await snapshots.vintage(asOf, model);
      await snapshots.extent(dyad, vintage);

      const { originalUrl } = call.request;
      return answers.kept(call, { vintages: [vintage], parts: [originalUrl] }, async () => {
        const page = await vintage.source.search(dyad, filter);
        const body: EventPage = {
          dyad,
          asOf: vintage.asOf?.toISOString() ?? null,
          events: page.events.map((event) => ({
            ...eventRecord(event, codebook),
            ...page.behind?.(event.id),
          })),
          nextCursor: page.nextCursor,
        };
        const headers = page.nextCursor === null ? {} : linkToNext(originalUrl, { cursor: page.nextCursor });
        return call.format === 'csv' ? inCsv(body, headers) : jsonAnswer(body, headers);
      });
    },
  });

/** What of an event is one cell. */
type Plain = Omit<EventRecord, 'others' | 'ends' | 'machine'>;

const COLUMNS: readonly Column<EventRecord>[] = [
  ...members<Plain, keyof Plain>('id', 'dyad', 'date', 'datePrecision', 'actor', 'target'),
  { name: 'others', of: (event) => event.others.join(';') },
  ...members<Plain, keyof Plain>(
    'role',
    'type',
    'category',
    'cameo',
    'polarity',
    'severity',
    'summary',
    'sourceName',
    'sourceUrl',
    'sourceDate',
    'verified',
    'note',
    'actId',
  ),
  { name: 'ends', of: (event) => event.ends.join(';') },
  ...members<Plain, keyof Plain>('endDate', 'headline', 'headlineKo', 'revision', 'recordedAt'),
];

const inCsv = ({ dyad, events }: EventPage, headers: Readonly<Record<string, string>>): Answer =>
  csvAnswer(COLUMNS, events, `${dyad}_events`, headers);
