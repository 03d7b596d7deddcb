/** GET /api/v1/dyads/:dyad/revisions: what was recorded, recoded or retracted since a moment. */
import { z } from 'zod';
import type { Codebook } from '../../models/codebook.ts';
import type { DatedRevision } from '../ledger/ledger.ts';
import { type Answer, csvAnswer } from './answer.ts';
import { formatted, lifetimeOf } from './answerCache.ts';
import { type Revisions, revisions } from '../../models/contract/revisions.ts';
import { type Column, members } from '../csv.ts';
import { changedFields } from './changedFields.ts';
import { codedEventRecord } from './eventRecord.ts';
import { asOf, limit } from './parameters.ts';
import { invalid } from './problem.ts';
import type { Snapshots } from './snapshots.ts';
import { route } from './route.ts';

const query = z.strictObject({
  since: asOf.describe('What was recorded after this moment: a date (its end, UTC) or a moment. Left out: everything.'),
  asOf: asOf.describe('Up to this moment; what the last roll-up published when left out.'),
  limit: limit(100),
});

export const revisionsRoute = (snapshots: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/dyads/:dyad/revisions',
    needs: 'reader',
    summary: 'What was recorded since a moment',
    description:
      'The revisions of a dyad’s events, the newest first: `create` records an event, `revise` recodes it (`fields` says what changed), `retract` takes it out, `restore` puts it back. `counts` counts them all. A revision that moves an event to another dyad belongs to both.',
    csv: true,
    query,
    answers: { 200: { description: 'The revisions', body: revisions } },
    problems: ['no-events', 'not-ready'],
    async reply(call) {
      const { query } = call;
      const dyad = call.path('dyad');
      const since = query.since?.moment ?? null;
      const vintage = await snapshots.vintage(query.asOf);
      const until = vintage.asked ?? vintage.asOf;
      if (since && until && since > until && query.asOf)
        throw invalid({
          field: 'since',
          value: query.since!.text,
          message: `lies after asOf, ${until.toISOString()}: exchange the two`,
        });
      const { counts, revisions } = until
        ? await snapshots.ledger.revisionsSince(dyad, since, until, query.limit)
        : NONE;
      if (revisions.length === 0) await snapshots.extent(dyad, vintage); // no revisions of a dyad that nobody knows is a question gone wrong
      const { codebook } = snapshots.reference;
      const body: Revisions = {
        dyad,
        since: since?.toISOString() ?? null,
        until: until?.toISOString() ?? null,
        counts,
        revisions: revisions.map((revision) => entryOf(revision, codebook)),
      };
      return {
        answer: formatted(call, body, inCsv),
        lifetime: lifetimeOf({ vintages: [vintage] }),
      };
    },
  });

const NONE = { counts: { create: 0, revise: 0, retract: 0, restore: 0 }, revisions: [] } as const;

function entryOf(
  { eventId, revision, operation, recordedAt, recordedBy, reason, event, before }: DatedRevision,
  codebook: Codebook,
): Revisions['revisions'][number] {
  const { date, type, category, summary } = codedEventRecord(event, codebook);
  return {
    eventId,
    revision,
    operation,
    recordedAt: recordedAt.toISOString(),
    recordedBy,
    reason,
    date,
    type,
    category,
    summary,
    fields: changedFields(before, event, codebook),
  };
}

const COLUMNS: readonly Column<Revisions['revisions'][number]>[] = [
  ...members<Omit<Revisions['revisions'][number], 'fields'>, Exclude<keyof Revisions['revisions'][number], 'fields'>>(
    'eventId',
    'revision',
    'operation',
    'recordedAt',
    'recordedBy',
    'reason',
    'date',
    'type',
    'category',
    'summary',
  ),
  { name: 'fields', of: ({ fields }) => fields.map(({ field, from, to }) => `${field}: ${from} -> ${to}`).join('; ') },
];

const inCsv = ({ dyad, revisions }: Revisions): Answer => csvAnswer(COLUMNS, revisions, `${dyad}_revisions`);
