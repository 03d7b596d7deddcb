/** By which channels a rule tells; an address of mail that is typed here becomes one. */
import { Phrase } from '../components/Phrase.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import type { AlertChannels } from './alertData.ts';
import { faultAt } from './ChannelForm.tsx';
import type { RuleDraft } from './ruleDraft.ts';

interface Props {
  readonly draft: RuleDraft;
  readonly channels: AlertChannels | undefined;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

export function ChannelChoice({ draft, channels, faults, onChange }: Props) {
  const { alertForm: wording, alertChannels } = words.value;
  if (!may('coder')) return null;
  const there = (channels?.channels ?? []).filter(({ kind }) => kind !== 'heartbeat');
  const fault = faultAt(faults, 'channels');
  return (
    <fieldset class="alert-field">
      <legend>{wording.channels}</legend>
      {there.length === 0 && channels?.mail === false ? <p class="muted small">{wording.noChannel}</p> : null}
      {there.map(({ name, kind, to, host }) => (
        <label key={name} class="form-check">
          <input
            type="checkbox"
            checked={draft.channels.includes(name)}
            onChange={({ currentTarget: { checked } }) =>
              onChange({
                channels: checked ? [...draft.channels, name] : draft.channels.filter((one) => one !== name),
              })
            }
          />{' '}
          {name} <span class="muted small">{`${alertChannels.kinds[kind]}, ${host ?? to.join(', ')}`}</span>
        </label>
      ))}
      {fault === undefined ? null : <p class="field-fault">{fault}</p>}
      {!may('admin') ? null : channels?.mail === false ? (
        <p class="muted small">
          <Phrase text={wording.noMail} />
        </p>
      ) : (
        <>
          <TextField
            label={wording.email}
            value={draft.email}
            max={320}
            fault={faultAt(faults, 'to')}
            onChange={(email) => onChange({ email })}
          />
          <p class="muted small">{wording.emailNote}</p>
        </>
      )}
    </fieldset>
  );
}
