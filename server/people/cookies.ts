/** The cookies of this server. Over TLS their names have the prefix that no other host can set. */
import type { IncomingMessage } from 'node:http';

export type CookieName = 'tension' | 'tension-signing-in' | 'tension-csrf';

const fullName = (name: CookieName, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name);

/** A cookie that stands twice counts for nothing: one of them somebody else has set. */
export function cookieOf(request: IncomingMessage, name: CookieName, isSecure: boolean): string | undefined {
  const wanted = fullName(name, isSecure);
  const found = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === wanted ? [pair.slice(at + 1).trim()] : [];
  });
  return found.length === 1 && found[0] !== '' ? found[0] : undefined;
}

/** @param maxAgeSeconds 0 takes the cookie away; undefined keeps it for the browser's session */
export function setCookie(name: CookieName, value: string, isSecure: boolean, maxAgeSeconds?: number): string {
  const parts = [`${fullName(name, isSecure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (isSecure) parts.push('Secure');
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  return parts.join('; ');
}
