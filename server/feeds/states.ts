/**
 * Who is a state, and when. Feeds name states in codes of their own (CAMEO, FIPS) or by name; some of the names are regions,
 * and some states began or ended since 1979.
 */
import { Buffer } from 'node:buffer';
import type { Countries } from '../referenceData.ts';

/** A line of data/feeds/states.csv (in order of time for each code): from when and until when a code stands for a state, and which state continues its series. */
export interface StateSpan {
  readonly code: string;
  /** first epoch day, or -Infinity */
  readonly from: number;
  /** first epoch day on which it is no state any more, or Infinity */
  readonly until: number;
  /** ISO alpha-3 code of the state that continues it; empty when none does */
  readonly becomes: string;
}

/** A code or a name, as it is understood. */
export interface Place {
  /** as the feed writes it */
  readonly name: string;
  /** a region, such as Europe: no state, and no fault */
  readonly region: boolean;
  /** ISO alpha-3 code (or that of a former state) */
  readonly code: string;
  /** when it is a state; undefined: throughout */
  readonly spans: readonly StateSpan[] | undefined;
}

const A = 65;
const LETTERS = 26;

export class States {
  readonly #byCode = new Map<string, Place>();
  readonly #byName = new Map<string, Place>();
  /** ISO alpha-3 codes by packed FIPS code */
  readonly #byFips: (string | undefined)[] = Array.from<string | undefined>({ length: LETTERS ** 2 });
  /** places by packed CAMEO code, so that three bytes find one without becoming text */
  readonly #byPackedCameo: (Place | undefined)[] = Array.from<Place | undefined>({ length: LETTERS ** 3 });

  /**
   * @param countries states and territories; organisations are no sides of a dyad and left out
   * @param spans lines of data/feeds/states.csv
   * @param cameoPlaces codes of CAMEO that are no country: regions (empty `becomes`) and parts of states
   * @param aliases other names of states: name and code
   */
  constructor(
    countries: Countries,
    spans: readonly StateSpan[],
    cameoPlaces: readonly { readonly code: string; readonly becomes: string }[],
    aliases: readonly { readonly name: string; readonly code: string }[],
  ) {
    const spansOf = (code: string): StateSpan[] | undefined => {
      const own = spans.filter((span) => span.code === code);
      return own.length > 0 ? own : undefined;
    };
    const places = [...countries.values()].filter(({ kind }) => kind !== 'organisation');
    for (const { code, cameo, fips, name } of places) {
      const place: Place = { name: code, region: false, code, spans: spansOf(code) };
      this.#byCode.set(code, place);
      this.#addCameo(cameo, place);
      this.#byName.set(plainName(name), place);
      if (fips) this.#byFips[(fips.charCodeAt(0) - A) * LETTERS + fips.charCodeAt(1) - A] = code;
    }
    for (const { code } of spans) {
      if (this.#byCode.has(code)) continue;
      const former: Place = { name: code, region: false, code, spans: spansOf(code) };
      this.#byCode.set(code, former);
      this.#addCameo(code, former);
    }
    for (const { code, becomes } of cameoPlaces)
      this.#addCameo(code, this.#byCode.get(becomes) ?? { name: code, region: true, code, spans: undefined });
    for (const { name, code } of aliases) {
      const place = this.#byCode.get(code);
      if (place) this.#byName.set(plainName(name), place);
    }
  }

  /** The place of an actor code of CAMEO in bytes: `undefined` when no table knows it. */
  cameoAt(bytes: Uint8Array, from: number, to: number): Place | undefined {
    if (to - from !== 3) return undefined;
    const a = bytes[from]! - A;
    const b = bytes[from + 1]! - A;
    const c = bytes[from + 2]! - A;
    if (a < 0 || a >= LETTERS || b < 0 || b >= LETTERS || c < 0 || c >= LETTERS) return undefined;
    return this.#byPackedCameo[(a * LETTERS + b) * LETTERS + c];
  }

  cameo(code: string): Place | undefined {
    return this.cameoAt(Buffer.from(code, 'latin1'), 0, code.length);
  }

  /** The place of an ISO alpha-3 code, or of a former state. */
  iso3(code: string): Place | undefined {
    return this.#byCode.get(code);
  }

  /**
   * The place of a name, whatever its capitals, accents, dots and articles; a name that is explained in brackets is also found
   * without the brackets: `Russia (Soviet Union)` is Russia.
   */
  named(name: string): Place | undefined {
    return this.#byName.get(plainName(name)) ?? this.#byName.get(plainName(name.replace(/\(.*?\)/g, '')));
  }

  /** The ISO alpha-3 code of a FIPS code in bytes, as GDELT gives places. */
  fipsAt(bytes: Uint8Array, from: number, to: number): string | undefined {
    if (to - from !== 2) return undefined;
    const a = bytes[from]! - A;
    const b = bytes[from + 1]! - A;
    return a < 0 || a >= LETTERS || b < 0 || b >= LETTERS ? undefined : this.#byFips[a * LETTERS + b];
  }

  #addCameo(code: string, place: Place): void {
    const [a = 0, b = 0, c = 0] = Array.from(code, (letter) => letter.charCodeAt(0) - A);
    if (code.length === 3) this.#byPackedCameo[(a * LETTERS + b) * LETTERS + c] = place;
  }
}

/**
 * The ISO alpha-3 code under which an act of that day belongs to the place's series, or `undefined` when it was no state then:
 * acts of the Soviet Union are Russia's, but Ukraine has none before 1991.
 */
export function stateOn({ code, spans }: Place, day: number): string | undefined {
  if (spans === undefined) return code;
  let current: StateSpan | undefined;
  for (const span of spans) if (span.from <= day) current = span;
  if (current === undefined) return undefined;
  // Feeds keep a code in use after its state ended: the state that continues it is meant then.
  if (current.becomes !== '') return current.becomes;
  return day < current.until ? code : undefined;
}

function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(/^ ?(the )?| $/g, '');
}
