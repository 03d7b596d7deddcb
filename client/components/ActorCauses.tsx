/** Whose acts: the causes of a move by who acted, each with its sum and what of it is new, undone or fading. */
import type { MoveActor } from '../../models/move.ts';
import { sharePoints } from '../charts/format.ts';
import { actorName, type NameOf } from '../charts/moveActors.ts';
import { words } from '../state/language.ts';
import { kindText } from './kindText.ts';

interface Props {
  readonly actors: readonly MoveActor[];
  readonly nameOf: NameOf;
}

export function ActorCauses({ actors, nameOf }: Props) {
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
                  {kindText(kind, events)}: <span class="num">{sharePoints(points, words.value)}</span>
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ol>
  );
}
