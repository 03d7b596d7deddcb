/** What the codes of a feed's ontology (CAMEO, PLOVER, ...) mean in the codebook: type, polarity and severity. */
import { Buffer } from 'node:buffer';
import type { Polarity, Severity } from '../../models/event.ts';
import { type QuadClass, quadClassOf } from '../../models/quadClass.ts';

/** A code, as the tables of data/ read it. */
export interface Coding {
  /** with leading zeros */
  readonly code: string;
  /** the feed's intensity of the code (Goldstein for CAMEO); null where the table has none */
  readonly intensity: number | null;
  /** what the code is as an event; null when the code does not say whether the act raises or eases tension */
  readonly act: { readonly type: string; readonly polarity: Polarity; readonly severity: Severity } | null;
}

/** Codes of an ontology without an order among them. */
export type Codings = ReadonlyMap<string, Coding>;

export interface CameoCoding extends Coding {
  readonly quadClass: QuadClass;
  /** -10 to 10, in tenths */
  readonly intensityTenths: number;
  /** the code was not in the table: this is its closest parent */
  readonly cut: boolean;
}

/**
 * CAMEO codes: two to four digits, of which the first two are the root. A code that the table lacks is read as its closest
 * parent (`1246` as `124`, `13y` of older ICEWS files as `13`), because the parent is true of it too.
 */
export class CameoCodings {
  readonly #table: Codings;
  readonly #found = new Map<string, CameoCoding | undefined>();
  /** codings by the number that the digits make, set apart by length: 042 is not 42 */
  readonly #byNumber: (CameoCoding | undefined)[] = Array.from<CameoCoding | undefined>({ length: 11_100 });

  readonly #texts: ReadonlyMap<string, string>;

  /** @param table every root must stand in it @param texts codes by their label in small letters, where a file has labels alone */
  constructor(table: Codings, texts: ReadonlyMap<string, string> = new Map()) {
    this.#table = table;
    this.#texts = texts;
  }

  /** The coding of a label, such as `Make statement`. */
  ofText(text: string): CameoCoding | undefined {
    const code = this.#texts.get(text.toLowerCase());
    return code === undefined ? undefined : this.of(code);
  }

  /** The coding of a code in bytes, or `undefined` when its first two characters are no root. */
  at(bytes: Buffer, from: number, to: number): CameoCoding | undefined {
    const length = to - from;
    let number = length === 2 ? 0 : length === 3 ? 100 : 1100;
    if (length < 2 || length > 4) return this.of(bytes.toString('latin1', from, Math.min(to, from + 16)));
    let value = 0;
    for (let i = from; i < to; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return this.of(bytes.toString('latin1', from, to));
      value = value * 10 + digit;
    }
    number += value;
    return (this.#byNumber[number] ??= this.of(bytes.toString('latin1', from, to)));
  }

  of(code: string): CameoCoding | undefined {
    if (this.#found.has(code)) return this.#found.get(code);
    const coding = this.#lookUp(code);
    // Codes of a feed are few; what is none must not fill the memory.
    if (coding) this.#found.set(code, coding);
    return coding;
  }

  #lookUp(code: string): CameoCoding | undefined {
    if (!/^\d{2}[\da-z]{0,2}$/i.test(code)) return undefined;
    for (let length = code.length; length >= 2; length--) {
      const coding = this.#table.get(code.slice(0, length));
      if (coding)
        return {
          ...coding,
          quadClass: quadClassOf(code),
          intensityTenths: Math.round((coding.intensity ?? 0) * 10),
          cut: length < code.length,
        };
    }
    return undefined;
  }
}
