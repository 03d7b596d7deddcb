/** Reads the parameters of an address: what cannot be read is a sentence among `faults`, and the default stands in its place. */
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { parseWhatIf, whatIfText } from '../../models/whatIf.ts';
import { RANGE_NAMES, type RangeName } from '../charts/ranges.ts';
import { words } from './language.ts';

/** A range that ends today, or epoch days, inclusive. */
export type Range = RangeName | { readonly from: number; readonly to: number };

export class AddressReader {
  readonly query: URLSearchParams;
  readonly faults: string[] = [];
  readonly wording = words.value.address;

  constructor(query: URLSearchParams) {
    this.query = query;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
    const text = this.query.get(name);
    const found = allowed.find((value) => value === text);
    if (text !== null && found === undefined)
      this.faults.push(this.wording.notOneOf(name, text, allowed.join(', '), otherwise));
    return found ?? otherwise;
  }

  /** An ISO date as an epoch day. */
  day(name: string): number | undefined {
    const text = this.query.get(name);
    if (text === null) return undefined;
    const parsed = parseDay(text);
    if (parsed === undefined) this.faults.push(this.wording.notADate(name, text));
    return parsed;
  }

  /** `from` and `to` where both are there and in order, else the named `range`. */
  range(standard: RangeName): Range {
    const from = this.day('from');
    const to = this.day('to');
    const named = this.oneOf('range', RANGE_NAMES, standard);
    if (from !== undefined && to !== undefined) {
      if (from <= to) return { from, to };
      this.faults.push(this.wording.reversed(toIsoDate(from), toIsoDate(to), this.wording.ranges[standard]));
    } else if (from !== undefined || to !== undefined)
      this.faults.push(this.wording.needsBoth(this.wording.ranges[standard]));
    return named;
  }

  /** `asOf`, a date or a moment. */
  asOf(): string | undefined {
    const text = this.query.get('asOf') ?? undefined;
    if (text === undefined || isMoment(text)) return text;
    this.faults.push(this.wording.asOfBad(text));
    return undefined;
  }

  /** Changes of events, as models/whatIf.ts writes them. */
  whatIf(): string | undefined {
    const { whatIf, faults } = parseWhatIf(this.query.get('whatif') ?? '');
    if (faults.length > 0) this.faults.push(this.wording.whatIf(faults.join(' ')));
    return whatIfText(whatIf) || undefined;
  }

  /** Values with commas between them, each once; `fault` says what one is that `read` does not know. */
  list<T extends string>(
    name: string,
    read: (text: string) => T | undefined,
    fault: string,
  ): { readonly different: T[]; readonly isRepeated: boolean } {
    const parts = (this.query.get(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const known = parts.flatMap((part) => {
      const value = read(part);
      if (value === undefined) this.faults.push(this.wording.leftOut(name, part, fault));
      return value === undefined ? [] : [value];
    });
    const different = [...new Set(known)];
    return { different, isRepeated: different.length < known.length };
  }
}

/** A date or a moment of UTC, as the API takes it. */
export function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) && !Number.isNaN(Date.parse(text));
}
