/** Where a feed may fetch from: https, or http on this very machine, and only from the hosts that its configuration names. */

/** An address that must not be fetched; the message says which and what to do. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** Whether a host name means this machine, so that nobody in between can read or change what is sent. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/**
 * The address, if it may be fetched.
 *
 * @param hosts names of hosts; one with another port than the protocol's own is named with it: `127.0.0.1:8123`
 * @throws AddressRefused
 * @example allowedAddress('https://example.org/a.zip', ['example.org']).host // 'example.org'
 */
export function allowedAddress(address: string, hosts: readonly string[]): URL {
  if (!URL.canParse(address))
    throw new AddressRefused(
      `"${address.slice(0, 200)}" is no address: write one such as https://example.org/events.csv.`,
    );
  const url = new URL(address);
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new AddressRefused(`${shown} is not fetched: use https; http is taken from this machine only (127.0.0.1).`);
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused(`${shown} is not fetched because its address holds a name or password: take them out.`);
  if (!hosts.includes(url.host))
    throw new AddressRefused(
      `${shown} is not fetched: ${url.host} is none of the feed’s hosts (${hosts.join(', ') || 'it has none'}). If you trust it, add it under "hosts" in feeds.json.`,
    );
  return url;
}
