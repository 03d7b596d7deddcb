/** A type of the codebook by its name or by words of its meaning, and the severities with what the rubric says of that type. */
import { useId } from 'preact/hooks';
import type { RubricResponse } from '../../models/contract/rubric.ts';
import { SEVERITIES } from '../../models/event.ts';
import { type Choice, Combobox } from '../components/Combobox.tsx';
import { type EventType, useTypes } from '../state/eventTypes.ts';
import { typeDefinition, typeLabel, words } from '../state/language.ts';
import { searchedWords } from '../state/listing.ts';
import { useResource } from '../state/resource.ts';

function choicesFor(text: string, types: readonly EventType[]): Choice[] {
  const asked = searchedWords(text);
  const rank = ({ type, label, definition }: EventType): number => {
    const name = `${typeLabel(type, label)} ${label} ${type}`.toLowerCase();
    const meaning = `${name} ${typeDefinition(type, definition)}`.toLowerCase();
    if (!asked.every((word) => meaning.includes(word))) return -1;
    return asked.every((word) => name.includes(word)) ? 0 : 1;
  };
  return types
    .map((type) => ({ type, rank: rank(type) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ type: { type, label, definition } }) => ({
      value: type,
      label: typeLabel(type, label),
      note: typeDefinition(type, definition),
    }));
}

/** A name that is typed whole names its type, also where other definitions speak of it. */
function meantType(text: string, types: readonly EventType[]): string | undefined {
  const asked = text.trim().toLowerCase();
  const isMeant = ({ type, label }: EventType): boolean =>
    [typeLabel(type, label), label, type].some((name) => name.toLowerCase() === asked);
  return types.find(isMeant)?.type;
}

export function TypeField({
  value,
  onChange,
  fault,
}: {
  readonly value: string;
  readonly onChange: (type: EventType | undefined) => void;
  readonly fault?: string | undefined;
}) {
  const wording = words.value.actForm;
  const types = useTypes();
  const chosen = types.find(({ type }) => type === value);
  return (
    <div>
      <Combobox
        label={wording.fields.type}
        value={value}
        text={chosen ? typeLabel(chosen.type, chosen.label) : value}
        hint={wording.typeHint}
        none={wording.noType}
        fault={fault}
        choicesFor={(text) => choicesFor(text, types)}
        meant={(text) => meantType(text, types)}
        onChoose={(type) => onChange(types.find((one) => one.type === type))}
      />
      {chosen ? <p class="muted small">{typeDefinition(chosen.type, chosen.definition)}</p> : null}
    </div>
  );
}

/** Five levels, each with what it means for this type. */
export function SeverityField({
  type,
  value,
  onChange,
  fault,
}: {
  readonly type: string;
  readonly value: number | null;
  readonly onChange: (severity: number) => void;
  readonly fault?: string | undefined;
}) {
  const wording = words.value.actForm;
  const id = useId();
  const { data } = useResource<RubricResponse>('/api/v1/rubric');
  const levels = levelsOf(type, data);
  return (
    <fieldset
      class="severity-field"
      aria-invalid={fault === undefined ? undefined : true}
      aria-describedby={fault === undefined ? undefined : `${id}-fault`}
    >
      <legend>{wording.fields.severity}</legend>
      {SEVERITIES.map((severity) => (
        <label key={severity} class={severity === value ? 'severity is-chosen' : 'severity'}>
          <input
            type="radio"
            name={`${id}-severity`}
            value={severity}
            checked={severity === value}
            onChange={() => onChange(severity)}
          />
          <b>{severity}</b> <span>{levels[severity - 1]}</span>
        </label>
      ))}
      {fault === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

/** What severity 1 to 5 means for a type. One without such a level, or without any of its own, is judged against the whole scale. */
export function levelsOf(type: string, rubric: RubricResponse | undefined): readonly string[] {
  const own = words.value.rubric[type] ?? rubric?.types.find((one) => one.type === type)?.levels;
  const scale = words.value.rubric['scale'] ?? rubric?.scale ?? [];
  return SEVERITIES.map((severity) => {
    const level = own?.[severity - 1] ?? '';
    return level === '' || level === '-' ? (scale[severity - 1] ?? '') : level;
  });
}
