/** GET /api/v1/dyads/:dyad/events: the coded events of a dyad, searchable, page by page. */
import { z } from 'zod';
import type { EventFilter, LedgerEvent } from '../ledger/ledger.ts';
import { type Answer, csvAnswer, jsonAnswer } from './answer.ts';
import { lifetimeOf } from './answerCache.ts';
import { type EventPage, type EventRecord, events } from '../../models/contract/events.ts';
import { type Column, members } from '../csv.ts';
import { eventRecord } from './eventRecord.ts';
import { refuseReversed } from './dayRange.ts';
import { asOf, day, limit, model } from './parameters.ts';
import { invalid } from './problem.ts';
import { machineOf } from './machineParts.ts';
import type { DyadHistory, Reading, Vintage } from './reading.ts';
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

export const eventsRoute = (reading: Reading) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/events',
    summary: 'The events of a dyad, newest first',
    description:
      'A page of events. `nextCursor` (null on the last page) and the header `Link: <…>; rel="next"` lead on.',
    csv: true,
    query,
    answers: { 200: { description: 'A page of events', body: events } },
    problems: ['no-events', 'unknown-model', 'not-ready'],
    async reply({ query, path, format, request }) {
      const dyad = path('dyad');
      const { asOf, from, to, type, actor, q, cursor, limit } = query;
      const model = query.model === undefined ? undefined : reading.model(query.model);
      const { codebook } = reading.reference;
      if (type !== undefined && !codebook.has(type))
        throw invalid({
          field: 'type',
          value: type,
          message: 'is no type of the codebook: GET /api/v1/codebook lists them',
        });
      if (from !== undefined && to !== undefined) refuseReversed(from, to);
      const vintage = await reading.vintage(asOf, model);
      await reading.extent(dyad, vintage);

      const pageWith = vintage.of
        ? (filter: EventFilter) => pageOfModel(reading, dyad, vintage, filter)
        : (filter: EventFilter) => pageOf(reading, dyad, filter);
      const page = await pageWith({
        limit,
        ...(vintage.asOf && { asOf: vintage.asOf }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(type !== undefined && { type }),
        ...(actor !== undefined && { actor }),
        ...(q !== undefined && { q }),
        ...(cursor !== undefined && { cursor }),
      });
      const body: EventPage = {
        dyad,
        asOf: vintage.asOf?.toISOString() ?? null,
        events: page.events.map((event) => ({
          ...eventRecord(event, codebook),
          ...(page.history && machineOf(page.history, event.id)),
        })),
        nextCursor: page.nextCursor,
      };
      const headers =
        page.nextCursor === null ? {} : { Link: `<${nextAddress(request.originalUrl, page.nextCursor)}>; rel="next"` };
      return {
        answer: format === 'csv' ? inCsv(body, headers) : jsonAnswer(body, headers),
        lifetime: lifetimeOf({ vintages: [vintage] }),
      };
    },
  });

interface Page {
  readonly events: readonly LedgerEvent[];
  readonly nextCursor: string | null;
  /** of a model with acts of its own */
  readonly history?: DyadHistory;
}

/** Acts that a model has beside or instead of those coded by hand. The cursor is the last id of the page before. @throws Problem for another cursor */
async function pageOfModel(
  reading: Reading,
  dyad: string,
  vintage: Vintage,
  { from = -Infinity, to = Infinity, type, actor, q, limit, cursor }: EventFilter,
): Promise<Page> {
  const history = await reading.history(dyad, vintage);
  const { columns, byId, machine } = history;
  const after = cursor === undefined ? columns.ids.length : columns.ids.indexOf(cursor);
  if (after < 0)
    throw invalid({
      field: 'cursor',
      value: cursor ?? null,
      message: 'is no cursor of this list: take nextCursor of the page before',
    });
  const words = (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const typeAt = type === undefined ? undefined : columns.types.indexOf(type);
  const found: string[] = [];
  // Newest first; one more than the page shows tells whether there is a next one.
  for (let e = after - 1; e >= 0 && found.length <= limit; e--) {
    if (columns.day[e]! < from) break;
    if (columns.day[e]! > to || (typeAt !== undefined && columns.type[e] !== typeAt)) continue;
    const id = columns.ids[e]!;
    if (actor === undefined && words.length === 0) {
      found.push(id);
      continue;
    }
    const event = byId.get(id);
    if (!event || (actor !== undefined && event.actor !== actor)) continue;
    const text = `${event.summary} ${event.note} ${event.sourceName} ${event.type}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(id);
  }
  const ids = found.slice(0, limit);
  await machine?.readReports(ids);
  return {
    events: ids.flatMap((id) => byId.get(id) ?? []),
    nextCursor: found.length > limit ? ids.at(-1)! : null,
    history,
  };
}

/** @throws Problem for a cursor that the ledger did not make */
async function pageOf(reading: Reading, dyad: string, filter: EventFilter): Promise<Page> {
  try {
    return await reading.ledger.search(dyad, filter);
  } catch (error) {
    if (error instanceof RangeError && filter.cursor !== undefined)
      throw invalid({
        field: 'cursor',
        value: filter.cursor,
        message: 'is no cursor of this list: take nextCursor of the page before',
      });
    throw error;
  }
}

function nextAddress(address: string, cursor: string): string {
  const [path, search] = address.split('?');
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `${path}?${query.toString()}`;
}

/** What of an event is one cell. */
type Plain = Omit<EventRecord, 'others' | 'machine'>;

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
    'revision',
    'recordedAt',
  ),
];

const inCsv = ({ dyad, events }: EventPage, headers: Readonly<Record<string, string>>): Answer =>
  csvAnswer(COLUMNS, events, `${dyad}_events`, headers);
