/** In Node, pages and workers alike; not part of the language, so the compiler must be told. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/**
 * SHA-256 (FIPS 180-4) of bytes, or of a text in UTF-8, as 64 hex digits. Written out because models/ must give the same hash, at once,
 * in Node, in a browser page without a secure context and in a worker; `crypto.subtle` is missing there or asynchronous.
 * The tests hold it against node:crypto.
 */
export function sha256Hex(text: string | Uint8Array): string {
  const message = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(padded.length - 4, (message.length << 3) >>> 0);

  const state = Uint32Array.from(INITIAL);
  const w = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i]! + w[i]!) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word));
  }
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

const PRIMES = primes(64);
/** the first 32 bits of the fractional parts of the square and cube roots of the first primes, as the standard defines them */
const INITIAL = PRIMES.slice(0, 8).map((p) => fraction32(Math.sqrt(p)));
const ROUND = PRIMES.map((p) => fraction32(Math.cbrt(p)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

function fraction32(x: number): number {
  return Math.floor((x - Math.floor(x)) * 2 ** 32);
}
