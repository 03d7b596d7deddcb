/** What an act means in one dyad: who acts towards whom there, which way it bears, and how severe it was. */
import type { ComponentChildren } from 'preact';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { type ActDraft, type BearingDraft, withBearing } from './actDraft.ts';
import { EndsField } from './EndsField.tsx';
import { StateField } from './StateField.tsx';
import { SeverityField } from './TypeField.tsx';

interface Props {
  readonly act: ActDraft;
  /** which of its bearings */
  readonly at: number;
  readonly onChange: (act: ActDraft) => void;
  readonly faults: ReadonlyMap<string, string>;
  /** stands between the two states and the severity */
  readonly children?: ComponentChildren;
}

export function BearingFields({ act, at, onChange, faults, children }: Props) {
  const wording = words.value.actForm;
  const bearing = act.bearings[at]!;
  const set = (change: Partial<BearingDraft>): void => onChange(withBearing(act, at, change));
  const fault = (field: string): string | undefined => faults.get(`bearings.${at}.${field}`);
  const polarity = bearing.polarity === null ? undefined : bearing.polarity === 1 ? 'raises' : 'lowers';
  return (
    <>
      <div class="form-row">
        <StateField
          label={wording.fields.actor}
          value={bearing.actor}
          fault={fault('actor')}
          onChange={(actor) => set({ actor })}
        />
        <StateField
          label={wording.fields.target}
          value={bearing.target}
          fault={fault('target')}
          onChange={(target) => set({ target })}
        />
      </div>
      {fault('dyad') === undefined ? null : <p class="field-fault">{fault('dyad')}</p>}
      {children}
      <div class="form-row">
        <div class="form-field">
          <span class="form-label">{wording.fields.polarity}</span>
          <Segmented
            label={wording.fields.polarity}
            value={polarity}
            options={(['raises', 'lowers'] as const).map((value) => ({ value, label: wording.polarity[value] }))}
            onChoose={(value) => set({ polarity: value === 'raises' ? 1 : -1 })}
          />
          {fault('polarity') === undefined ? null : <p class="field-fault">{fault('polarity')}</p>}
        </div>
        <div class="form-field">
          <span class="form-label">{wording.fields.role}</span>
          <Segmented
            label={wording.fields.role}
            value={bearing.role}
            options={(['direct', 'indirect'] as const).map((value) => ({
              value,
              label: wording.roles[value],
              title: wording.roleNotes[value],
            }))}
            onChoose={(role) => set({ role })}
          />
        </div>
      </div>
      <SeverityField
        type={act.type}
        value={bearing.severity}
        fault={fault('severity')}
        onChange={(severity) => set({ severity })}
      />
      <EndsField act={act} bearing={bearing} onChange={(ends) => set({ ends })} fault={fault('ends')} />
    </>
  );
}
