/** What the card shows, how it looks, and what it says. */
import { asOf, momentWords } from '../state/asOf.ts';
import { words } from '../state/language.ts';
import { MAX_MARKING_LENGTH } from './briefState.ts';
import type { CardControlsProps } from './cardControlsProps.ts';
import { DayControls, MeasureControls } from './DayControls.tsx';
import { LookControls } from './LookControls.tsx';
import { ModelControls } from './ModelControls.tsx';
import { RestedField } from './RestedField.tsx';
import { SubjectControls } from './SubjectControls.tsx';
import { TitleField } from './TitleField.tsx';

export function CardControls(props: CardControlsProps) {
  const wording = words.value.brief;
  return (
    <form class="brief-controls" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{wording.what}</legend>
        <SubjectControls {...props} />
        <DayControls {...props} />
        {props.state.show === 'compare' ? null : <MeasureControls {...props} />}
        <ModelControls {...props} />
        <p class="brief-as-known small">
          <b>{wording.asKnown}</b>{' '}
          <span class="muted">{asOf.value === undefined ? wording.asKnownNow : momentWords(asOf.value)}</span>
        </p>
        {props.state.show === 'dyad' || props.state.show === 'compare' ? (
          <label class="form-check">
            <input
              type="checkbox"
              checked={props.state.notes}
              onChange={(event) => props.onChange({ notes: event.currentTarget.checked })}
            />{' '}
            {words.value.notes.onCards}
          </label>
        ) : null}
        {props.state.whatIf === undefined ? null : (
          <p class="small">
            <b>{wording.whatIf}</b> <code>{props.state.whatIf}</code>{' '}
            <button type="button" class="link" onClick={() => props.onChange({ whatIf: undefined })}>
              {wording.whatIfOff}
            </button>
          </p>
        )}
      </fieldset>
      <fieldset>
        <legend>{wording.look}</legend>
        <LookControls {...props} />
      </fieldset>
      <fieldset>
        <legend>{wording.text}</legend>
        <TitleField {...props} />
        <RestedField
          label={wording.marking}
          hint={wording.markingHint}
          most={MAX_MARKING_LENGTH}
          value={props.state.marking ?? ''}
          onRest={(marking) => props.onChange({ marking: marking === '' ? undefined : marking })}
        />
      </fieldset>
    </form>
  );
}
