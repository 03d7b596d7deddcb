/** /api/v1/lists: watch lists, and what an address means that names one. */
import type { Request } from 'express';
import { z } from 'zod';
import { watchList, type WatchList, watchListBody, watchLists as listsBody } from '../../models/contract/watchLists.ts';
import { named } from '../../models/contract/alerts.ts';
import type { KeptList, WatchLists } from '../alerts/watchLists.ts';
import { allows, identityOf } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { readBody } from './acts.ts';
import { told } from './alerts.ts';
import { jsonAnswer, type Reply } from './answer.ts';
import type { Decided } from './answerCache.ts';
import { seesInside } from './inside.ts';
import { jsonBody } from './jsonBody.ts';
import { requireRole } from './permission.ts';
import { invalid, Problem } from './problem.ts';
import { recordedBy } from './recordedBy.ts';
import { noQuery, type Route, route } from './route.ts';

/** Who keeps lists for everybody. */
const SHARES = 'coder';

/** The query parameter of an address that can be of a list. */
export const list = z
  .string()
  .max(63, 'is too long: 63 characters are the most')
  .optional()
  .meta({ description: 'The dyads of a watch list only, by its name: GET /api/v1/lists.', example: 'moscow' });

export interface WatchListParts {
  readonly lists: WatchLists;
  readonly people: People;
  readonly countries: ReadonlyMap<string, unknown>;
}

export const watchListRoutes = (parts: WatchListParts): readonly Route[] => [
  listsRoute(parts),
  putListRoute(parts),
  removeListRoute(parts),
];

/** Whose lists somebody sees beside the shared ones; undefined for who is not known. */
function ownerOf(request: Request): string | undefined {
  const { via, id, keyId } = identityOf(request);
  if (via === 'token') return TOKEN;
  return id ?? (keyId === undefined ? undefined : KEY + keyId);
}

const TOKEN = 'token';
/** Before the id of a key. */
const KEY = 'key ';

/** Whether who keeps a list reads here still: a feed ends with the right of its reader. */
export async function keeperReads({ owner, isShared }: KeptList, people: People): Promise<boolean> {
  if (isShared || owner === TOKEN) return true;
  return people.mayRead(owner.startsWith(KEY) ? { key: owner.slice(KEY.length) } : { person: owner });
}

export interface AskedList {
  readonly title: string;
  readonly dyads: ReadonlySet<string>;
  readonly isShared: boolean;
}

/** The list that an address names. @throws Problem where there is none that may be seen */
export async function askedList(
  lists: WatchLists,
  request: Request,
  name: string | undefined,
): Promise<AskedList | undefined> {
  if (name === undefined) return undefined;
  const found = await lists.find(name, ownerOf(request));
  if (!found) throw unknownList(name);
  return { title: found.title, dyads: new Set(found.dyads), isShared: found.isShared };
}

/** What decides an answer of these dyads: a list may change, so that none is for ever the same. */
export const decidedBy = (list: AskedList | undefined, decided: Decided): Decided =>
  list ? { ...decided, parts: [...(decided.parts ?? []), list.title, ...list.dyads], isLastDayGiven: false } : decided;

/** Nothing on the way keeps an answer of what somebody alone sees. */
export const keptFor = (list: AskedList | undefined, reply: Reply): Reply =>
  list && !list.isShared ? { ...reply, lifetime: 'momentary' } : reply;

export const unknownList = (name: string): Problem =>
  new Problem('unknown-list', `No watch list is called "${name.slice(0, 80)}": GET /api/v1/lists lists them.`);

const shown = (request: Request, list: KeptList): WatchList => ({
  name: list.name,
  title: list.title,
  dyads: [...list.dyads],
  shared: list.isShared,
  mayChange: mayChange(request, list),
  changedAt: list.changedAt.toISOString(),
  changedBy: seesInside(request) ? list.changedBy : null,
});

/** Of one's own nobody else sees any; a shared one is whose who shared it, and admins'. */
function mayChange(request: Request, { isShared, keeper }: KeptList): boolean {
  const identity = identityOf(request);
  if (!isShared || allows(identity, 'admin')) return true;
  return allows(identity, SHARES) && keeper !== null && keeper === ownerOf(request);
}

/** @throws Problem where a list is not theirs to change who asks */
function refuseOthers(request: Request, list: KeptList): void {
  if (mayChange(request, list)) return;
  throw new Problem(
    'forbidden',
    `Somebody else shared the list "${list.name}", and only they and admins can change it: keep one of another name.`,
  );
}

