/** The model of the card, and a second one to lay over it. */
import { words } from '../state/language.ts';
import type { CardControlsProps } from './cardControlsProps.ts';

export function ModelControls({ state, models, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const choices = models.map(({ name, version, hash }) => ({ value: `${name}@${hash}`, label: `${name} v${version}` }));
  const isOf = (asked: string | undefined, value: string): boolean =>
    asked !== undefined && (value === asked || value.split('@')[0] === asked);
  const chosen = choices.find(({ value }) => isOf(state.model, value))?.value ?? state.model ?? '';
  const overlay = choices.find(({ value }) => isOf(state.overlay, value))?.value ?? state.overlay ?? '';
  // One model is no choice.
  if (choices.length < 2 && state.model === undefined) return null;
  return (
    <>
      <label class="brief-field">
        {wording.model}
        <select
          value={chosen}
          onChange={(event) =>
            onChange({ model: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
          }
        >
          {chosen === '' ? (
            <option value="">{choices.find(({ value }) => value.startsWith('baseline@'))?.label ?? ''}</option>
          ) : null}
          {chosen === '' || choices.some(({ value }) => value === chosen) ? null : (
            <option value={chosen}>{chosen}</option>
          )}
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {state.show === 'dyad' && choices.length > 1 ? (
        <label class="brief-field">
          {wording.overlay}
          <select
            value={overlay}
            onChange={(event) =>
              onChange({ overlay: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
            }
          >
            <option value="">{wording.none}</option>
            {choices
              .filter(({ value }) => value !== chosen)
              .map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
          </select>
        </label>
      ) : null}
    </>
  );
}
