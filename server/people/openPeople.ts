/** Tells who asks by what a request bears: the token, a key, the cookie of a session, the headers of a proxy. */
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type pino from 'pino';
import type { Database } from '../store/database.ts';
import { openAccessLog } from './accessLog.ts';
import { reasonOf } from '../../models/errorMessage.ts';
import { bearerOf } from './bearer.ts';
import { cookieOf, isDoubled } from './cookies.ts';
import type { Identity } from './identity.ts';
import { reaches } from '../../models/roles.ts';
import { API_KEY_PREFIX, openKeys } from './keys.ts';
import { lastKnown } from './lastKnown.ts';
import { type Lookup, openLookups } from './lookups.ts';
import { openProvider } from './oidc.ts';
import type { Asking, People } from './people.ts';
import { giveRole, type Named, personIdOf, personNamed, persons, roleOf, seenPerson } from './persons.ts';
import { peerOf, personFromProxy } from './proxy.ts';
import { hashOf, isSame } from './secret.ts';
import { openSessions } from './sessions.ts';
import type { PeopleSettings } from './settings.ts';

export interface PeopleParts {
  readonly database: Database;
  readonly settings: PeopleSettings;
  /** the bearer token of the data folder: who has it is an admin */
  readonly token: string;
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
  readonly logger: pino.Logger;
}

/** A second coder's key is no person's: the rounds know it. */
const ROUND_KEY_PREFIX = 'coder-';
/** How long what a proxy says of a person is not written down again; the role that was given here is looked up each time. */
const SEEN_MS = 60_000;
const MAX_SEEN = 1000;
const MAX_DROPPED = 100;

export function openPeople({ database, settings, token, publicUrl, now, logger }: PeopleParts): People {
  const { readAccess, auth } = settings;
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const onFault = (error: unknown): void => logger.warn({ err: error }, 'A note of use could not be written.');
  const notes = { database, now, onFault };
  const lookups = openLookups(now);
  const keys = openKeys(notes);
  const accessLog = openAccessLog(notes);
  const sessions = openSessions({ ...notes, idleMinutes: settings.sessionIdleMinutes, hours: settings.sessionHours });
  const provider = auth.kind === 'oidc' ? openProvider(auth.oidc, publicUrl ?? '') : undefined;
  // It may start later than this server; an operator who mistyped its address is told before anybody tries.
  const told = (error: unknown): void => {
    if (auth.kind === 'oidc')
      logger.warn(
        `Nobody can sign in yet. ${reasonOf(error)}. Check OIDC_ISSUER (${auth.oidc.issuer}); each sign-in asks there again.`,
      );
  };
  void provider?.reach().catch(told);
  const dropped = new Set<string>();
  const fromProxy =
    auth.kind === 'proxy'
      ? personFromProxy(auth.proxy, (address) => {
          if (dropped.has(address) || dropped.size >= MAX_DROPPED) return;
          dropped.add(address);
          logger.warn(
            { address },
            'The headers that name a person came from an address that is not in PROXY_ADDRESSES: they are dropped.',
          );
        })
      : () => undefined;
  const seen = new LRUCache<string, true>({ max: MAX_SEEN, ttl: SEEN_MS, perf: { now: () => now().getTime() } });

  const anonymous: Identity = { name: '', role: readAccess === 'public' ? 'reader' : 'none', via: 'anonymous' };
  /** With people of their own the token is for commands on this machine. */
  const takesToken = (request: IncomingMessage): boolean =>
    auth.kind === 'token' || (isLoopback(peerOf(request)) && !isForwarded(request));

  const last = lastKnown<Identity>(now, ({ via }) => via !== 'anonymous');
  const asked = (secret: string, from: Asking, look: () => Promise<Identity>): Promise<Identity> => {
    const lookup: Lookup = { ...from, secret };
    return last.find(hashOf(secret), () => lookups.find(lookup, look), from.takesLast ?? false);
  };

  async function ofKey(bearer: string, isQuiet?: boolean): Promise<Identity> {
    const found = await keys.find(bearer, isQuiet);
    return typeof found === 'string' ? { ...anonymous, refusal: found } : found;
  }

  function ofToken(request: IncomingMessage, bearer: string): Identity {
    if (!isSame(bearer, token)) return { ...anonymous, refusal: 'The token is not this server’s' };
    return takesToken(request)
      ? { name: 'HTTP', role: 'admin', via: 'token' }
      : { ...anonymous, refusal: 'The server’s token counts on its own machine only' };
  }

  async function ofProxy(named: Named, key: string): Promise<Identity> {
    const held = seen.has(key) ? await personNamed(database, personIdOf(named)) : undefined;
    const { name, given_role, person_id } = held ?? (await seenPerson(database, named, now()));
    if (!held) seen.set(key, true);
    return { name, role: roleOf({ claimed_role: named.role, given_role }), via: 'proxy', id: person_id };
  }

  async function ofCookie(cookie: string, isQuiet?: boolean): Promise<Identity> {
    const session = await sessions.find(cookie, isQuiet);
    if (!session) return anonymous;
    return { name: session.name, role: session.role, via: 'session', id: session.personId, sessionId: session.id };
  }

  return {
    auth: auth.kind,
    readAccess,
    anonymous,
    isSecure,
    provider,
    keys,
    sessions,
    accessLog,
    async identify(request, from) {
      const bearer = bearerOf(request);
      if (bearer?.startsWith(API_KEY_PREFIX)) return asked(bearer, from, () => ofKey(bearer, from.isQuiet));
      if (bearer !== undefined && !bearer.startsWith(ROUND_KEY_PREFIX)) return ofToken(request, bearer);
      const named = fromProxy(request);
      if (named) {
        const key = JSON.stringify(named);
        return last.find(key, () => ofProxy(named, key), from.takesLast ?? false);
      }
      if (auth.kind === 'oidc' && isDoubled(request, 'tension', isSecure)) return { ...anonymous, refusal: DOUBLED };
      const cookie = auth.kind === 'oidc' ? cookieOf(request, 'tension', isSecure) : undefined;
      return cookie === undefined ? anonymous : asked(cookie, from, () => ofCookie(cookie, from.isQuiet));
    },
    async signIn(named, idToken, address) {
      const person = await seenPerson(database, named, now());
      if (roleOf(person) === 'none') {
        accessLog.refused({ who: person.name, address, detail: 'signed in without a role' });
        return undefined;
      }
      const secret = await sessions.begin(person.person_id, idToken);
      lookups.remember(secret);
      await accessLog.noted('sign-in', { who: person.name, address, detail: '' });
      return secret;
    },
    list: (limit) => persons(database, limit),
    async mayRead(known) {
      if ('key' in known) return reaches(await keys.roleNow(known.key), 'reader');
      const person = await personNamed(database, known.person);
      return person !== undefined && reaches(roleOf(person), 'reader');
    },
    giveRole: (id, role, by) => giveRole(database, id, role, { by, at: now() }),
  };
}

const DOUBLED =
  'The request bears two session cookies, so that neither counts: remove the cookies of this site in the browser, and sign in again';

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

const isForwarded = ({ headers }: IncomingMessage): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
