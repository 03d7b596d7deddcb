/** GET /sign-in and /sign-in/callback: to the provider and back, with a session. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { escaped } from '../../client/charts/escaped.ts';
import { type Language, LANGUAGES, WORDS } from '../../client/words/words.ts';
import { cookieOf, setCookie } from '../people/cookies.ts';
import { identityOf } from '../people/identity.ts';
import { type Provider, SignInFailed, type UnderWay } from '../people/oidc.ts';
import type { People } from '../people/people.ts';

const WITHIN_SECONDS = 600;
const MAX_ADDRESS = 2000;

const underWaySchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });

/** Only where people sign in here. */
export function serveSignIn(app: Express, people: People, publicUrl: string): void {
  const { provider } = people;
  if (!provider) return;
  app.get('/sign-in', (request, response) => begin(request, response, people, provider));
  app.get('/sign-in/callback', (request, response) => finish(request, response, people, provider, publicUrl));
}

async function begin(request: Request, response: Response, people: People, provider: Provider): Promise<void> {
  try {
    const { address, underWay } = await provider.begin(localAddress(queryOf(request).get('to')));
    const value = Buffer.from(JSON.stringify(underWay)).toString('base64url');
    response.appendHeader('Set-Cookie', setCookie('tension-signing-in', value, people.isSecure, WITHIN_SECONDS));
    response.set('Cache-Control', 'no-store').redirect(302, address.href);
  } catch (error) {
    refused(request, response, people, error, '/');
  }
}

async function finish(
  request: Request,
  response: Response,
  people: People,
  provider: Provider,
  publicUrl: string,
): Promise<void> {
  response.appendHeader('Set-Cookie', setCookie('tension-signing-in', '', people.isSecure, 0));
  const underWay = underWayOf(cookieOf(request, 'tension-signing-in', people.isSecure));
  if (!underWay) return told(request, response, 400, 'late', '', '/');
  try {
    const { person, idToken, to } = await provider.finish(new URL(request.originalUrl, publicUrl), underWay);
    const secret = await people.signIn(person, idToken, request.ip ?? '');
    if (secret === undefined) return told(request, response, 403, 'noRole', '', to);
    const { sessionId } = identityOf(request);
    if (sessionId !== undefined) await people.sessions.end(sessionId); // a sign-in never goes on with an older session
    response.appendHeader('Set-Cookie', setCookie('tension', secret, people.isSecure));
    response.set('Cache-Control', 'no-store').redirect(303, localAddress(to));
  } catch (error) {
    refused(request, response, people, error, underWay.to);
  }
}

function refused(request: Request, response: Response, people: People, error: unknown, to: string): void {
  if (!(error instanceof SignInFailed)) throw error;
  people.accessLog.refused({ who: '', address: request.ip ?? '', detail: error.message });
  told(
    request,
    response,
    error.kind === 'provider' ? 502 : 403,
    error.kind === 'provider' ? 'noProvider' : 'failed',
    error.message,
    to,
  );
}

/** A page of two sentences, as a browser comes here and no script. */
function told(
  request: Request,
  response: Response,
  status: number,
  what: 'late' | 'noRole' | 'failed' | 'noProvider',
  why: string,
  to: string,
): void {
  const language: Language = (request.acceptsLanguages([...LANGUAGES]) || 'en') as Language;
  const words = WORDS[language].signIn;
  const again = `/sign-in?to=${encodeURIComponent(localAddress(to))}`;
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(words.title)}</title><main><h1>${escaped(words.title)}</h1><p>${escaped(words[what])}</p>${why === '' ? '' : `<p lang="en">${escaped(why)}</p>`}<p><a href="${escaped(again)}">${escaped(words.again)}</a></p></main></html>`,
    );
}

const queryOf = ({ originalUrl }: Request): URLSearchParams =>
  new URLSearchParams(originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?')) : '');

/** An address of this server, and never of another one. */
export function localAddress(given: string | null): string {
  const here = 'http://here.invalid';
  if (given === null || given.length > MAX_ADDRESS || !given.startsWith('/') || !URL.canParse(given, here)) return '/';
  const { origin, pathname, search, hash } = new URL(given, here);
  // Two slashes at the beginning would be another server's name.
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : '/';
}

function underWayOf(cookie: string | undefined): UnderWay | undefined {
  if (cookie === undefined) return undefined;
  try {
    const parsed = underWaySchema.safeParse(JSON.parse(Buffer.from(cookie, 'base64url').toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // no JSON: not a cookie of ours
  }
}
