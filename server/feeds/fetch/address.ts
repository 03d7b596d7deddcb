/** Where a feed may fetch from: https, or http on this very machine where a setting says so, and only from the hosts that its configuration names. */

/** The hosts that the settings name. */
export interface FeedNetwork {
  /** FEED_HOSTS: from these a feed may fetch that was added over HTTP */
  readonly named: readonly string[];
  /** FEED_PRIVATE_HOSTS: these also where their addresses are no public ones; http where they are this machine */
  readonly near: readonly string[];
}

/** Where one feed may fetch from. */
export interface FeedHosts {
  /** names of hosts; one with another port than the protocol's own is named with it: `127.0.0.1:8123` */
  readonly allowed: readonly string[];
  readonly near: readonly string[];
}

/** Hosts of the publishers whose formats are read, and of the stores behind them. */
export const KNOWN_HOSTS: readonly string[] = [
  'storage.googleapis.com',
  'data.gdeltproject.org',
  'acleddata.com',
  'ucdp.uu.se',
  'ucdpapi.pcr.uu.se',
  'dataverse.harvard.edu',
];

/** An address that must not be fetched; the message says which and what to do. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** Whether a host name means this machine, so that nobody in between can read or change what is sent. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/** Whether FEED_PRIVATE_HOSTS names the host of an address, with its port or with any. */
export const isNear = ({ host, hostname }: URL, near: readonly string[]): boolean =>
  near.includes(host) || near.includes(hostname);

/**
 * The address, if its form is one that may be fetched: https, or http to this machine, without a login.
 *
 * @throws AddressRefused
 */
export function readAddress(address: string): URL {
  if (!URL.canParse(address))
    throw new AddressRefused(
      `"${address.slice(0, 200)}" is no address: write one such as https://example.org/events.csv.`,
    );
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new AddressRefused(
      `${shown(url)} is not fetched: use https; http is taken from this machine only (127.0.0.1).`,
    );
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused(
      `${shown(url)} is not fetched because its address holds a name or password: take them out.`,
    );
  return url;
}

/**
 * The address, if it may be fetched.
 *
 * @throws AddressRefused
 * @example allowedAddress('https://example.org/a.zip', { allowed: ['example.org'], near: [] }).host // 'example.org'
 */
export function allowedAddress(address: string, { allowed, near }: FeedHosts): URL {
  const url = readAddress(address);
  if (!allowed.includes(url.host))
    throw new AddressRefused(
      `${shown(url)} is not fetched: ${url.host} is none of the feed’s hosts (${allowed.join(', ') || 'it has none'}). If you trust it, add it under "hosts" (--host) and add the feed anew.`,
    );
  if (url.protocol === 'http:' && !isNear(url, near))
    throw new AddressRefused(
      `${shown(url)} is not fetched: http is taken from hosts of this machine that FEED_PRIVATE_HOSTS names. Set it to ${url.hostname} where the server starts, or use https.`,
    );
  return url;
}

const shown = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`;
