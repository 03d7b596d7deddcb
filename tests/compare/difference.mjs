// What differs between two answers. The moment of the comparison itself and the port are no difference.
import { Buffer } from 'node:buffer';

const AROUND = 60;

/** What changes from one request to the next: moments of today, the port of the server, the id of the request, the build's names of files. */
export function settled(bytes, port) {
  const text = bytes.toString('latin1');
  const isText = !/^(%PDF|\x89PNG|PK)/.test(text);
  if (!isText) return bytes;
  const today = new Date().toISOString().slice(0, 10);
  return Buffer.from(
    text
      .replaceAll(new RegExp(`${today}T[\\d:.]+Z`, 'g'), 'MOMENT')
      .replaceAll(`127.0.0.1:${port}`, 'HOST')
      .replaceAll(/"instance":"[^"]+"/g, '"instance":""')
      .replaceAll(/(\/assets\/[\w.-]+)-[\w-]{8}\.(js|css|woff2?|svg|png)/g, '$1.$2'),
    'latin1',
  );
}

/** A sentence with the place where they part, or undefined where they are equal. */
export function difference(before, after) {
  const heads = Object.keys({ ...before.head, ...after.head }).filter((name) => before.head[name] !== after.head[name]);
  const lines = heads.map((name) => `  ${name}: ${before.head[name]} | ${after.head[name]}`);
  if (!before.body.equals(after.body)) {
    const at = firstDifference(before.body, after.body);
    lines.push(`  from byte ${at} of ${before.body.length} | ${after.body.length}`);
    lines.push(`  - ${excerpt(before.body, at)}`, `  + ${excerpt(after.body, at)}`);
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

function firstDifference(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at;
  return length;
}

const excerpt = (bytes, at) => JSON.stringify(bytes.subarray(Math.max(0, at - AROUND), at + AROUND).toString('utf8'));
