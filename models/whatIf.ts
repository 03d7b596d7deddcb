/**
 * *What if*: the events of a dyad with some left out, or graded otherwise. What remains is scored from the start: a dropped act
 * no longer makes later acts of its type and actor repetitions, so those count more. Leaving one event out therefore changes
 * the index by more or less than the event's own contribution, and the difference here is the honest one.
 */
import type { Ends, EventColumns } from './eventColumns.ts';
import { type Severity, SEVERITIES } from './event.ts';

export interface WhatIf {
  readonly withoutIndirect: boolean;
  readonly withoutUnverified: boolean;
  /** types of the codebook, all of whose events are left out */
  readonly withoutTypes: readonly string[];
  /** ids of events that are left out */
  readonly withoutEvents: readonly string[];
  /** events that have another severity than they are coded with, by id */
  readonly severities: ReadonlyMap<string, Severity>;
  /** acts coded by machine with fewer sources are left out; left out or 1: none of them */
  readonly minSources?: number;
}

/** As coded: no event left out, none changed. */
export const AS_CODED: WhatIf = {
  withoutIndirect: false,
  withoutUnverified: false,
  withoutTypes: [],
  withoutEvents: [],
  severities: new Map(),
};

/**
 * The columns under another assumption; the same object where it changes nothing. `types` and `actors` stay as they are, so that
 * one without an event may remain. Repetition is counted over what is left. O(n).
 *
 * @example applyWhatIf(columns, { ...AS_CODED, withoutIndirect: true }).indirect.some(Boolean) // false
 */
export function applyWhatIf(columns: EventColumns, whatIf: WhatIf): EventColumns {
  const withoutEvents = new Set(whatIf.withoutEvents);
  const withoutType = columns.types.map((type) => whatIf.withoutTypes.includes(type));
  const severity = columns.severity.slice();
  const minSources = whatIf.minSources ?? 1;
  const kept: number[] = [];
  let isChanged = false;
  for (let e = 0; e < columns.ids.length; e++) {
    const isLeftOut =
      (whatIf.withoutIndirect && columns.indirect[e] === 1) ||
      (whatIf.withoutUnverified && columns.unverified[e] === 1) ||
      withoutType[columns.type[e]!]! ||
      withoutEvents.has(columns.ids[e]!) ||
      (columns.sources !== undefined && columns.sources[e]! < minSources);
    if (isLeftOut) continue;
    kept.push(e);
    const other = whatIf.severities.get(columns.ids[e]!);
    if (other === undefined || other === severity[e]) continue;
    severity[e] = other;
    isChanged = true;
  }
  if (kept.length === columns.ids.length) return isChanged ? { ...columns, severity } : columns;
  const pick = (from: ArrayLike<number>) => (_: unknown, i: number) => from[kept[i]!]!;
  const length = { length: kept.length };
  return {
    dyad: columns.dyad,
    types: columns.types,
    actors: columns.actors,
    ids: kept.map((e) => columns.ids[e]!),
    day: Int32Array.from(length, pick(columns.day)),
    type: Uint16Array.from(length, pick(columns.type)),
    actor: Uint16Array.from(length, pick(columns.actor)),
    polarity: Int8Array.from(length, pick(columns.polarity)),
    severity: Uint8Array.from(length, pick(severity)),
    indirect: Uint8Array.from(length, pick(columns.indirect)),
    unverified: Uint8Array.from(length, pick(columns.unverified)),
    firstSideShare: Float64Array.from(length, pick(columns.firstSideShare)),
    ...(columns.amount && { amount: Float64Array.from(length, pick(columns.amount)) }),
    ...(columns.sources && { sources: Int32Array.from(length, pick(columns.sources)) }),
    ...(columns.lastDay && { lastDay: Int32Array.from(length, pick(columns.lastDay)) }),
    ...(columns.ends && { ends: keptEnds(columns.ends, columns.ids.length, kept) }),
    ...(columns.coverage && { coverage: columns.coverage }),
  };
}

