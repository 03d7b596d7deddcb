/** What is said of a cell that should hold the code of a state. */
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { codeOn } from '../../models/stateSpan.ts';
import type { ReferenceData } from '../referenceData.ts';

/** When the organisations of the list came to be; feeds do not ask, for them their own codes count. */
const FOUNDED: ReadonlyMap<string, number> = new Map([
  ['EU', epochDay('1993-11-01')],
  ['NATO', epochDay('1949-04-04')],
  ['UN', epochDay('1945-10-24')],
]);

type States = Pick<ReferenceData, 'countries' | 'names' | 'stateSpans'>;

/** Whether a cell holds several codes: `RUS;BLR`. */
export function severalStates(cell: string): boolean {
  const parts = cell.split(/[;,|/]/).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => /^[A-Z]{2,4}$/.test(part));
}

/** The remedy for a cell that is no code of the list: the state that it names, or that it most likely means. Never one that merely looks alike. */
export function stateFault(given: string, { countries, names }: States): string | undefined {
  const shown = (code: string): string => `${code} (${countries.get(code)?.name ?? code})`;
  const [code, ...more] = names.codesOf(given);
  const named = names.stateOf(given);
  if (named !== undefined && code !== undefined)
    return 'ambiguous' in named
      ? `write ${named.ambiguous.map(shown).join(' or ')}.`
      : more.length === 0 && !countries.has(code)
        ? `write ${shown(named.iso3)}, which continues it.`
        : `write ${shown(named.iso3)}.`;
  const word = given.toUpperCase();
  const coded = [...countries.values()].find(({ iso2, cameo }) => word !== '' && (iso2 === word || cameo === word));
  if (coded) return `write ${shown(coded.code)}.`;
  const mistyped = names.mistyped(given);
  return mistyped === undefined ? undefined : `did you mean ${shown(mistyped)}?`;
}

/**
 * What is wrong with a state on a day on which it was none; `undefined` where it was one. Of a state that is coded too early there
 * is a remark, for acts of a people can be meant, and so of an organisation before it was founded; of a former state, after its end, a fault.
 */
export function stateOnDay(
  code: string,
  day: number,
  { countries, stateSpans }: States,
): { readonly isFault: boolean; readonly message: string } | undefined {
  const founded = FOUNDED.get(code);
  if (founded !== undefined && day < founded)
    return {
      isFault: false,
      message: `is ${countries.get(code)?.name ?? code}, which exists since ${toIsoDate(founded)} only: check date and code.`,
    };
  const spans = stateSpans.filter((span) => span.code === code);
  const then = codeOn(code, spans, day);
  if (then === code) return undefined;
  const name = countries.get(code)?.name ?? code;
  if (then !== undefined)
    return { isFault: true, message: `is ${name}: on this day write ${then}, which continues it.` };
  const next = spans.find(({ from }) => from > day);
  if (next)
    return { isFault: false, message: `is ${name}, a state since ${toIsoDate(next.from)} only: check date and code.` };
  const last = toIsoDate(spans.at(-1)!.until - 1);
  return { isFault: true, message: `is ${name}, which was a state until ${last}: check date and code.` };
}
