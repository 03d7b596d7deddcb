/** The title: computed, or typed and held against the data, while it is typed and before it is anywhere. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../state/language.ts';
import { MAX_TITLE_LENGTH } from './briefState.ts';
import type { CardControlsProps } from './cardControlsProps.ts';
import { useTitleCheck } from './cardData.ts';
import { RestedField } from './RestedField.tsx';

export function TitleField({ state, code, presentation, texts, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const [typed, setTyped] = useState(state.title ?? '');
  useEffect(() => setTyped(state.title ?? ''), [state.title]);
  const faults = useTitleCheck(code, typed, presentation.lang);
  return (
    <>
      <p class="brief-computed small">
        <span class="muted">{wording.titleComputed}:</span> {texts?.computedTitle ?? '…'}
      </p>
      <RestedField
        label={wording.titleField}
        hint={wording.titleHint}
        most={MAX_TITLE_LENGTH}
        value={state.title ?? ''}
        lines={2}
        isFaulty={(faults?.length ?? 0) > 0}
        onTyping={setTyped}
        onRest={(title) => onChange({ title: title === '' ? undefined : title })}
      />
      <div aria-live="polite">
        {typed === '' ? null : faults === undefined ? (
          <p class="small muted">{wording.checking}</p>
        ) : faults.length > 0 ? (
          <p class="small is-error">{faults.join(' ')}</p>
        ) : (
          <p class="small check">✓ {wording.titleAgrees}</p>
        )}
      </div>
      {state.title === undefined ? null : (
        <button type="button" class="link small" onClick={() => onChange({ title: undefined })}>
          {wording.titleReset}
        </button>
      )}
    </>
  );
}
