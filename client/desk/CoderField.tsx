/** Who writes: the reader's name, kept in this browser. */
import { useId } from 'preact/hooks';
import { coder, MAX_NAME, setCoder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { isKnown } from '../state/person.ts';

export function CoderField({ fault }: { readonly fault?: string | undefined }) {
  const wording = words.value.writing;
  const id = useId();
  return (
    <div class="form-field coder-field">
      <label for={id}>{wording.yourName}</label>
      <input
        id={id}
        type="text"
        autoComplete="name"
        maxLength={MAX_NAME}
        value={coder.value}
        readOnly={isKnown()}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => setCoder(event.currentTarget.value)}
      />
      {fault === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
