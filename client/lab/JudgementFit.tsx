/** Weights fitted to the judgements of experts. */
import { useSignal } from '@preact/signals';
import { words } from '../state/language.ts';
import { lockedTypes } from './draft.ts';
import { mostMoved, movedWeights, rounded } from './movedWeights.ts';
import type { LabSession } from './session.ts';
import { StudyState } from './StudyState.tsx';
import { useStudy } from './useStudy.ts';

/** How dear it is to leave the weights that one started from (models/fit.ts). */
const RIDGES = [
  { value: 0.1, label: 'far' },
  { value: 1, label: 'some' },
  { value: 10, label: 'little' },
] as const;

export function JudgementFit({ session }: { readonly session: LabSession }) {
  const wording = words.value.judged;
  const ridge = useSignal<number>(1);
  const model = session.settled.value;
  const locks = session.locks.value;
  const studied = useStudy(
    session,
    { name: 'fit', model, ridge: ridge.value, locked: lockedTypes({ locks, model }) },
    [model, locks, ridge.value],
    false,
  );
  const found = studied.result;
  const moved = found ? movedWeights(model, found.model) : [];
  return (
    <details class="lab-more">
      <summary>{wording.fit}</summary>
      <p class="muted small">{wording.fitNote}</p>
      <StudyState studied={studied} action={wording.fitAction}>
        <label>
          {wording.mayMove}{' '}
          <select value={ridge.value} onChange={(event) => (ridge.value = Number(event.currentTarget.value))}>
            {RIDGES.map(({ value, label }) => (
              <option key={value} value={value}>
                {wording.ridges[label]}
              </option>
            ))}
          </select>
        </label>
      </StudyState>
      {found ? (
        <p>
          <strong class="num">{wording.crossValidated(found.crossValidated, found.judgements.length)}</strong>
          {wording.fitted(found.agrees, found.priorAgrees)}{' '}
          {moved.length === 0 ? (
            wording.noneMoves
          ) : (
            <>
              {mostMoved(moved, session)}{' '}
              <button type="button" onClick={() => session.adopt(rounded(found.model), wording.fitWord)}>
                {words.value.robustness.take}
              </button>
            </>
          )}
        </p>
      ) : null}
    </details>
  );
}
