/** Where alerts may be sent to: public addresses by https, and those hosts of this machine or network that the settings name. */
import { isNear, readAddress } from '../feeds/fetch/address.ts';
import { NotPublic, refusePrivateHost } from '../feeds/fetch/publicAddress.ts';

/** Names that no public network knows (RFC 6761, RFC 6762, and ICANN's for private use); where other names lead is looked at when something is sent. */
const NEAR_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/i;

/** @param near ALERT_PRIVATE_HOSTS @throws AddressRefused, NotPublic */
export function alertAddress(address: string, near: readonly string[]): URL {
  const url = readAddress(address);
  if (isNear(url, near)) return url;
  if (NEAR_NAMES.test(url.hostname)) throw new NotPublic(url.hostname, 'a name of private networks');
  refusePrivateHost(url.hostname);
  return url;
}

/** What is wrong with an address; undefined where nothing is. The address itself is not told: it may be a secret. */
export function addressFault(address: string, near: readonly string[]): string | undefined {
  try {
    alertAddress(address, near);
    return undefined;
  } catch (error) {
    if (error instanceof NotPublic)
      return `names ${new URL(address).host}, an address of this machine or of a private network: set ALERT_PRIVATE_HOSTS to it where the server starts, or give another`;
    return 'is no address that alerts go to: write https, without a name and password, such as https://example.org/hook; http goes to this machine alone';
  }
}
