/** People as a proxy names them, in headers that count only from the proxy's own address. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { groupsOf, nameFrom, roleOfGroups } from './claims.ts';
import type { Named } from './persons.ts';
import type { ProxySettings } from './settings.ts';

/** The other end of the connection itself, which no header can change. */
export const peerOf = (request: IncomingMessage): string =>
  (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');

/** @param onDropped told of an address that sends the headers and is no proxy */
export function personFromProxy(
  { userHeader, groupsHeader, addresses, roles, isRequired }: ProxySettings,
  onDropped: (address: string) => void,
): (request: IncomingMessage) => Named | undefined {
  return (request) => {
    const subject = textOf(request, userHeader);
    const isNamed = subject !== '' || (groupsHeader !== undefined && request.headers[groupsHeader] !== undefined);
    if (!isNamed) return undefined;
    const peer = peerOf(request);
    const kind = isIP(peer);
    if (kind === 0 || !addresses.check(peer, kind === 6 ? 'ipv6' : 'ipv4')) {
      onDropped(peer);
      return undefined;
    }
    if (subject === '') return undefined;
    const groups = groupsHeader === undefined ? [] : groupsOf(textOf(request, groupsHeader));
    return {
      issuer: 'proxy',
      subject: subject.slice(0, 300),
      name: nameFrom([subject], subject),
      role: roleOfGroups(groups, { roles, isRequired }),
    };
  };
}

/** A header that stands twice is none: which of them counts would be a guess. Names may be UTF-8, which Node reads as Latin-1. */
function textOf(request: IncomingMessage, header: string): string {
  const values = request.headersDistinct[header] ?? [];
  if (values.length !== 1) return '';
  const bytes = Buffer.from(values[0]!, 'latin1');
  const text = bytes.toString('utf8');
  return (text.includes('\ufffd') ? values[0]! : text).trim();
}
