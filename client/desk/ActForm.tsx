/**
 * All fields of an act and of its bearings, by name: for a new act, a correction and a draft of a text. Who shows it holds the act
 * and says what is done with it; the form only asks.
 */
import { useId } from 'preact/hooks';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { type ActDraft, withBearing } from './actDraft.ts';
import { BearingEffect } from './ActEffect.tsx';
import { BearingFields } from './BearingFields.tsx';
import { DateField } from './DateField.tsx';
import { MoreBearings } from './MoreBearings.tsx';
import { StatesField } from './StateField.tsx';
import { TypeField } from './TypeField.tsx';

export interface ActFormProps {
  readonly act: ActDraft;
  readonly onChange: (act: ActDraft) => void;
  /** by place, such as `date` and `bearings.0.actor`: what is wrong there */
  readonly faults?: ReadonlyMap<string, string>;
  /** the effect on the line is told by who shows the form */
  readonly isEffectElsewhere?: boolean;
}

const NO_FAULTS: ReadonlyMap<string, string> = new Map();

export function ActForm({ act, onChange, faults = NO_FAULTS, isEffectElsewhere = false }: ActFormProps) {
  const wording = words.value.actForm;
  const set = (change: Partial<ActDraft>): void => onChange({ ...act, ...change });
  return (
    <div class="act-form">
      <DateField
        label={wording.fields.date}
        value={act.date}
        fault={faults.get('date')}
        onChange={(date) => set({ date })}
      />
      <BearingFields act={act} at={0} onChange={onChange} faults={faults}>
        <TypeField
          value={act.type}
          fault={faults.get('type')}
          onChange={(type) =>
            onChange({
              ...act,
              type: type?.type ?? '',
              cameo: '',
              bearings: act.bearings.map((bearing) =>
                bearing.id === undefined ? { ...bearing, polarity: type?.polarity ?? bearing.polarity } : bearing,
              ),
            })
          }
        />
      </BearingFields>
      {isEffectElsewhere ? null : <BearingEffect act={act} at={0} />}
      <TextField
        label={wording.fields.summary}
        value={act.summary}
        isLong
        max={2000}
        fault={faults.get('summary')}
        onChange={(summary) => set({ summary })}
      />
      <div class="form-row">
        <TextField
          label={wording.fields.sourceName}
          value={act.sourceName}
          max={300}
          fault={faults.get('sourceName')}
          onChange={(sourceName) => set({ sourceName })}
        />
        <TextField
          label={wording.fields.sourceUrl}
          value={act.sourceUrl}
          max={2048}
          inputMode="url"
          fault={faults.get('sourceUrl')}
          onChange={(sourceUrl) => set({ sourceUrl })}
        />
      </div>
      <label class="form-check">
        <input
          type="checkbox"
          checked={act.verified}
          onChange={(event) => set({ verified: event.currentTarget.checked })}
        />{' '}
        {wording.fields.verified}
      </label>
      {faults.has('verified') ? <p class="field-fault">{faults.get('verified')}</p> : null}
      <MoreBearings
        act={act}
        onChange={onChange}
        faults={faults}

        isEffectElsewhere={isEffectElsewhere}
      />
      <More act={act} onChange={onChange} faults={faults} />
    </div>
  );
}

/** What most acts do without. */
function More({ act, onChange, faults = NO_FAULTS }: ActFormProps) {
  const wording = words.value.actForm;
  const set = (change: Partial<ActDraft>): void => onChange({ ...act, ...change });
  const first = act.bearings[0]!;
  const isOpen = ['headline', 'headlineKo', 'endDate', 'cameo', 'sourceDate', 'bearings.0.note'].some((field) =>
    faults.has(field),
  );
  return (
    <details class="act-more" open={isOpen || undefined}>
      <summary>{wording.more}</summary>
      <div class="form-row">
        <div class="form-field">
          <span class="form-label">{wording.fields.datePrecision}</span>
          <Segmented
            label={wording.fields.datePrecision}
            value={act.datePrecision}
            options={(['day', 'month'] as const).map((value) => ({ value, label: wording.precision[value] }))}
            onChoose={(datePrecision) => set({ datePrecision })}
          />
        </div>
        <DateField
          label={wording.fields.endDate}
          note={wording.endDateNote}
          value={act.endDate}
          fault={faults.get('endDate')}
          onChange={(endDate) => set({ endDate })}
        />
      </div>
      <StatesField
        label={wording.fields.others}
        values={first.others}
        onChange={(others) => onChange(withBearing(act, 0, { others }))}
      />
      <div class="form-row">
        <TextField
          label={wording.fields.headline}
          value={act.headline}
          max={60}
          fault={faults.get('headline')}
          onChange={(headline) => set({ headline })}
        />
        <TextField
          label={wording.fields.headlineKo}
          value={act.headlineKo}
          max={30}
          fault={faults.get('headlineKo')}
          onChange={(headlineKo) => set({ headlineKo })}
        />
      </div>
      <div class="form-row">
        <TextField
          label={wording.fields.sourceDate}
          value={act.sourceDate}
          max={40}
          fault={faults.get('sourceDate')}
          onChange={(sourceDate) => set({ sourceDate })}
        />
        <TextField
          label={wording.fields.cameo}
          value={act.cameo}
          max={4}
          fault={faults.get('cameo')}
          onChange={(cameo) => set({ cameo })}
        />
      </div>
      <TextField
        label={wording.fields.note}
        value={first.note}
        isLong
        max={4000}
        fault={faults.get('bearings.0.note')}
        onChange={(note) => onChange(withBearing(act, 0, { note }))}
      />
    </details>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly max: number;
  readonly isLong?: boolean;
  readonly inputMode?: 'url';
  readonly fault?: string | undefined;
}

export function TextField({ label, value, onChange, max, isLong = false, inputMode, fault }: TextFieldProps) {
  const id = useId();
  const own = {
    id,
    value,
    maxLength: max,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
  };
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea {...own} rows={2} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          type="text"
          autoComplete="off"
          inputMode={inputMode}
          {...own}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {fault === undefined ? null : (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
