/** `DATABASE_URL` as PostgreSQL's own programs read it: it may name several servers, of which one is the primary. */
import { DatabaseError } from './database.ts';

export interface PostgresAddress {
  /** for messages: `host/database`, or `a:5432,b:5432/database`; never a user or a password */
  readonly shown: string;
  /** one address for each server, in the order in which they are tried */
  readonly urls: readonly string[];
  /** `read-write`: a standby is passed over, so that a promoted one is found; `any`: whichever answers first */
  readonly wanted: 'any' | 'read-write';
}

const FORM =
  /^(?<scheme>postgres(?:ql)?:\/\/)(?:(?<user>[^/?#]*)@)?(?<hosts>[^/?#]*)(?<path>\/[^?#]*)?(?:\?(?<query>.*))?$/;
/** What libpq knows beside these (a standby, a primary by another name) is not what a server that writes wants. */
const WANTED: Readonly<Record<string, PostgresAddress['wanted']>> = {
  any: 'any',
  'read-write': 'read-write',
  primary: 'read-write',
};

/**
 * Reads `postgres://user:password@a:5432,b:5432/database?target_session_attrs=read-write`, also with `?host=a,b&port=1,2`. Several
 * hosts want `read-write` unless something else is said.
 *
 * @throws DatabaseError with the form it has; never with the address, which may hold a password
 */
export function postgresAddress(url: string): PostgresAddress {
  const { scheme, user, hosts = '', path = '', query = '' } = FORM.exec(url)?.groups ?? {};
  const search = new URLSearchParams(query);
  const asked = search.get('target_session_attrs');
  const places = placesOf(hosts, search);
  const wanted = asked === null ? (places.length > 1 ? 'read-write' : 'any') : WANTED[asked];
  for (const name of ['target_session_attrs', 'host', 'port']) search.delete(name);
  const urls = places.map((place) => {
    const rest = new URLSearchParams(search);
    // A socket's folder is no host of a URL.
    if (place.startsWith('/')) rest.set('host', place);
    const at = place.startsWith('/') ? '' : place;
    return `${scheme}${user === undefined ? '' : `${user}@`}${at}${path}${rest.size > 0 ? `?${rest}` : ''}`;
  });
  const isAddress = (one: string): boolean => URL.canParse(one.replace(/@(?=\/)/, '@socket'));
  if (scheme === undefined || places.length === 0 || !urls.every(isAddress))
    throw new DatabaseError('DATABASE_URL is no address: write postgres://user:password@host:5432/database.');
  if (wanted === undefined)
    throw new DatabaseError(
      `DATABASE_URL asks for target_session_attrs=${asked}: write read-write, or any, or leave it out.`,
    );
  return { shown: `${places.map((place) => place || 'local socket').join(',')}${path}`, urls, wanted };
}

/** `host:port` of each server; an empty one is this machine's socket. */
function placesOf(hosts: string, search: URLSearchParams): string[] {
  const named = search.get('host');
  const ports = search.get('port')?.split(',') ?? [];
  const portOf = (i: number): string => ports[i] ?? (ports.length === 1 ? ports[0]! : '');
  if (named === null)
    return hosts.split(',').map((host, i) => (/:\d+$/.test(host) || !portOf(i) ? host : `${host}:${portOf(i)}`));
  return named.split(',').map((host, i) => (host.startsWith('/') || !portOf(i) ? host : `${host}:${portOf(i)}`));
}
