/** Whose acts: the causes of a move by who acted, each with its sum and what of it is new, undone or fading. */
import type { MoveActor, MoveKind } from '../../models/move.ts';
import { sharePoints } from '../charts/format.ts';
import { actorName, type NameOf } from '../charts/moveActors.ts';
import { words } from '../state/language.ts';

interface Props {
  readonly actors: readonly MoveActor[];
  readonly nameOf: NameOf;
}

export function ActorCauses({ actors, nameOf }: Props) {
  const wording = words.value.move;
  const of: Readonly<Record<MoveKind, (events: number) => string>> = {
    new: wording.newOf,
    ended: wording.endedOf,
    fading: wording.fadingOf,
    revised: wording.revisedOf,
    model: wording.modelOf,
  };
  return (
    <ol class="moved-list">
      {actors.map(({ actor, indexPoints, kinds }) => (
        <li key={actor} class="moved-actor">
          <span class="moved-points num">{sharePoints(indexPoints, words.value)}</span>
          <div>
            <b>{actorName(actor, nameOf, words.value)}</b>
            <ul>
              {kinds.map(({ kind, events, indexPoints: points }) => (
                <li key={kind}>
                  {of[kind](events)}: <span class="num">{sharePoints(points, words.value)}</span>
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  );
}
