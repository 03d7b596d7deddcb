/** Other dyads on which an act bears: offered where they have events and a state of the act on both sides, never taken by themselves. */
import type { Board } from '../../models/contract/board.ts';
import { dyadOf, sidesOf } from '../../models/dyad.ts';
import { words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { type ActDraft, dyadOfBearing, EMPTY_BEARING } from './actDraft.ts';
import { BearingEffect } from './ActEffect.tsx';
import { BearingFields } from './BearingFields.tsx';
import { useDyadNames } from './StateField.tsx';

interface Props {
  readonly act: ActDraft;
  readonly onChange: (act: ActDraft) => void;
  readonly faults: ReadonlyMap<string, string>;
  readonly isEffectElsewhere: boolean;
}

export function MoreBearings({ act, onChange, faults, isEffectElsewhere }: Props) {
  const wording = words.value.actForm;
  const board = useResource<Board>('/api/v1/dyads').data;
  const known = new Map(board?.dyads.map(({ id, name }) => [id, name]));
  const nameOf = useDyadNames();
  const offered = suggestedDyads(act, known);
  const add = (dyad: string): void => onChange({ ...act, bearings: [...act.bearings, bearingOn(dyad, act)] });
  if (act.bearings.length === 1 && offered.length === 0) return null;
  return (
    <section class="more-bearings" aria-label={wording.otherDyads}>
      {act.bearings.map((bearing, at) =>
        at === 0 ? null : (
          <fieldset key={bearing.id ?? bearing.dyad} class="bearing">
            <legend>{nameOf(dyadOfBearing(bearing) ?? bearing.dyad)}</legend>
            <BearingFields act={act} at={at} onChange={onChange} faults={faults} />
            {isEffectElsewhere ? null : <BearingEffect act={act} at={at} />}
            {bearing.id !== undefined ? null : (
              <button
                type="button"
                class="link"
                onClick={() => onChange({ ...act, bearings: act.bearings.filter((_, i) => i !== at) })}
              >
                {wording.removeBearing}
              </button>
            )}
          </fieldset>
        ),
      )}
      {offered.length === 0 ? null : (
        <p class="offered">
          <span class="form-label">{wording.bearsToo}</span>{' '}
          {offered.map((dyad) => (
            <button key={dyad} type="button" onClick={() => add(dyad)}>
              {nameOf(dyad)}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

/** Dyads with events between two states that the act names, but for those that it has already. */
function suggestedDyads(act: ActDraft, known: ReadonlyMap<string, string>): string[] {
  const [{ actor, target, others }] = act.bearings as [ActDraft['bearings'][number]];
  const taken = new Set(act.bearings.map(dyadOfBearing));
  const parties = [actor, target, ...others].filter((code) => code !== '');
  const pairs = parties.flatMap((a, i) => parties.slice(i + 1).flatMap((b) => (a === b ? [] : [dyadOf(a, b)])));
  return [...new Set(pairs)].filter((dyad) => known.has(dyad) && !taken.has(dyad));
}

/** Who acts stays who acts, where it is a side of the other dyad. */
function bearingOn(dyad: string, { bearings: [first] }: ActDraft): ActDraft['bearings'][number] {
  const [a = '', b = ''] = sidesOf(dyad) ?? [];
  const actor = first!.actor === b ? b : a;
  return { ...EMPTY_BEARING, dyad, actor, target: actor === a ? b : a, role: 'indirect' };
}
