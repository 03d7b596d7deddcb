/** One of several values, each under its name. */
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly value: string;
  /** by value */
  readonly labels: Readonly<Record<string, string>>;
  readonly fault?: string | undefined;
  readonly onChoose: (value: string) => void;
}

export function Choice({ label, value, labels, fault, onChoose }: Props) {
  const id = useId();
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {Object.entries(labels).map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
      {fault === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
