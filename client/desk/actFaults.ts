/** What an act still lacks before it can be accepted, in the reader's words, by place in its form. */
import { words } from '../state/language.ts';
import { missingIn } from './actDraft.ts';
import { type Sheet, type SheetAct, withSource } from './sheet.ts';

export function faultsOf(act: SheetAct, sheet: Sheet): ReadonlyMap<string, string> {
  const wording = words.value.desk.missing;
  if (act.decision === 'leave') return NONE;
  const filled = withSource(act, sheet);
  const source: [string, string][] = filled.sourceName.trim() === '' ? [['sourceName', wording.sourceName]] : [];
  if (act.decision === 'source') return new Map(source);
  const missing = missingIn(filled).map((place): [string, string] => [place, sentenceFor(place)]);
  const sides = filled.bearings.flatMap(({ actor, target }, i): [string, string][] =>
    actor !== '' && actor === target ? [[`bearings.${i}.target`, wording.sides]] : [],
  );
  return new Map([...missing, ...sides, ...source]);
}

const NONE: ReadonlyMap<string, string> = new Map();

function sentenceFor(place: string): string {
  const wording: Readonly<Record<string, string>> = words.value.desk.missing;
  return wording[place.split('.').at(-1)!] ?? place;
}
