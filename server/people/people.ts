/** What the rest of the server asks of people. */
import type { IncomingMessage } from 'node:http';
import type { HeldRole, Person } from '../../models/contract/people.ts';
import type { AccessLog } from './accessLog.ts';
import type { Identity } from './identity.ts';
import type { Lookup } from './lookups.ts';
import type { Keys } from './keys.ts';
import type { Provider } from './oidc.ts';
import type { Named } from './persons.ts';
import type { Sessions } from './sessions.ts';
import type { PeopleSettings } from './settings.ts';

/** From where somebody asks, and for what. */
export interface Asking extends Omit<Lookup, 'secret'> {
  /** only reads: whom the database told of within the last minute is known while it is away */
  readonly takesLast?: boolean;
  /** asks again for what is open: that is no use of a session or a key */
  readonly isQuiet?: boolean;
}

export interface People {
  readonly auth: PeopleSettings['auth']['kind'];
  readonly readAccess: PeopleSettings['readAccess'];
  /** whether cookies go over TLS only */
  readonly isSecure: boolean;
  /** where people sign in; undefined where they do not do it here */
  readonly provider: Provider | undefined;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly accessLog: AccessLog;
  /** who bears nothing */
  readonly anonymous: Identity;
  /** Who sends a request; one that bears nothing comes from an anonymous reader. @throws TooManyWrong, DatabaseUnavailable within seconds */
  identify(request: IncomingMessage, from: Asking): Promise<Identity>;
  /** Begins a session of somebody whom the provider has named. @returns what the cookie holds; undefined where she may do nothing */
  signIn(named: Named, idToken: string, address: string): Promise<string | undefined>;
  /** those who were seen last first */
  list(limit: number): Promise<Person[]>;
  /** Whether who is known by this reads now: a person's id, or a key's; of somebody who is not here no more. */
  mayRead(known: { readonly person: string } | { readonly key: string }): Promise<boolean>;
  /** undefined where nobody has this id */
  giveRole(id: string, role: HeldRole | null, by: string): Promise<Person | undefined>;
}