/** Which of two lists of a name an address means. */
export const whichList = z.strictObject({
  shared: z.enum(['true', 'false'], 'must be true or false').optional().meta({
    description: 'The shared list of this name (true), or your own (false); your own goes first when left out.',
  }),
});

/** The list that somebody writes to, and whose it is to her. @throws Problem where there is none, or it is not hers to change */
export async function listToChange(
  { lists, people }: Omit<WatchListParts, 'countries'>,
  request: Request,
  name: string,
  { shared }: z.output<typeof whichList>,
): Promise<{ readonly found: KeptList; readonly owner: string }> {
  const owner = writerOf(request, false, people);
  const found = await lists.find(name, owner, shared === undefined ? undefined : shared === 'true');
  if (!found) throw unknownList(name);
  writerOf(request, found.isShared, people);
  refuseOthers(request, found);
  return { found, owner };
}

const listsRoute = ({ lists }: WatchListParts) =>
  route({
    method: 'get',
    path: '/api/v1/lists',
    needs: 'reader',
    summary: 'The watch lists: those that are shared, and your own',
    query: noQuery,
    answers: { 200: { description: 'The lists', body: listsBody } },
    async reply({ request }) {
      const owner = ownerOf(request);
      const kept = await lists.read(owner);
      return {
        answer: jsonAnswer({
          lists: kept.map((one) => shown(request, one)),
          mayKeep: owner !== undefined,
          mayShare: allows(identityOf(request), SHARES),
        }),
        lifetime: 'momentary',
      };
    },
  });

/** Whose list is written. @throws Problem where nobody is known, or a shared list needs another role */
function writerOf(request: Request, isShared: boolean, people: People): string {
  const owner = ownerOf(request);
  if (owner === undefined || isShared) requireRole(request, SHARES, people);
  if (owner === undefined)
    throw new Problem('forbidden', 'Nobody knows whose list this would be: sign in, or use a key.');
  return owner;
}

const putListRoute = ({ lists, people, countries }: WatchListParts) =>
  route({
    method: 'post',
    path: '/api/v1/lists',
    needs: 'reader',
    summary: 'Keep a watch list, in place of the one of its name',
    description: `A list of your own needs a sign-in, a key or the token; a shared one the role ${SHARES}: only who shared it, and admins, change it from then on. Your own goes before a shared one of its name.`,
    body: { 'application/json': watchListBody },
    query: noQuery,
    answers: { 201: { description: 'The list is kept', body: watchList } },
    problems: [
      'unauthorized',
      'forbidden',
      'malformed-request',
      'unsupported-media-type',
      'too-large',
      'invalid-act',
      'invalid-alert',
    ],
    async reply({ request, response }) {
      writerOf(request, false, people);
      const body = readBody(watchListBody, await jsonBody(request, response));
      const owner = writerOf(request, body.shared, people);
      const unknown = body.dyads.flatMap((dyad, i) =>
        dyad
          .split('-')
          .filter((state) => !countries.has(state))
          .map((state) => ({ field: `dyads.${i}`, value: dyad, message: `names ${state}, which is no state here` })),
      );
      if (unknown.length > 0) throw invalid(...unknown);
      const kept = await told(() => lists.put(body, owner, recordedBy(request), (held) => refuseOthers(request, held)));
      return { answer: jsonAnswer(shown(request, kept)), lifetime: 'momentary', status: 201 };
    },
  });

const removeListRoute = (parts: WatchListParts) =>
  route({
    method: 'post',
    path: '/api/v1/lists/:list/remove',
    needs: 'reader',
    summary: 'Take a watch list away',
    description: `Your own, or where you have none of the name the shared one, which only who shared it, and admins, take away, and nobody while a rule watches it.`,
    query: whichList,
    answers: { 200: { description: 'It is gone', body: named } },
    problems: ['unauthorized', 'forbidden', 'unknown-list', 'invalid-alert'],
    async reply({ request, path, query }) {
      const name = path('list');
      const { found, owner } = await listToChange(parts, request, name, query);
      if (!(await told(() => parts.lists.remove(found, owner, recordedBy(request))))) throw unknownList(name);
      return { answer: jsonAnswer({ name }), lifetime: 'momentary' };
    },
  });
