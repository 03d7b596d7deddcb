/** The cookies of this server. Over TLS their names have the prefix that no other host can set. */
import type { IncomingMessage } from 'node:http';

export type CookieName = 'tension' | 'tension-signing-in' | 'tension-csrf';

const fullName = (name: CookieName, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name);

/** A cookie that stands twice, with two values, counts for nothing: one of them somebody else may have set. */
export function cookieOf(request: IncomingMessage, name: CookieName, isSecure: boolean): string | undefined {
  const [found, ...others] = valuesOf(request, name, isSecure);
  return others.length === 0 && found !== '' ? found : undefined;
}

/** Whether a cookie stands more than once, with several values. */
export const isDoubled = (request: IncomingMessage, name: CookieName, isSecure: boolean): boolean =>
  valuesOf(request, name, isSecure).length > 1;

/** Each value once. */
function valuesOf(request: IncomingMessage, name: CookieName, isSecure: boolean): string[] {
  const wanted = fullName(name, isSecure);
  const found = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === wanted ? [pair.slice(at + 1).trim()] : [];
  });
  return [...new Set(found)];
}

/** @param maxAgeSeconds 0 takes the cookie away; undefined keeps it for the browser's session */
export function setCookie(name: CookieName, value: string, isSecure: boolean, maxAgeSeconds?: number): string {
  const parts = [`${fullName(name, isSecure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (isSecure) parts.push('Secure');
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  return parts.join('; ');
}
