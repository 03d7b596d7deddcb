/** /api/v1/me, people, sessions, keys, access: who asks, who may ask, and who tried. */
import type { Request } from 'express';
import { z } from 'zod';
import {
  access,
  keyChanged,
  keyMade,
  keys as keyList,
  type Me,
  me,
  newKey,
  people as peopleList,
  personChanged,
  roleToGive,
  type Session,
  sessionEnded,
  sessions as sessionList,
  signedOut,
  type AccessNote,
  type ApiKey,
} from '../../models/contract/people.ts';
import { type Column, members } from '../csv.ts';
import { setCookie } from '../people/cookies.ts';
import { csrfOf, csrfOfCookie, isBrowserBorne } from '../people/csrf.ts';
import { identityOf } from '../people/identity.ts';
import { KeyRefused } from '../people/keys.ts';
import type { People } from '../people/people.ts';
import { newSecret } from '../people/secret.ts';
import type { OpenSession } from '../people/sessions.ts';
import { reaches } from '../../models/roles.ts';
import { readBody } from './acts.ts';
import { csvAnswer, jsonAnswer } from './answer.ts';
import { jsonBody } from './jsonBody.ts';
import { SIGN_OUT } from './limits.ts';
import { limit } from './parameters.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';

const MAX_LISTED = 1000;
const listQuery = z.strictObject({ limit: limit(200) });
const BODY_PROBLEMS = ['malformed-request', 'unsupported-media-type', 'too-large', 'invalid-act'] as const;

export const peopleRoutes = (people: People): readonly Route[] => [
  meRoute(people),
  signOutRoute(people),
  peopleRoute(people),
  roleRoute(people),
  sessionsRoute(people),
  endSessionRoute(people),
  keysRoute(people),
  makeKeyRoute(people),
  withdrawKeyRoute(people),
  accessRoute(people),
];

const meRoute = (people: People) =>
  route({
    method: 'get',
    path: '/api/v1/me',
    needs: 'anyone',
    summary: 'Who you are here',
    query: noQuery,
    answers: { 200: { description: 'Who asks', body: me } },
    async reply({ request, response }) {
      const identity = identityOf(request);
      const session = identity.sessionId === undefined ? undefined : await ownSession(people, request);
      const body: Me = {
        name: identity.via === 'token' ? '' : identity.name,
        role: identity.role,
        via: identity.via,
        auth: people.auth,
        readAccess: people.readAccess,
        csrf: isBrowserBorne(identity)
          ? csrfFor(people, request, (cookie) => response.appendHeader('Set-Cookie', cookie))
          : null,
        endsAt: session?.endsAt.toISOString() ?? null,
      };
      return { answer: jsonAnswer(body), lifetime: 'momentary' };
    },
  });

/** Behind a proxy the first question brings the cookie that later ones double. */
function csrfFor(people: People, request: Request, set: (cookie: string) => void): string {
  const identity = identityOf(request);
  const held = csrfOf(request, identity, people.isSecure);
  if (held !== undefined) return held;
  const cookie = newSecret();
  set(setCookie('tension-csrf', cookie, people.isSecure));
  return csrfOfCookie(cookie);
}

const signOutRoute = (people: People) =>
  route({
    method: 'post',
    path: SIGN_OUT,
    needs: 'anyone',
    summary: 'End the session by which you ask',
    query: noQuery,
    answers: { 200: { description: 'It has ended', body: signedOut } },
    problems: ['cross-site'],
    async reply({ request, response }) {
      const { sessionId, name } = identityOf(request);
      const idToken = sessionId === undefined ? undefined : await people.sessions.end(sessionId);
      if (sessionId !== undefined) {
        await people.accessLog.noted('sign-out', { who: name, address: request.ip ?? '', detail: '' });
        response.appendHeader('Set-Cookie', setCookie('tension', '', people.isSecure, 0));
      }
      // A provider that does not answer keeps nobody signed in here.
      const continueAt =
        idToken === undefined
          ? null
          : ((await people.provider?.signOutAddress(idToken).catch(() => undefined)) ?? null);
      return { answer: jsonAnswer({ continueAt }), lifetime: 'momentary' };
    },
  });

