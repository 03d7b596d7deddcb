/** Who asks: worked out once for each request, and looked up by whatever needs to know. */
import type { IncomingMessage } from 'node:http';
import { reaches, type Role } from '../../models/roles.ts';

export interface Identity {
  /** what stands beside all that she writes; empty for nobody */
  readonly name: string;
  readonly role: Role | 'none';
  /** by what she is known; `round`: the key of a second coder, which opens her round only */
  readonly via: 'token' | 'key' | 'session' | 'proxy' | 'round' | 'anonymous';
  /** the person, where it is one that this server knows */
  readonly id?: string;
  readonly sessionId?: string;
  readonly keyId?: string;
  /** why what the request bears counts for nothing, as a sentence */
  readonly refusal?: string;
  /** nobody can say who asks, while the database is away: pages stay, without data */
  readonly isUnknown?: true;
}

/** What a route asks of who asks: `anyone`, also where reading needs a sign-in. */
export type Needs = 'anyone' | Role;

const identities = new WeakMap<IncomingMessage, Identity>();

export const setIdentity = (request: IncomingMessage, identity: Identity): void =>
  void identities.set(request, identity);

/** @throws Error for a request that nobody has looked at: a fault of the program */
export function identityOf(request: IncomingMessage): Identity {
  const identity = identities.get(request);
  if (!identity) throw new Error(`Nobody has asked who sends ${request.method} ${request.url}.`);
  return identity;
}

export const allows = ({ role }: Identity, needs: Needs): boolean => needs === 'anyone' || reaches(role, needs);
