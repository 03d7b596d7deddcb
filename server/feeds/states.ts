/**
 * Who is a state, and when. Feeds name states in codes of their own (CAMEO, FIPS) or by name; some of the names are regions,
 * and some states began or ended since 1979.
 */
import { Buffer } from 'node:buffer';
import { type NameTable, nameTable, type StateName } from '../../models/names.ts';
import type { StateWords } from '../../models/importing/feedMapping.ts';
import { plainName } from '../../models/plainName.ts';
import { codeOn, type StateSpan } from '../../models/stateSpan.ts';
import type { Countries } from '../referenceData.ts';

/** A code or a name, as it is understood. */
export interface Place {
  /** as the feed writes it */
  readonly name: string;
  /** a region, such as Europe: no state, and no fault */
  readonly region: boolean;
  /** the EU, the UN or NATO: a side only where a mapping says that it is one */
  readonly organisation?: boolean;
  /** ISO alpha-3 code (or that of a former state) */
  readonly code: string;
  /** when it is a state, in order of time; none: throughout */
  readonly spans: readonly StateSpan[];
}

/** Names of one file that are remembered, so that each is read once and not once a row. */
const MAX_REMEMBERED = 20_000;
const A = 65;
const LETTERS = 26;

export class States {
  readonly #byCode = new Map<string, Place>();
  readonly #names: NameTable;
  readonly #known = new Map<string, Place | undefined>();
  readonly #organisations = new Map<string, Place>();
  /** by the names of data/countries.csv */
  readonly #byListName = new Map<string, Place>();
  readonly #byCow = new Map<string, Place>();
  /** ISO alpha-3 codes by packed FIPS code */
  readonly #byFips: (string | undefined)[] = Array.from<string | undefined>({ length: LETTERS ** 2 });
  /** places by packed CAMEO code, so that three bytes find one without becoming text */
  readonly #byPackedCameo: (Place | undefined)[] = Array.from<Place | undefined>({ length: LETTERS ** 3 });

  /**
   * @param countries states, territories and organisations
   * @param spans when codes are states
   * @param cameoPlaces codes of CAMEO that are no country: regions (empty `becomes`) and parts of states
   * @param names of states; capitals and peoples are none
   * @param cow numbers and abbreviations of Correlates of War
   */
  constructor(
    countries: Countries,
    spans: readonly StateSpan[],
    cameoPlaces: readonly { readonly code: string; readonly becomes: string }[],
    names: readonly StateName[],
    cow: readonly { readonly code: string; readonly abbreviation: string; readonly becomes: string }[] = [],
  ) {
    const placeOf = (code: string): Place => ({
      name: code,
      region: false,
      code,
      spans: spans.filter((span) => span.code === code),
    });
    for (const { code, cameo, fips, kind, name } of countries.values()) {
      if (kind === 'organisation') {
        this.#organisations.set(code, { ...placeOf(code), organisation: true });
        continue;
      }
      const place = placeOf(code);
      this.#byCode.set(code, place);
      this.#addCameo(cameo, place);
      this.#byListName.set(plainName(name), place);
      if (fips) this.#byFips[(fips.charCodeAt(0) - A) * LETTERS + fips.charCodeAt(1) - A] = code;
    }
    for (const { code } of spans) {
      if (this.#byCode.has(code)) continue;
      const former = placeOf(code);
      this.#byCode.set(code, former);
      this.#addCameo(code, former);
    }
    for (const { code, becomes } of cameoPlaces)
      this.#addCameo(code, this.#byCode.get(becomes) ?? { name: code, region: true, code, spans: [] });
    for (const { code, abbreviation, becomes } of cow) {
      const place = this.#byCode.get(becomes);
      if (place) for (const own of [code, abbreviation]) this.#byCow.set(own, place);
    }
    this.#names = nameTable(
      names.filter(({ kind }) => kind !== 'capital' && kind !== 'demonym'),
      spans,
    );
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

  /** What a mapping says a side is: the code of a state, or of an organisation, which is then a side like a state. */
  side(code: string): Place | undefined {
    const organisation = this.#organisations.get(code);
    return organisation ? { ...organisation, organisation: false } : this.#byCode.get(code);
  }

  /** The place of a text in a file that names states by codes or by names; where by names, a code of three letters is one too. */
  inWords(text: string, words: StateWords): Place | undefined {
    if (words === 'cameo') return this.cameo(text);
    if (words === 'iso3') return this.iso3(text);
    if (words === 'cow') return this.#byCow.get(text.replace(/^0+(?=\d)/, ''));
    return this.named(text) ?? this.iso3(text);
  }

  /** The place of a name as models/names.ts reads it; `undefined` for a name that several states share. */
  named(name: string): Place | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    const codes = this.#names.codesOf(name);
    const place = codes.length === 1 ? (this.#byCode.get(codes[0]!) ?? this.#organisations.get(codes[0]!)) : undefined;
    if (this.#known.size < MAX_REMEMBERED) this.#known.set(name, place);
    return place;
  }

  /**
   * The place of a name in a source that names every state apart, as ICEWS, ACLED and UCDP do: beside their "DR Congo", "Congo" is the
   * other one.
   */
  listed(name: string): Place | undefined {
    return this.named(name) ?? this.#byListName.get(plainName(name));
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

/** The code under which an act of that day belongs to the place's series, or `undefined` when it was no state then. */
export function stateOn({ code, spans }: Place, day: number): string | undefined {
  return codeOn(code, spans, day);
}
