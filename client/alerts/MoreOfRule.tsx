/** What most rules do without: title and name, how long it holds and is over, repeats, quiet hours, silence. */
import { useId } from 'preact/hooks';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';
import { LANGUAGES, nameOfLanguage } from '../words/languages.ts';
import { faultAt } from './ChannelForm.tsx';
import { NumberField } from './NumberField.tsx';
import { isOfActs, type RuleDraft } from './ruleDraft.ts';

interface Props {
  readonly draft: RuleDraft;
  /** what stands where nothing is typed */
  readonly name: string;
  readonly title: string;
  readonly isNew: boolean;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

const PLACES = ['name', 'title', 'holdDays', 'clearDays', 'repeatDays', 'quietHours', 'silentUntil'];

export function MoreOfRule({ draft, name, title, isNew, faults, onChange }: Props) {
  const wording = words.value.alertForm;
  const isOpen = PLACES.some((place) => faultAt(faults, place) !== undefined);
  return (
    <details class="act-more" open={isOpen || undefined}>
      <summary>{wording.more}</summary>
      <TextField
        label={wording.title}
        value={draft.title ?? title}
        max={120}
        fault={faults.get('title')}
        onChange={(text) => onChange({ title: text })}
      />
      {isNew ? (
        <div>
          <TextField
            label={wording.name}
            value={draft.name ?? name}
            max={63}
            fault={faults.get('name')}
            onChange={(text) => onChange({ name: text })}
          />
          <p class="muted small">{wording.nameNote}</p>
        </div>
      ) : null}
      {isOfActs(draft.kind) ? null : (
        <>
          <div class="alert-numbers">
            <NumberField
              label={wording.holdDays}
              value={draft.holdDays}
              fault={faults.get('holdDays')}
              onChange={(holdDays) => onChange({ holdDays })}
            />
            <NumberField
              label={wording.clearDays}
              value={draft.clearDays}
              fault={faults.get('clearDays')}
              onChange={(clearDays) => onChange({ clearDays })}
            />
          </div>
          <label class="form-check">
            <input
              type="checkbox"
              checked={draft.allClear}
              onChange={(event) => onChange({ allClear: event.currentTarget.checked })}
            />{' '}
            {wording.allClear}
          </label>
        </>
      )}
      <div class="alert-numbers">
        <NumberField
          label={wording.repeatDays}
          value={draft.repeatDays}
          fault={faults.get('repeatDays')}
          onChange={(repeatDays) => onChange({ repeatDays })}
        />
        <Timed
          label={wording.silentUntil}
          type="date"
          value={draft.silentUntil}
          fault={faults.get('silentUntil')}
          onChange={(silentUntil) => onChange({ silentUntil })}
        />
      </div>
      <div class="alert-numbers">
        <Timed
          label={wording.quietFrom}
          type="time"
          value={draft.quietFrom}
          fault={faultAt(faults, 'quietHours')}
          onChange={(quietFrom) => onChange({ quietFrom })}
        />
        <Timed
          label={wording.quietTo}
          type="time"
          value={draft.quietTo}
          fault={undefined}
          onChange={(quietTo) => onChange({ quietTo })}
        />
        <TextField label={wording.zone} value={draft.zone} max={60} onChange={(zone) => onChange({ zone })} />
      </div>
      <div class="form-field">
        <span class="form-label">{wording.language}</span>
        <Segmented
          label={wording.language}
          value={draft.language}
          options={LANGUAGES.map((value) => ({ value, label: nameOfLanguage(value) }))}
          onChoose={(language) => onChange({ language })}
        />
      </div>
    </details>
  );
}

function Timed({
  label,
  type,
  value,
  fault,
  onChange,
}: {
  readonly label: string;
  readonly type: 'date' | 'time';
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        aria-invalid={fault === undefined ? undefined : true}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {fault === undefined ? null : <p class="field-fault">{fault}</p>}
    </div>
  );
}
