/** The dyad that the card shows, or those that it compares. */
import { MAX_LINES } from '../charts/linePaints.ts';
import { dyadName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import type { CardControlsProps } from './cardControlsProps.ts';

export function SubjectControls({ state, dyads, board, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const nameOf = (id: string): string => dyadName(id, board.find((dyad) => dyad.id === id)?.name ?? id);
  const options = (taken: readonly string[]) =>
    board
      .filter(({ id }) => !taken.includes(id))
      .map(({ id }) => (
        <option key={id} value={id}>
          {nameOf(id)}
        </option>
      ));
  if (state.show !== 'compare')
    return (
      <label class="brief-field">
        {wording.dyad}
        <select
          value={dyads[0] ?? ''}
          onChange={(event) =>
            onChange({
              dyads: [
                event.currentTarget.value,
                ...dyads.slice(1).filter((other) => other !== event.currentTarget.value),
              ],
            })
          }
        >
          {dyads[0] !== undefined && !board.some(({ id }) => id === dyads[0]) ? (
            <option value={dyads[0]}>{dyads[0]}</option>
          ) : null}
          {options([])}
        </select>
      </label>
    );
  return (
    <div class="brief-field" role="group" aria-label={wording.dyad}>
      <span aria-hidden="true">{wording.dyad}</span>
      <ul class="brief-dyads">
        {dyads.map((id) => (
          <li key={id}>
            {nameOf(id)}
            {dyads.length > 2 ? (
              <button
                type="button"
                class="quiet"
                aria-label={wording.takeOut(nameOf(id))}
                title={wording.takeOut(nameOf(id))}
                onClick={() => onChange({ dyads: dyads.filter((other) => other !== id) })}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {dyads.length < MAX_LINES && board.length > dyads.length ? (
        <select
          aria-label={wording.addDyadLabel}
          value=""
          onChange={(event) =>
            event.currentTarget.value !== '' && onChange({ dyads: [...dyads, event.currentTarget.value] })
          }
        >
          <option value="">{wording.addDyad}</option>
          {options(dyads)}
        </select>
      ) : null}
    </div>
  );
}
