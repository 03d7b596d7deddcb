/** A mail as it was saved (RFC 5322, MIME): its subject, day and readable part. */
import { decoded } from './charset.ts';

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface Mail {
  readonly text: string;
  readonly html: string | undefined;
  readonly title: string | undefined;
  readonly published: string | undefined;
  readonly sourceName: string | undefined;
}

/** Parts within parts: deeper is no mail that somebody wrote. */
const MAX_DEPTH = 8;

export function eml(bytes: Uint8Array): Mail {
  // A letter for each byte, so that parts keep their own charsets.
  const mail = partOf(new TextDecoder('latin1').decode(bytes));
  const leaves = leavesOf(mail, 0);
  const plain = leaves.find((part) => typeOf(part) === 'text/plain');
  const html = leaves.find((part) => typeOf(part) === 'text/html');
  const day = new Date(mail.headers.get('date') ?? '');
  const from = /^\s*"?([^"<]*?)"?\s*</.exec(headerText(mail.headers.get('from') ?? ''))?.[1];
  return {
    text: plain ? textOf(plain) : '',
    html: plain && textOf(plain).trim() !== '' ? undefined : html && textOf(html),
    title: headerText(mail.headers.get('subject') ?? '') || undefined,
    published: Number.isNaN(day.getTime()) ? undefined : day.toISOString().slice(0, 10),
    sourceName: from === '' ? undefined : from,
  };
}

function partOf(source: string): Part {
  const text = source.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : text.slice(end + 2) };
}

function leavesOf(part: Part, depth: number): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined || depth >= MAX_DEPTH) return [part];
  return `\n${part.body}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => leavesOf(partOf(piece.replace(/^[^\n]*\n/, '')), depth + 1));
}

const typeOf = ({ headers }: Part): string =>
  (headers.get('content-type') ?? 'text/plain').split(';', 1)[0]!.trim().toLowerCase();

function textOf({ headers, body }: Part): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
  const charset = /charset="?([\w-]+)"?/i.exec(headers.get('content-type') ?? '')?.[1];
  return inCharset(
    encoding === 'base64' ? base64(body) : encoding === 'quoted-printable' ? quotedPrintable(body) : bytesOf(body),
    charset,
  );
}

function inCharset(bytes: Uint8Array, charset: string | undefined): string {
  if (charset !== undefined)
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A charset that no browser knows.
    }
  return decoded(bytes);
}

const bytesOf = (latin: string): Uint8Array => Uint8Array.from(latin, (letter) => letter.charCodeAt(0));

function base64(text: string): Uint8Array {
  try {
    return bytesOf(atob(text.replaceAll(/\s/g, '')));
  } catch {
    return bytesOf(text);
  }
}

const quotedPrintable = (text: string): Uint8Array =>
  bytesOf(
    text
      .replaceAll('=\n', '')
      .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );

/** Words of a header that are not ASCII: `=?utf-8?B?...?=`. */
function headerText(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?([\w-]+)\?([bBqQ])\?([^?]*)\?=/g, (_, charset: string, kind: string, coded: string) =>
      inCharset(kind.toLowerCase() === 'b' ? base64(coded) : quotedPrintable(coded.replaceAll('_', ' ')), charset),
    );
}
