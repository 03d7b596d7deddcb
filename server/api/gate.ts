/** What is turned away before anything is read: names that are not this server's, and what other sites make a browser send. */
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { hasCsrf, isBrowserBorne } from '../people/csrf.ts';
import { identityOf } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import { Problem } from './problem.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const ALL_ADDRESSES = new Set(['0.0.0.0', '::', '[::]']);

const nameOf = (host: string): string | undefined =>
  URL.canParse(`http://${host}`) && /^[\w.:[\]-]+$/.test(host) ? new URL(`http://${host}`).hostname : undefined;
/** A name as a Host header writes it: an IPv6 address in brackets. */
const inHost = (name: string): string => (isIP(name) === 6 ? `[${name}]` : name.toLowerCase());

/**
 * Takes requests under known names only, so that a page elsewhere cannot point a name of its own at this server.
 *
 * @param hosts HOST and ALLOWED_HOSTS; where HOST is every address of the machine, the one that a connection came in by counts
 */
export function hostGate(hosts: readonly string[], publicUrl: string | undefined): RequestHandler {
  const known = new Set([
    ...LOOPBACK,
    ...hosts.map(inHost),
    ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname]),
  ]);
  const takesOwnAddress = hosts.some((host) => ALL_ADDRESSES.has(host));
  return (request, _response, next) => {
    if (request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length > 1)
      throw new Problem('malformed-request', 'The request has two Host headers: send one.');
    // A balancer may know a server by a name of its own, and what these tell everybody is no secret.
    if (request.path.startsWith('/health/')) return next();
    const name = nameOf(request.headers.host ?? '');
    const own = inHost((request.socket.localAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''));
    if (name !== undefined && (known.has(name) || (takesOwnAddress && name === own))) return next();
    throw new Problem(
      'misdirected',
      name === undefined
        ? 'The Host header names no host: ask this server under its own address.'
        : `This server is not known as "${name.slice(0, 80)}": ask it under its own address, or name this one in ALLOWED_HOSTS.`,
    );
  };
}

/** Whether another site made the browser send this. */
export function isCrossSite(request: Request, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true; // "null": a page without an origin
  const { host } = new URL(origin);
  return host !== request.headers.host && (publicUrl === undefined || host !== new URL(publicUrl).host);
}

const reads = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Nothing is written for another site, whatever it bears. */
export const crossSiteGate =
  (publicUrl: string | undefined): RequestHandler =>
  (request, _response, next) => {
    if (!reads(request) && isCrossSite(request, publicUrl)) throw crossSite('writes here');
    next();
  };

/** What a cookie or a proxy gives a right to must come from a page of this server, which knows the token of /api/v1/me. */
export const csrfGate =
  (people: People): RequestHandler =>
  (request, _response, next) => {
    const identity = identityOf(request);
    if (!reads(request) && isBrowserBorne(identity)) {
      const saysWhence = request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
      if (!saysWhence || !hasCsrf(request, identity, people.isSecure)) {
        people.accessLog.refused({
          who: identity.name,
          address: request.ip ?? '',
          detail: 'wrote without X-CSRF-Token',
        });
        throw new Problem(
          'cross-site',
          'What a page writes for somebody who is signed in needs the header X-CSRF-Token with `csrf` of GET /api/v1/me, and Origin or Sec-Fetch-Site: reload the page. Scripts use a key instead.',
        );
      }
    }
    next();
  };

export const crossSite = (what: string): Problem =>
  new Problem('cross-site', `Another site made the browser send this, and nothing that ${what} is taken from there.`);
