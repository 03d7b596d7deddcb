/** GET /api/v1/audit: who wrote what, when and why; and whether the chain of it holds. */
import { z } from 'zod';
import { audit, type AuditEntry, auditEntry, auditState } from '../../models/contract/audit.ts';
import type { RecordedEntry } from '../ledger/change.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { csvAnswer, jsonAnswer, linkToNext } from './answer.ts';
import { type Column, members } from '../csv.ts';
import { refuseReversed } from './dayRange.ts';
import { day, limit } from './parameters.ts';
import { noQuery, route, type Route } from './route.ts';

const text = (description: string) =>
  z.string().max(200, 'is too long: 200 characters are the most').optional().describe(description);

const query = z.strictObject({
  subject: text(
    'A part of the subject, such as the id of an event or an import, a dyad, the code of a view, name@version of a model, the name of a feed.',
  ),
  by: text('A part of the name of who wrote.'),
  action: text(auditEntry.shape.action.description!),
  from: day('The first day, UTC.'),
  to: day('The last day, UTC.'),
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be the number of an entry')
    .transform(Number)
    .optional()
    .describe('Entries of lower numbers: `next` of the page before.'),
  limit: limit(100),
});

const auditRoute = (ledger: Ledger) =>
  route({
    method: 'get',
    path: '/api/v1/audit',
    needs: 'editor',
    summary: 'Who wrote what, when and why',
    description:
      'The newest first. Each entry holds the hash of the one before it: `hash` is the SHA-256 of the canonical JSON (RFC 8785) of the entry without `hash`. An import is one entry, with a hash of its rows. `next` (null on the last page) and the header `Link: <…>; rel="next"` lead on.',
    csv: true,
    query,
    answers: { 200: { description: 'The entries', body: audit } },
    async reply({ query, format, request }) {
      const { from, to } = query;
      if (from !== undefined && to !== undefined) refuseReversed(from, to);
      const { entries, next } = await ledger.audit(query);
      const answered = entries.map(answeredEntry);
      const headers = next === null ? {} : linkToNext(request.originalUrl, { before: String(next) });
      const answer =
        format === 'csv' ? csvAnswer(COLUMNS, answered, 'audit', headers) : jsonAnswer({ entries: answered, next });
      return { answer, lifetime: 'momentary' };
    },
  });

const auditStateRoute = (ledger: Ledger) =>
  route({
    method: 'get',
    path: '/api/v1/audit/state',
    needs: 'editor',
    summary: 'Whether the chain of entries holds',
    description:
      'Checks every entry against the one before it, and imports against their rows; names the first that is broken.',
    query: noQuery,
    answers: { 200: { description: 'The chain', body: auditState } },
    async reply() {
      return { answer: jsonAnswer(await ledger.auditState()), lifetime: 'momentary' };
    },
  });

export const auditRoutes = (ledger: Ledger): readonly Route[] => [auditRoute(ledger), auditStateRoute(ledger)];

const answeredEntry = ({ at, before, after, ...entry }: RecordedEntry): AuditEntry => ({
  ...entry,
  at: at.toISOString(),
  before: before && { ...before },
  after: after && { ...after },
});

const inJson = (fields: AuditEntry['before']): string => (fields === null ? '' : JSON.stringify(fields));

const COLUMNS: readonly Column<AuditEntry>[] = [
  ...members<
    Pick<AuditEntry, 'number' | 'at' | 'by' | 'action' | 'subject'>,
    'number' | 'at' | 'by' | 'action' | 'subject'
  >('number', 'at', 'by', 'action', 'subject'),
  { name: 'before', of: ({ before }) => inJson(before) },
  { name: 'after', of: ({ after }) => inJson(after) },
  ...members<Pick<AuditEntry, 'why' | 'hash' | 'previousHash'>, 'why' | 'hash' | 'previousHash'>(
    'why',
    'hash',
    'previousHash',
  ),
];