/** The ends of which both acts are kept, at their new positions: an act that is left out undoes nothing. */
function keptEnds({ by, ended }: Ends, count: number, kept: readonly number[]): Ends {
  const at = new Int32Array(count).fill(-1);
  for (const [i, e] of kept.entries()) at[e] = i;
  const pairs = [...by.keys()].filter((i) => at[by[i]!]! >= 0 && at[ended[i]!]! >= 0);
  return { by: Int32Array.from(pairs, (i) => at[by[i]!]!), ended: Int32Array.from(pairs, (i) => at[ended[i]!]!) };
}

/** Whether it asks for nothing at all. */
export function isAsCoded({
  withoutIndirect,
  withoutUnverified,
  withoutTypes,
  withoutEvents,
  severities,
  minSources = 1,
}: WhatIf): boolean {
  return (
    !withoutIndirect &&
    !withoutUnverified &&
    withoutTypes.length === 0 &&
    withoutEvents.length === 0 &&
    severities.size === 0 &&
    minSources === 1
  );
}

/** Ids that it names and the columns do not have. */
export function unknownEvents({ withoutEvents, severities }: WhatIf, columns: EventColumns): string[] {
  const known = new Set(columns.ids);
  return [...new Set([...withoutEvents, ...severities.keys()])].filter((id) => !known.has(id));
}

/**
 * Reads a what-if as it stands in an address: terms with commas between them. `indirect`, `unverified`, `type:TYPE` and `event:ID`
 * leave out, and so does `sources:2` with acts coded by machine that have fewer sources; `severity:ID:1` to `severity:ID:5` grades an event otherwise. What is said twice counts once, the last severity holds.
 *
 * @returns the faults as sentences; the terms at fault are passed over
 * @example parseWhatIf('indirect,event:a-1').whatIf.withoutEvents // ['a-1']
 */
export function parseWhatIf(text: string): { readonly whatIf: WhatIf; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const types = new Set<string>();
  const events = new Set<string>();
  const severities = new Map<string, Severity>();
  let withoutIndirect = false;
  let withoutUnverified = false;
  let minSources = 1;
  for (const term of text.split(',').map((part) => part.trim())) {
    if (term === '') continue;
    const [, word, rest] = /^(type|event|severity|sources):(.+)$/.exec(term) ?? [];
    if (term === 'indirect') withoutIndirect = true;
    else if (term === 'unverified') withoutUnverified = true;
    else if (word === 'type') types.add(rest!);
    else if (word === 'event') events.add(rest!);
    else if (word === 'sources') {
      if (/^[1-9]\d{0,2}$/.test(rest!)) minSources = Number(rest);
      else faults.push(`"${term}" has no number of sources: write sources:2.`);
    } else if (word === 'severity') {
      const [, id, grade] = /^(.+):([^:]*)$/.exec(rest!) ?? [];
      const severity = SEVERITIES.find((known) => String(known) === grade);
      if (id === undefined || severity === undefined)
        faults.push(`"${term}" has no severity from 1 to 5: write severity:ID:5.`);
      else severities.set(id, severity);
    } else
      faults.push(
        `"${term}" is none of indirect, unverified, type:TYPE, event:ID, sources:2 and severity:ID:1 to severity:ID:5.`,
      );
  }
  return {
    whatIf: {
      withoutIndirect,
      withoutUnverified,
      withoutTypes: [...types],
      withoutEvents: [...events],
      severities,
      ...(minSources > 1 && { minSources }),
    },
    faults,
  };
}

/** The text that `parseWhatIf` reads, the same for the same what-if; empty for none. */
export function whatIfText({
  withoutIndirect,
  withoutUnverified,
  withoutTypes,
  withoutEvents,
  severities,
  minSources = 1,
}: WhatIf): string {
  return [
    ...(withoutIndirect ? ['indirect'] : []),
    ...(withoutUnverified ? ['unverified'] : []),
    ...(minSources > 1 ? [`sources:${minSources}`] : []),
    ...[...withoutTypes].sort().map((type) => `type:${type}`),
    ...[...withoutEvents].sort().map((id) => `event:${id}`),
    ...[...severities.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, severity]) => `severity:${id}:${severity}`),
  ].join(',');
}
