/** Whose acts a move comes from: its parts by actor, as a sentence, a list and a waterfall. */
import type { Move } from '../../models/contract/move.ts';
import { epochDay } from '../../models/calendar.ts';
import { moveFinding, type MoveParts } from '../../models/moveFinding.ts';
import { en } from '../words/en/index.ts';
import type { Words } from '../words/words.ts';
import { changeTo, longDate, sharePoints, signed } from './format.ts';
import type { WaterfallRow } from './waterfall.ts';

/** The share of a change from which the acts of one side are said to have driven it. */
const DRIVING_SIDE_SHARE = 2 / 3;

/** The name of a state by its code, in the language of the words. */
export type NameOf = (code: string) => string;

/** @example 'South Korea', 'North Korea in KOR-PRK' of an act that a model lets the dyad inherit, 'both sides together' */
export function actorName(actor: string | null, nameOf: NameOf, { move }: Words): string {
  if (actor === null) return move.bothSides;
  const [code, inherited] = actor.split(' in ');
  return inherited === undefined ? nameOf(code!) : move.actorIn(nameOf(code!), inherited);
}

/**
 * How much of a change comes from whose acts. A side drives a rise or a fall where its acts alone explain two
 * thirds of it: of two sides that share it, neither does.
 *
 * @returns empty where there is no change to tell
 * @example 'Acts of India drive the change: India +4.6, Pakistan less than 0.05; in all +4.5 points, before rounding.'
 */
export function actorSentence(
  parts: MoveParts,
  { actors, rescaling }: Pick<Move, 'actors' | 'rescaling'>,
  nameOf: NameOf,
  words: Words = en,
): string {
  const { move } = words;
  const { kind } = moveFinding(parts);
  if (kind === 'begins' || actors.length === 0) return '';
  const { change } = parts;
  const driver =
    kind === 'rise' || kind === 'fall'
      ? actors.find(({ actor, indexPoints }) => actor !== null && indexPoints / change >= DRIVING_SIDE_SHARE)
      : undefined;
  const shares = actors.map(({ actor, indexPoints }) =>
    move.actorShare(actorName(actor, nameOf, words), sharePoints(indexPoints, words)),
  );
  if (rescaling !== 0) shares.push(move.actorShare(words.waterfall.rescaling, sharePoints(rescaling, words)));
  return move.actorShares(
    driver ? actorName(driver.actor, nameOf, words) : undefined,
    shares,
    signed(changeTo(parts.to.index, change)),
  );
}

/** The waterfall by actor: start; of each actor, the largest share first, what is new, undone, fading; base and scale of the model; end. */
export function actorRows(
  { from, to, change, actors, rescaling }: Pick<Move, 'from' | 'to' | 'change' | 'actors' | 'rescaling'>,
  nameOf: NameOf,
  words: Words = en,
): WaterfallRow[] {
  const { waterfall: names, counts } = words;
  const none = { note: '', kind: null, category: null } as const;
  let at = from.index;
  const rows: WaterfallRow[] = [
    { ...none, role: 'start', label: `A  ${longDate(epochDay(from.date), words)}`, points: 0, from: at, to: at },
  ];
  const part = (label: string, kind: WaterfallRow['kind'], points: number, note: string): void => {
    rows.push({ role: 'part', label, note, kind, category: null, points, from: at, to: at + points, isOfActor: true });
    at += points;
  };
  for (const { actor, indexPoints, kinds } of actors) {
    const label = names.ofActor(actorName(actor, nameOf, words), sharePoints(indexPoints, words));
    rows.push({ ...none, role: 'heading', label, points: 0, from: at, to: at });
    for (const { kind, events, indexPoints: points } of kinds) part(names[kind], kind, points, counts.events(events));
  }
  if (rescaling !== 0) part(names.rescaling, 'rescaling', rescaling, '');
  rows.push({
    ...none,
    role: 'end',
    label: `B  ${longDate(epochDay(to.date), words)}`,
    points: change,
    from: from.index,
    to: to.index,
  });
  return rows;
}
