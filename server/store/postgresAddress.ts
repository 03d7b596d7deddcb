/** An address of a database as PostgreSQL's own programs read it: it may name several servers, of which one is the primary. */
import { DatabaseError } from './database.ts';

/** Where an address stands. */
export type AddressSetting = 'DATABASE_URL' | 'DATABASE_READ_URL';

export interface PostgresAddress {
  readonly setting: AddressSetting;
  /** for messages: `host/database`, or `a:5432,b:5432/database`; never a user or a password */
  readonly shown: string;
  /** one address for each server, in the order in which they are tried */
  readonly urls: readonly string[];
  /** `read-write`: a standby is passed over, so that a promoted one is found; `standby`: nothing else is taken; `any`: whichever answers first */
  readonly wanted: 'any' | 'read-write' | 'standby';
}

const FORM =
  /^(?<scheme>postgres(?:ql)?:\/\/)(?:(?<user>[^/?#]*)@)?(?<hosts>[^/?#]*)(?<path>\/[^?#]*)?(?:\?(?<query>.*))?$/;
/** What may be asked for by `target_session_attrs`: a server that writes wants no standby, and one that is read needs no primary. */
const WANTED: Readonly<Record<AddressSetting, Readonly<Record<string, PostgresAddress['wanted']>>>> = {
  DATABASE_URL: { any: 'any', 'read-write': 'read-write', primary: 'read-write' },
  DATABASE_READ_URL: { any: 'any', standby: 'standby', 'prefer-standby': 'standby', 'read-only': 'standby' },
};

/** Whether a text has the form of an address. */
export const isPostgresAddress = (text: string): boolean => partsOf(text) !== undefined;

/**
 * Reads `postgres://user:password@a:5432,b:5432/database?target_session_attrs=read-write`, also with `?host=a,b&port=1,2`. Several
 * hosts of DATABASE_URL want `read-write` unless something else is said.
 *
 * @throws DatabaseError with the form it has; never with the address, which may hold a password
 */
export function postgresAddress(url: string, setting: AddressSetting = 'DATABASE_URL'): PostgresAddress {
  const parts = partsOf(url);
  if (!parts) throw new DatabaseError(`${setting} is no address: write postgres://user:password@host:5432/database.`);
  const { asked, places, shown, urls } = parts;
  const severalWant = setting === 'DATABASE_URL' ? 'read-write' : 'any';
  const wanted = asked === null ? (places.length > 1 ? severalWant : 'any') : WANTED[setting][asked];
  if (wanted === undefined)
    throw new DatabaseError(
      `${setting} asks for target_session_attrs=${asked}: write ${setting === 'DATABASE_URL' ? 'read-write' : 'standby'}, or any, or leave it out.`,
    );
  return { setting, shown, urls, wanted };
}

function partsOf(url: string) {
  const { scheme, user, hosts = '', path = '', query = '' } = FORM.exec(url)?.groups ?? {};
  const search = new URLSearchParams(query);
  const asked = search.get('target_session_attrs');
  const places = placesOf(hosts, search);
  for (const name of ['target_session_attrs', 'host', 'port']) search.delete(name);
  const urls = places.map((place) => {
    const rest = new URLSearchParams(search);
    // A socket's folder is no host of a URL.
    if (place.startsWith('/')) rest.set('host', place);
    const at = place.startsWith('/') ? '' : place;
    return `${scheme}${user === undefined ? '' : `${user}@`}${at}${path}${rest.size > 0 ? `?${rest}` : ''}`;
  });
  const isAddress = (one: string): boolean => URL.canParse(one.replace(/@(?=\/)/, '@socket'));
  if (scheme === undefined || places.length === 0 || !urls.every(isAddress)) return undefined;
  return { asked, places, shown: `${places.map((place) => place || 'local socket').join(',')}${path}`, urls };
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
