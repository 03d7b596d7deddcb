/** Which IP addresses belong to the public network; looked at when a connection is made, whatever name led there. */
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IANA's registries of special-purpose addresses, and those of IPv6 that carry an IPv4 address. IPv4 in IPv6 (::ffff:) is read as IPv4. */
const NOT_PUBLIC: readonly (readonly [net: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [net, bits] of NOT_PUBLIC) blocked.addSubnet(net, bits, isIP(net) === 4 ? 'ipv4' : 'ipv6');

/** @param ip an IP address, without brackets */
export const isPublic = (ip: string): boolean => {
  const family = isIP(ip);
  return family !== 0 && !blocked.check(ip, family === 4 ? 'ipv4' : 'ipv6');
};

/** A host that is no public address, or whose name leads to one. */
export class NotPublic extends Error {
  override name = 'NotPublic';

  constructor(host: string, ip: string) {
    super(
      `${host} is ${ip}, an address of this machine or of a private network: if the feed is meant to fetch from there, name the host in FEED_PRIVATE_HOSTS`,
    );
  }
}

/** @throws NotPublic for a host that is itself an address and no public one */
export function refusePrivateHost(hostname: string): void {
  const ip = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(ip) !== 0 && !isPublic(ip)) throw new NotPublic(hostname, ip);
}

/** The system's lookup of names, which fails where one address of a name is no public one. */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const wrong = found?.find(({ address }) => !isPublic(address));
    const fault = error ?? (wrong && new NotPublic(hostname, wrong.address));
    if (fault) callback(fault, '', 0);
    else if (options.all) callback(null, found);
    else callback(null, found[0]!.address, found[0]!.family);
  });
};
