import type { LeftOut } from './leftOut.ts';
import { type Place, stateOn } from './states.ts';

export interface StatePair {
  /** ISO alpha-3 codes of two different states */
  readonly actor: string;
  readonly target: string;
}

/** Why two places are no pair of states. */
export interface NoPair {
  readonly why: LeftOut;
  /** the code or name that no table knows, or of an organisation */
  readonly unknown?: string;
}

const SAME_STATE: NoPair = { why: 'sameState' };
const REGION: NoPair = { why: 'region' };
const NOT_THEN: NoPair = { why: 'notThen' };

/**
 * The two states of a row on its day, or why they are none.
 *
 * @param actor,target places, or as text what no table knows
 */
export function statePair(actor: Place | string, target: Place | string, day: number): StatePair | NoPair {
  if (typeof actor === 'string') return { why: 'unknownPlace', unknown: actor };
  if (typeof target === 'string') return { why: 'unknownPlace', unknown: target };
  if (actor === target) return SAME_STATE;
  if (actor.region || target.region) return REGION;
  if (actor.organisation) return { why: 'organisation', unknown: actor.name };
  if (target.organisation) return { why: 'organisation', unknown: target.name };
  const actorState = stateOn(actor, day);
  const targetState = stateOn(target, day);
  if (actorState === undefined || targetState === undefined) return NOT_THEN;
  if (actorState === targetState) return SAME_STATE;
  return { actor: actorState, target: targetState };
}
