/** A day of a form, and what is wrong with it. */
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly field?: RefObject<HTMLInputElement>;
  readonly onChange: (value: string) => void;
}

export function DayField({ label, value, fault, field, onChange }: Props) {
  const id = useId();
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...(field && { ref: field })}
        type="date"
        required
        value={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {fault === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
