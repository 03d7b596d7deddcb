/** Where alerts may be sent to: public addresses by https, and those hosts of this machine or network that the settings name. */
import { isNear, readAddress } from '../feeds/fetch/address.ts';
import { NotPublic, refusePrivateHost } from '../feeds/fetch/publicAddress.ts';

/** Names that no public network knows (RFC 6761, RFC 6762, and ICANN's for private use); where other names lead is looked at when something is sent. */
const NEAR_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/i;

/** An address that alerts may go to. */
export interface AlertAddress {
  readonly url: URL;
  /** ALERT_PRIVATE_HOSTS names it */
  readonly mayBePrivate: boolean;
}

/** An address, or what is wrong with it: the address itself is not told, it may be a secret. @param near ALERT_PRIVATE_HOSTS */
export function alertAddress(address: string, near: readonly string[]): AlertAddress | { readonly fault: string } {
  let url: URL | undefined;
  try {
    url = readAddress(address);
    const mayBePrivate = isNear(url, near);
    if (!mayBePrivate) {
      if (NEAR_NAMES.test(url.hostname)) throw new NotPublic(url.hostname, 'a name of private networks');
      refusePrivateHost(url.hostname);
    }
    return { url, mayBePrivate };
  } catch (error) {
    if (error instanceof NotPublic && url)
      return {
        fault: `names ${url.host}, an address of this machine or of a private network: set ALERT_PRIVATE_HOSTS to it where the server starts, or give another`,
      };
    return {
      fault:
        'is no address that alerts go to: write https, without a name and password, such as https://example.org/hook; http goes to this machine alone',
    };
  }
}
