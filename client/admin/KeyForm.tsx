/** Makes a key: its name, its role, its end, and whose it is. */
import { useId, useState } from 'preact/hooks';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import type { KeyMade, NewKey, Person } from '../../models/contract/people.ts';
import { type Role, ROLES } from '../../models/roles.ts';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';

/** A year: a key that nobody remembers ends by itself. */
const STANDARD_DAYS = 365;

const inDays = (days: number): string => toIsoDate(dayOfMs(Date.now()) + days);

/** The end of a day, which is the beginning of the next one. */
const endOf = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString();

interface Props {
  readonly people: readonly Person[];
  readonly onMade: (made: KeyMade) => void;
}

export function KeyForm({ people, onMade }: Props) {
  const { adminKeys: wording, people: names, writing: forms } = words.value;
  const id = useId();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const [lastDay, setLastDay] = useState(inDays(STANDARD_DAYS));
  const [personId, setPersonId] = useState('');
  const writing = useWriting();
  const make = async (): Promise<void> => {
    if (name.trim() === '') {
      writing.refuse(new Map([['name', forms.missing]]));
      return focusFault();
    }
    const body: NewKey = {
      name: name.trim(),
      role,
      ...(lastDay === '' ? {} : { endsAt: endOf(lastDay) }),
      ...(personId === '' ? {} : { personId }),
    };
    const made = await writing.send(() => postJson<KeyMade>('/api/v1/keys', token.value ?? '', body));
    if (made) onMade(made);
    else focusFault();
  };
  const endFault = writing.faults.get('endsAt');
  return (
    <form
      class="desk-panel key-form"
      aria-label={wording.make}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{wording.make}</h2>
      <div class="key-fields">
        <div>
          <TextField
            label={wording.name}
            value={name}
            max={100}
            fault={writing.faults.get('name')}
            onChange={setName}
          />
          <p class="muted small">{wording.nameNote}</p>
        </div>
        <div class="form-field">
          <label for={`${id}-role`}>{wording.role}</label>
          <select
            id={`${id}-role`}
            value={role}
            onChange={({ currentTarget: { value } }) => setRole(ROLES.find((one) => one === value) ?? 'reader')}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {names.roles[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="form-field">
          <label for={`${id}-end`}>{wording.lastDay}</label>
          <input
            id={`${id}-end`}
            type="date"
            value={lastDay}
            min={inDays(0)}
            aria-invalid={endFault === undefined ? undefined : true}
            aria-describedby={`${id}-note`}
            onChange={(event) => setLastDay(event.currentTarget.value)}
          />
          <p class="muted small" id={`${id}-note`}>
            {wording.lastDayNote}
          </p>
          {endFault === undefined ? null : <p class="field-fault">{endFault}</p>}
        </div>
        {people.length === 0 ? null : (
          <div class="form-field">
            <label for={`${id}-person`}>{wording.person}</label>
            <select id={`${id}-person`} value={personId} onChange={(event) => setPersonId(event.currentTarget.value)}>
              <option value="">{wording.nobodys}</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending}>
          {wording.make}
        </button>
      </p>
    </form>
  );
}
