/** Tells who asks by what a request bears. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerOf } from './bearer.ts';
import type { Identity } from './identity.ts';
import type { People } from './people.ts';

export interface PeopleParts {
  /** the bearer token of the data folder: who has it is an admin */
  readonly token: string;
}

const ANONYMOUS: Identity = { name: '', role: 'reader', via: 'anonymous' };

export function openPeople({ token }: PeopleParts): People {
  return {
    async identify(request) {
      const bearer = bearerOf(request);
      if (bearer === undefined) return ANONYMOUS;
      if (isSame(bearer, token)) return { name: 'HTTP', role: 'admin', via: 'token' };
      return { ...ANONYMOUS, refusal: 'The token is not this server’s' };
    },
  };
}

/** Compared in constant time. */
const isSame = (given: string, held: string): boolean => timingSafeEqual(digest(given), digest(held));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
