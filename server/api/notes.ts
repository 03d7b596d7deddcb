/** /api/v1/notes: what people, and context.csv, say of days and stretches. */
import type { Request } from 'express';
import { z } from 'zod';
import { toIsoDate } from '../../models/calendar.ts';
import { canonicalDyad } from '../../models/dyad.ts';
import {
  note,
  noteBody,
  noteChange,
  noteWithdrawal,
  notes as notesBody,
  type Note,
} from '../../models/contract/notes.ts';
import { unwritable } from '../figures/writable.ts';
import type { KeptNote, Notes } from '../notes/notes.ts';
import { allows, identityOf } from '../people/identity.ts';
import { orProblem, readBody } from './acts.ts';
import { jsonAnswer, type Reply } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { asOf, day } from './parameters.ts';
import { invalid, Problem, type ProblemKind } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';
import type { Snapshots } from './snapshots.ts';

/** Who writes notes. */
const WRITES = 'coder';
/** A note with its source. */
const MAX_BYTES = 16 * 1024;
const PROBLEMS = [
  'malformed-request',
  'unsupported-media-type',
  'too-large',
  'invalid-act',
  'not-now',
] as const satisfies readonly ProblemKind[];
const CHANGING = [...PROBLEMS, 'unknown-note', 'changed-since'] as const satisfies readonly ProblemKind[];
const KEPT = 'Nothing is lost: what was known at an earlier moment stays, and the audit has who and when.';

export const noteRoutes = (snapshots: Snapshots): readonly Route[] => [
  notesRoute(snapshots),
  addRoute(snapshots),
  changeRoute(snapshots.notes),
  withdrawRoute(snapshots.notes),
];

const shown = ({ isShipped, recordedAt, ...rest }: KeptNote): Note => ({
  ...rest,
  shipped: isShipped,
  recordedAt: recordedAt.toISOString(),
});

const noteReply = (kept: KeptNote, status = 200): Reply => ({
  answer: jsonAnswer(shown(kept)),
  lifetime: 'momentary',
  status,
});

const dyad = z
  .string()
  .transform((text, context) => {
    const canonical = canonicalDyad(text);
    if (canonical !== undefined) return canonical;
    context.addIssue({
      code: 'custom',
      message: 'is not a dyad: write two different ISO alpha-3 codes joined by a hyphen, such as KOR-RUS',
    });
    return z.NEVER;
  })
  .meta({ description: 'The notes of this dyad and those of all; every note when left out.', example: 'KOR-RUS' })
  .optional();

const notesRoute = ({ notes, now }: Snapshots) =>
  route({
    method: 'get',
    path: '/api/v1/notes',
    needs: 'reader',
    summary: 'Notes on days and stretches',
    description: 'What happened, in words and with a source, by people and from context.csv. Notes change no number.',
    query: z.strictObject({
      dyad,
      from: day('Notes that end before this day are left out.'),
      to: day('Notes that begin after this day are left out.'),
      asOf,
    }),
    answers: { 200: { description: 'The notes', body: notesBody } },
    async reply({ request, query }) {
      const isoDay = (epoch: number | undefined): string | undefined =>
        epoch === undefined ? undefined : toIsoDate(epoch);
      const found = await notes.read(query.asOf?.moment, {
        dyads: query.dyad === undefined ? undefined : [query.dyad],
        from: isoDay(query.from),
        to: isoDay(query.to),
      });
      return {
        answer: jsonAnswer({
          asOf: (query.asOf?.moment ?? now()).toISOString(),
          notes: found.map(shown),
          mayWrite: allows(identityOf(request), WRITES),
        }),
        lifetime: 'momentary',
      };
    },
  });

const addRoute = ({ notes, reference }: Snapshots) =>
  route({
    method: 'post',
    path: '/api/v1/notes',
    needs: WRITES,
    summary: 'Write a note',
    description:
      'On a day (`to` is `from`), a stretch, or a stretch that goes on (`to` is null); of one dyad or of all. It may lie ahead. Sent twice, it is one note.',
    body: { 'application/json': noteBody },
    query: noQuery,
    answers: { 201: { description: 'The note', body: note } },
    problems: PROBLEMS,
    async reply({ request, response }) {
      const body = readBody(noteBody, await jsonBody(request, response, MAX_BYTES));
      const unknown = (body.dyad?.split('-') ?? []).find((state) => !reference.countries.has(state));
      if (unknown !== undefined)
        throw invalid({ field: 'dyad', value: body.dyad, message: `names ${unknown}, which is no state here` });
      refuseUnwritable(body);
      return noteReply(await orProblem(() => notes.add(body, recordedBy(request))), 201);
    },
  });

const changeRoute = (notes: Notes) =>
  route({
    method: 'post',
    path: '/api/v1/notes/:note/revisions',
    needs: WRITES,
    summary: 'Change a note',
    description: `\`revision\` says what the writer saw: where somebody wrote since, nothing is changed (409). ${KEPT}`,
    body: { 'application/json': noteChange },
    query: noQuery,
    answers: { 200: { description: 'The note as it is now', body: note } },
    problems: CHANGING,
    async reply({ request, response, path }) {
      const body = readBody(noteChange, await jsonBody(request, response, MAX_BYTES));
      refuseUnwritable(body);
      return written(request, (by) => notes.change(path('note'), body, by));
    },
  });

const withdrawRoute = (notes: Notes) =>
  route({
    method: 'post',
    path: '/api/v1/notes/:note/withdrawal',
    needs: WRITES,
    summary: 'Take a note back',
    description: `It is shown no more from now on. ${KEPT}`,
    body: { 'application/json': noteWithdrawal },
    query: noQuery,
    answers: { 200: { description: 'The note as it stood', body: note } },
    problems: CHANGING,
    async reply({ request, response, path }) {
      const { revision } = readBody(noteWithdrawal, await jsonBody(request, response, MAX_BYTES));
      return written(request, (by) => notes.withdraw(path('note'), revision, by));
    },
  });

const written = async (request: Request, write: (by: string) => Promise<KeptNote>): Promise<Reply> => {
  try {
    return noteReply(await orProblem(() => write(recordedBy(request))));
  } catch (error) {
    if (error instanceof Problem && error.kind === 'unknown-event') throw new Problem('unknown-note', error.message);
    throw error;
  }
};

/** Cards write them. */
function refuseUnwritable({ text, source }: { readonly text: string; readonly source: string }): void {
  const faults = Object.entries({ text, source }).flatMap(([field, value]) => {
    const message = unwritable(value);
    return message === undefined ? [] : [{ field, value: value.slice(0, 120), message }];
  });
  if (faults.length > 0) throw invalid(...faults);
}