const peopleRoute = (people: People) =>
  route({
    method: 'get',
    path: '/api/v1/people',
    needs: 'admin',
    summary: 'Who has signed in here, and as what',
    query: listQuery,
    answers: { 200: { description: 'Those who were seen last first', body: peopleList } },
    async reply({ query }) {
      return { answer: jsonAnswer({ people: await people.list(query.limit) }), lifetime: 'momentary' };
    },
  });

const roleRoute = (people: People) =>
  route({
    method: 'post',
    path: '/api/v1/people/:id/role',
    needs: 'admin',
    summary: 'Set what somebody may do here',
    description:
      'It counts in place of what the groups of the provider say, at once. Nobody sets her own, so that an admin is left.',
    query: noQuery,
    body: { 'application/json': roleToGive },
    answers: { 200: { description: 'The person as she stands now', body: personChanged } },
    problems: [...BODY_PROBLEMS, 'unknown-person', 'not-now'],
    async reply({ request, response, path }) {
      const { role } = readBody(roleToGive, await jsonBody(request, response));
      if (identityOf(request).id === path('id'))
        throw new Problem(
          'not-now',
          'Your own role is set by another admin, or here with an admin’s key (`key make NAME --role admin`): so a server never loses its last admin.',
        );
      const person = await people.giveRole(path('id'), role, recordedBy(request));
      if (!person)
        throw new Problem(
          'unknown-person',
          `Nobody here has the id "${path('id').slice(0, 80)}": GET /api/v1/people lists who has signed in.`,
        );
      return { answer: jsonAnswer({ person }), lifetime: 'momentary' };
    },
  });

const sessionOf = (request: Request, { id, personId, name, beganAt, lastSeen, endsAt }: OpenSession): Session => ({
  id,
  personId,
  name,
  beganAt: beganAt.toISOString(),
  lastSeen: lastSeen.toISOString(),
  endsAt: endsAt.toISOString(),
  isYours: id === identityOf(request).sessionId,
});

/** Everybody's for an admin, else those of who asks. */
function sessionsFor(people: People, request: Request): Promise<readonly OpenSession[]> {
  const { id, role } = identityOf(request);
  if (reaches(role, 'admin')) return people.sessions.list(undefined, MAX_LISTED);
  return id === undefined ? Promise.resolve([]) : people.sessions.list(id, MAX_LISTED);
}

const ownSession = async (people: People, request: Request): Promise<OpenSession | undefined> => {
  const { id = '', sessionId } = identityOf(request);
  return (await people.sessions.list(id, MAX_LISTED)).find((session) => session.id === sessionId);
};

const sessionsRoute = (people: People) =>
  route({
    method: 'get',
    path: '/api/v1/sessions',
    needs: 'reader',
    summary: 'Open sessions: your own, or everybody’s for an admin',
    query: noQuery,
    answers: { 200: { description: 'Those that were used last first', body: sessionList } },
    async reply({ request }) {
      const open = await sessionsFor(people, request);
      return {
        answer: jsonAnswer({ sessions: open.map((session) => sessionOf(request, session)) }),
        lifetime: 'momentary',
      };
    },
  });

const endSessionRoute = (people: People) =>
  route({
    method: 'post',
    path: '/api/v1/sessions/:id/end',
    needs: 'reader',
    summary: 'End a session: your own, or anybody’s for an admin',
    query: noQuery,
    answers: { 200: { description: 'It has ended', body: sessionEnded } },
    problems: ['unknown-session', 'cross-site'],
    async reply({ request, path }) {
      const id = path('id');
      const session = (await sessionsFor(people, request)).find((open) => open.id === id);
      if (!session)
        throw new Problem(
          'unknown-session',
          `None of the sessions that you may end is "${id.slice(0, 80)}": GET /api/v1/sessions lists them.`,
        );
      await people.sessions.end(id);
      await people.accessLog.noted('sign-out', {
        who: session.name,
        address: request.ip ?? '',
        detail: `ended by ${recordedBy(request)}`,
      });
      return { answer: jsonAnswer({ id }), lifetime: 'momentary' };
    },
  });

