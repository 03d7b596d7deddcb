/**
 * Series of doubles in fewer bytes, without losing a bit. A sum of fading acts is smooth between two days on which something happens: each value
 * is guessed from those before it, and only by how much its bits miss the guess is written, in as many bytes as that takes.
 *
 * The guess continues the differences of the values up to the seventh (Newton, backward). After a jump the differences learn again one by one, so
 * that the jump does not disturb what was known of the curve below it. Only sums and comparisons of doubles, which come out alike on every machine.
 */

const DIFFERENCES = 8;
/** A value that misses its guess by more than this many times what the one before did, and by more than rounding does, is a jump. */
const JUMP = 4;
const ROUNDING = 1e-12;

/** Guesses values one after another; what it is told decides what it guesses next. */
class Guess {
  readonly #differences = new Float64Array(DIFFERENCES);
  #learning = 0;
  #lastMiss = -1;

  next(): number {
    const d = this.#differences;
    let sum = 0;
    for (let i = DIFFERENCES - 1; i >= 0; i--) sum += d[i]!;
    return Number.isFinite(sum) ? sum : 0;
  }

  told(value: number, guess: number): void {
    const d = this.#differences;
    if (!Number.isFinite(value)) {
      d.fill(0);
      this.#lastMiss = -1;
      return;
    }
    const miss = value - guess;
    const size = Math.abs(miss);
    this.#learning = size > JUMP * this.#lastMiss + ROUNDING * Math.abs(value) ? 0 : this.#learning + 1;
    if (this.#learning >= DIFFERENCES) this.#learning = DIFFERENCES - 1;
    this.#lastMiss = size;
    for (let i = DIFFERENCES - 2; i >= 0; i--) d[i] = d[i]! + d[i + 1]!;
    for (let i = 0; i <= this.#learning; i++) d[i] = d[i]! + miss;
    d[0] = value;
  }
}

/** Bytes that were not written as they are. */
export class DoublesDamaged extends Error {
  override name = 'DoublesDamaged';
}

/** Bytes that a series takes at most: half a byte a value says how many bytes follow, 0 to 8. */
export const mostBytes = (count: number): number => Math.ceil(count / 2) + 8 * count;

/** Writes a series into `bytes` from `begin` on. @returns where it ends. O(values) */
export function writeDoubles(values: Float64Array, bytes: Uint8Array, begin: number): number {
  const count = values.length;
  const bits = new Uint32Array(values.slice().buffer);
  const guessed = new Float64Array(1);
  const guessedBits = new Uint32Array(guessed.buffer);
  const guess = new Guess();
  let at = begin + Math.ceil(count / 2);
  bytes.fill(0, begin, at);
  for (let i = 0; i < count; i++) {
    guessed[0] = guess.next();
    // The difference of the bits as a whole number of 64, its sign moved to the lowest bit.
    const low = bits[2 * i]! - guessedBits[0]!;
    const high = (bits[2 * i + 1]! - guessedBits[1]! - (low < 0 ? 1 : 0)) | 0;
    const sign = high >> 31;
    let missLow = ((low << 1) ^ sign) >>> 0;
    let missHigh = (((high << 1) | ((low >>> 31) & 1)) ^ sign) >>> 0;
    const size = missHigh === 0 ? (39 - Math.clz32(missLow)) >> 3 : 4 + ((39 - Math.clz32(missHigh)) >> 3);
    bytes[begin + (i >> 1)]! |= size << (4 * (i & 1));
    for (let b = 0; b < size; b++) {
      bytes[at++] = missLow & 255;
      missLow = (missLow >>> 8) | (missHigh << 24);
      missHigh >>>= 8;
    }
    guess.told(values[i]!, guessed[0]);
  }
  return at;
}

/** Reads the next series of `values.length` into `values`. @returns where it ends. O(values). @throws DoublesDamaged for bytes that are no whole series */
export function readDoubles(bytes: Uint8Array, begin: number, values: Float64Array): number {
  const count = values.length;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * count);
  const guessed = new Float64Array(1);
  const guessedBits = new Uint32Array(guessed.buffer);
  const guess = new Guess();
  let at = begin + Math.ceil(count / 2);
  if (at > bytes.length || (count % 2 === 1 && bytes[at - 1]! > 15))
    throw new DoublesDamaged('no whole series of doubles');
  for (let i = 0; i < count; i++) {
    guessed[0] = guess.next();
    const size = (bytes[begin + (i >> 1)]! >> (4 * (i & 1))) & 15;
    // The highest byte of a miss is not zero, or it would not have been written.
    if (size > 8 || at + size > bytes.length || (size > 0 && bytes[at + size - 1] === 0))
      throw new DoublesDamaged('no whole series of doubles');
    let [missLow, missHigh] = [0, 0];
    for (let b = 0; b < size; b++) {
      if (b < 4) missLow |= bytes[at++]! << (8 * b);
      else missHigh |= bytes[at++]! << (8 * (b - 4));
    }
    const sign = -(missLow & 1);
    const low = (((missLow >>> 1) | (missHigh << 31)) ^ sign) >>> 0;
    const high = ((missHigh >>> 1) ^ sign) >>> 0;
    const sum = low + guessedBits[0]!;
    bits[2 * i] = sum;
    bits[2 * i + 1] = high + guessedBits[1]! + (sum > 0xffffffff ? 1 : 0);
    guess.told(values[i]!, guessed[0]);
  }
  return at;
}
