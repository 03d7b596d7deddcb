/** The title: computed, or typed and held against the data, while it is typed and before it is anywhere. */
import { useEffect, useState } from 'preact/hooks';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { words } from '../state/language.ts';
import { MAX_TITLE_LENGTH } from './briefState.ts';
import type { CardControlsProps } from './cardControlsProps.ts';
import { useTitleCheck } from './cardData.ts';
import { RestedField } from './RestedField.tsx';

/** What was found, and what nobody looked at: a tick stands only where all words were checked. */
function Verdict({
  titleFaults: faults,
  titleChecked: checked,
  titleUnchecked: unchecked,
}: Pick<CardTexts, 'titleFaults' | 'titleChecked' | 'titleUnchecked'>) {
  const { titleCheck } = words.value.brief;
  const open =
    unchecked.length === 0
      ? ''
      : titleCheck.unchecked(unchecked.map(({ kind, text }) => titleCheck.openWords[kind](text)));
  if (faults.length > 0)
    return (
      <>
        <p class="small is-error">{faults.join(' ')}</p>
        {open === '' ? null : <p class="small muted">{open}</p>}
      </>
    );
  const agrees =
    checked.length === 0 ? titleCheck.nothing : titleCheck.agrees(checked.map((what) => titleCheck.aspects[what]));
  return open === '' && checked.length > 0 ? (
    <p class="small check">✓ {agrees}</p>
  ) : (
    <p class="small muted">{[agrees, open].filter((text) => text !== '').join(' ')}</p>
  );
}

export function TitleField({ state, code, presentation, texts, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const [typed, setTyped] = useState(state.title ?? '');
  useEffect(() => setTyped(state.title ?? ''), [state.title]);
  const { found, refused } = useTitleCheck(code, typed, presentation.lang);
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
        isFaulty={refused !== undefined || (found?.titleFaults.length ?? 0) > 0}
        onTyping={setTyped}
        onRest={(title) => onChange({ title: title === '' ? undefined : title })}
      />
      <div aria-live="polite">
        {typed === '' ? null : refused ? (
          <p class="small is-error">{refused.message}</p>
        ) : found ? (
          <Verdict {...found} />
        ) : (
          <p class="small muted">{wording.checking}</p>
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
