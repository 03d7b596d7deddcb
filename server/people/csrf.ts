/** What shows that a write comes from a page of this server, where the browser sends its right by itself. */
import type { IncomingMessage } from 'node:http';
import { cookieOf } from './cookies.ts';
import type { Identity } from './identity.ts';
import { hashOf, isSame } from './secret.ts';

export const CSRF_HEADER = 'X-CSRF-Token';

/** Whether the browser sends the right along whoever asks it to. */
export const isBrowserBorne = ({ via }: Identity): boolean => via === 'session' || via === 'proxy';

/** The token of a session follows from its cookie; behind a proxy a cookie of its own is doubled in a header. Undefined where there is none yet. */
export function csrfOf(request: IncomingMessage, { via }: Identity, isSecure: boolean): string | undefined {
  const cookie = cookieOf(request, via === 'session' ? 'tension' : 'tension-csrf', isSecure);
  return cookie === undefined ? undefined : csrfOfCookie(cookie);
}

export const csrfOfCookie = (cookie: string): string => hashOf(`csrf ${cookie}`);

export function hasCsrf(request: IncomingMessage, identity: Identity, isSecure: boolean): boolean {
  const given = request.headers[CSRF_HEADER.toLowerCase()];
  const wanted = csrfOf(request, identity, isSecure);
  return typeof given === 'string' && wanted !== undefined && isSame(given, wanted);
}
