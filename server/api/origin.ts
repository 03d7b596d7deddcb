/** Under which address a reader reached the server: for links that leave it. */
import type { Request } from 'express';

/** A name or an address with its port, and nothing that could end an attribute or begin another address. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,253})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** PUBLIC_URL where it is set; else what the request says, if that is a host at all; else nothing, and links are paths. */
export function originOf(request: Request, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const { host } = request.headers;
  return host !== undefined && HOST.test(host) ? `${request.protocol}://${host}` : '';
}
