/** A what-if in the words of a language, for a label, a banner or a card. */
import type { WhatIf } from '../../models/whatIf.ts';
import type { Words } from '../words/words.ts';

interface Names {
  /** several acts of a type. @example 'militant attacks' */
  readonly type: (type: string) => string;
  /** one event as it should be called; events are counted where it is left out */
  readonly event?: (id: string) => string;
}

/** @example 'without indirect acts and unverified rows, with severity 5 for the veto of 28 Mar 2024' */
export function whatIfWords(
  { withoutIndirect, withoutUnverified, withoutTypes, withoutEvents, severities, minSources = 1 }: WhatIf,
  { type, event }: Names,
  { whatIf: wording, card }: Words,
): string {
  const counted = (n: number, say: (n: number) => string): string[] => (n > 0 ? [say(n)] : []);
  const without = [
    ...(withoutIndirect ? [wording.indirect] : []),
    ...(withoutUnverified ? [wording.unverified] : []),
    ...(minSources > 1 ? [wording.fewerSources(minSources)] : []),
    ...withoutTypes.map(type),
    ...(event ? withoutEvents.map(event) : counted(withoutEvents.length, card.whatIfEvents)),
  ];
  const graded = event
    ? [...severities].map(([id, severity]) => wording.graded(severity, event(id)))
    : counted(severities.size, card.whatIfGraded);
  return [...(without.length > 0 ? [wording.without(without)] : []), ...graded].join(', ');
}
