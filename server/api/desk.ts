/** What waits at the desk: saved drafts, who has them open, and the queue. All of it needs the token. */
import { randomUUID } from 'node:crypto';
import {
  draftReader,
  draftReaders,
  draftToSave,
  openedDraft,
  type Queue,
  queue,
  savedDraft,
  savedDrafts as savedDraftsAnswer,
} from '../../models/contract/desk.ts';
import type { Round } from '../../models/contract/coding.ts';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { DraftChanged, saveDraft, savedDraft as draftNamed, savedDrafts } from '../desk/savedDrafts.ts';
import type { Rounds } from '../coding/rounds.ts';
import type { Readers } from '../desk/readers.ts';
import { suggestions } from '../desk/suggestions.ts';
import type { Database } from '../store/database.ts';
import { readBody } from './acts.ts';
import { jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { type Call, noQuery, route, type Route } from './route.ts';
import type { Snapshots } from './snapshots.ts';

/** A long article with all its drafts has some 200 KB. */
const MAX_BYTES = 2 * 1024 ** 2;
const MAX_LISTED = 500;

export interface DeskParts {
  readonly database: Database;
  readonly readers: Readers;
  readonly now: () => Date;
}

const unknownDraft = (id: string): Problem =>
  new Problem(
    'unknown-draft',
    `There is no draft "${id.slice(0, 100)}": GET /api/v1/desk/drafts lists those there are.`,
  );

const draftsRoute = ({ database }: DeskParts) =>
  route({
    method: 'get',
    path: '/api/v1/desk/drafts',
    needs: 'coder',
    summary: 'Saved drafts, newest first',
    description: 'Without their content; those that are open, recorded or discarded.',
    query: noQuery,
    answers: { 200: { description: 'The drafts', body: savedDraftsAnswer } },
    async reply() {
      return {
        answer: jsonAnswer({ drafts: await savedDrafts(database, MAX_LISTED, false) }),
        lifetime: 'momentary',
      };
    },
  });

const SAVE_PROBLEMS = ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-act'] as const;

const saving = (
  parts: DeskParts,
  path: string,
  summary: string,
  idOf: (call: Call<object>) => string,
  status: 200 | 201,
) =>
  route({
    method: 'post',
    path,
    needs: 'coder',
    summary,
    description:
      'Keeps a text and its drafts, at most 2 MiB; the server does not read `content`. `version` is the one that the writer saw: where somebody saved since, nothing is written, and the answer (409) has the draft as it stands under `current`.',
    body: { 'application/json': draftToSave },
    query: noQuery,
    answers: { [status]: { description: 'The draft as it stands now', body: savedDraft } },
    problems: status === 201 ? SAVE_PROBLEMS : [...SAVE_PROBLEMS, 'changed-since', 'unknown-draft'],
    async reply(call) {
      const { request, response } = call;
      const given = readBody(draftToSave, await jsonBody(request, response, MAX_BYTES));
      const id = idOf(call);
      try {
        const saved = await saveDraft(parts.database, id, given, {
          savedAt: parts.now(),
          savedBy: recordedBy(request),
          isNew: status === 201,
        });
        if (!saved) throw unknownDraft(id);
        return { answer: jsonAnswer(saved), lifetime: 'momentary', status };
      } catch (error) {
        if (error instanceof DraftChanged)
          throw new Problem('changed-since', error.message, { current: error.current });
        throw error;
      }
    },
  });

const newDraftRoute = (parts: DeskParts) =>
  saving(parts, '/api/v1/desk/drafts', 'Save a new draft', () => randomUUID(), 201);

const saveDraftRoute = (parts: DeskParts) =>
  saving(parts, '/api/v1/desk/drafts/:id', 'Save a draft again', ({ path }) => path('id'), 200);

const draftRoute = ({ database, readers }: DeskParts) =>
  route({
    method: 'get',
    path: '/api/v1/desk/drafts/:id',
    needs: 'coder',
    summary: 'A saved draft, and who has it open',
    query: noQuery,
    answers: { 200: { description: 'The draft', body: openedDraft } },
    problems: ['unknown-draft'],
    async reply({ path }) {
      const draft = await draftNamed(database, path('id'));
      if (!draft) throw unknownDraft(path('id'));
      const openBy = [...readers.of(draft.id)];
      return { answer: jsonAnswer({ ...draft, openBy }), lifetime: 'momentary' };
    },
  });

const draftReadersRoute = ({ database, readers }: DeskParts) =>
  route({
    method: 'post',
    path: '/api/v1/desk/drafts/:id/readers',
    needs: 'coder',
    summary: 'Say that a page has a draft open',
    description:
      'Answers who has it open, this page among them. A page says so every 15 seconds, under a name of its own (`page`), and is forgotten after 45.',
    body: { 'application/json': draftReader },
    query: noQuery,
    answers: { 200: { description: 'Who has it open', body: draftReaders } },
    problems: ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-act', 'unknown-draft'],
    async reply({ path, request, response }) {
      const { page, leaving = false } = readBody(draftReader, await jsonBody(request, response));
      const draft = await draftNamed(database, path('id'));
      if (!draft) throw unknownDraft(path('id'));
      readers.note(draft.id, { page, name: recordedBy(request) }, leaving);
      return { answer: jsonAnswer({ openBy: [...readers.of(draft.id)] }), lifetime: 'momentary' };
    },
  });

/** What waits of rounds that two coders code: how much is left, and how much they differ in; never the codes. */
async function waitingIn(rounds: Rounds): Promise<Pick<Queue, 'disputes' | 'secondCodings'>> {
  const listed = await rounds.list();
  const waiting = (left: (round: Round) => number) =>
    listed
      .map((round) => ({ roundId: round.id, title: round.title, open: left(round) }))
      .filter(({ open }) => open > 0);
  return {
    disputes: waiting(({ openDisputes }) => openDisputes),
    secondCodings: waiting(({ closedAt, units, coded }) => (closedAt === null ? units - coded : 0)),
  };
}

const queueRoute = ({ database, now }: DeskParts, { ledger, reference }: Snapshots, rounds: Rounds) =>
  route({
    method: 'get',
    path: '/api/v1/desk/queue',
    needs: 'coder',
    summary: 'What waits, and for whom',
    description:
      'Open drafts and suggestions, the newest first; disputes and codings of rounds; watched dyads, the one that nobody has looked at for longest first.',
    query: noQuery,
    answers: { 200: { description: 'What waits', body: queue } },
    async reply() {
      const today = dayOfMs(now().getTime());
      const watched = [...reference.dyads.values()].filter((dyad) => dyad.watched).map(({ dyad }) => dyad);
      const looked = await Promise.all(
        watched.map(async (dyad) => {
          const days = (await ledger.coverage(dyad))
            .filter(({ from }) => from <= today)
            .map(({ to }) => Math.min(to, today));
          return { dyad, through: days.length === 0 ? null : Math.max(...days) };
        }),
      );
      const body: Queue = {
        drafts: await savedDrafts(database, MAX_LISTED, true),
        suggestions: await suggestions(database, 'open', MAX_LISTED),
        ...(await waitingIn(rounds)),
        lookedAt: looked
          .toSorted((a, b) => (a.through ?? -Infinity) - (b.through ?? -Infinity) || (a.dyad < b.dyad ? -1 : 1))
          .map(({ dyad, through }) => ({ dyad, through: through === null ? null : toIsoDate(through) })),
      };
      return { answer: jsonAnswer(body), lifetime: 'momentary' };
    },
  });

export const deskRoutes = (desk: DeskParts, snapshots: Snapshots, rounds: Rounds): readonly Route[] => [
  draftsRoute(desk),
  newDraftRoute(desk),
  draftRoute(desk),
  saveDraftRoute(desk),
  draftReadersRoute(desk),
  queueRoute(desk, snapshots, rounds),
];