const KEY_COLUMNS: readonly Column<ApiKey>[] = members(
  'id',
  'name',
  'role',
  'personId',
  'madeBy',
  'madeAt',
  'endsAt',
  'lastUsed',
  'withdrawnAt',
  'withdrawnBy',
);

const keysRoute = (people: People) =>
  route({
    method: 'get',
    path: '/api/v1/keys',
    needs: 'admin',
    summary: 'API keys, without their secrets',
    csv: true,
    query: listQuery,
    answers: { 200: { description: 'The newest first', body: keyList } },
    async reply({ query, format }) {
      const keys = await people.keys.list(query.limit);
      return {
        answer: format === 'csv' ? csvAnswer(KEY_COLUMNS, keys, 'keys') : jsonAnswer({ keys }),
        lifetime: 'momentary',
      };
    },
  });

const makeKeyRoute = (people: People) =>
  route({
    method: 'post',
    path: '/api/v1/keys',
    needs: 'admin',
    summary: 'Make an API key',
    description:
      'Not with a key. The answer has the secret, which is told this once: send it as "Authorization: Bearer ten_ID_SECRET". What is written with it stands under its name, or under that of the person whose it is.',
    query: noQuery,
    body: { 'application/json': newKey },
    answers: { 201: { description: 'The key', body: keyMade } },
    problems: BODY_PROBLEMS,
    async reply({ request, response }) {
      const asked = readBody(newKey, await jsonBody(request, response));
      const { role, id, keyId } = identityOf(request);
      if (keyId !== undefined)
        throw new Problem(
          'forbidden',
          'A key makes no keys, because they would outlive it: sign in, or use the token of the server on its own machine.',
        );
      try {
        return {
          answer: jsonAnswer(await people.keys.make(asked, { name: recordedBy(request), role, id })),
          lifetime: 'momentary',
          status: 201,
        };
      } catch (error) {
        if (!(error instanceof KeyRefused)) throw error;
        throw invalid({ field: error.field, value: asked[error.field] ?? null, message: error.message });
      }
    },
  });

const withdrawKeyRoute = (people: People) =>
  route({
    method: 'post',
    path: '/api/v1/keys/:id/withdrawal',
    needs: 'admin',
    summary: 'Withdraw an API key, at once and for good',
    query: noQuery,
    answers: { 200: { description: 'The key as it stands now', body: keyChanged } },
    problems: ['unknown-key'],
    async reply({ request, path }) {
      const key = await people.keys.withdraw(path('id'), recordedBy(request));
      if (!key)
        throw new Problem(
          'unknown-key',
          `No key has the id "${path('id').slice(0, 80)}": GET /api/v1/keys lists them.`,
        );
      return { answer: jsonAnswer({ key }), lifetime: 'momentary' };
    },
  });

const NOTE_COLUMNS: readonly Column<AccessNote>[] = members('at', 'kind', 'who', 'address', 'detail', 'times');

const accessRoute = (people: People) =>
  route({
    method: 'get',
    path: '/api/v1/access',
    needs: 'admin',
    summary: 'Sign-ins, sign-outs and refused attempts',
    description:
      'The newest 20,000 of each are kept; attempts within a minute are one entry. Keys and roles stand in the audit.',
    csv: true,
    query: listQuery,
    answers: { 200: { description: 'The newest first', body: access } },
    async reply({ query, format }) {
      const notes = await people.accessLog.list(query.limit);
      return {
        answer: format === 'csv' ? csvAnswer(NOTE_COLUMNS, notes, 'access') : jsonAnswer({ notes }),
        lifetime: 'momentary',
      };
    },
  });
