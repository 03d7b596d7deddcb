/** The morning brief that goes by an e-mail channel: whether, when, of which dyads and in which language. */
import type { Digest } from '../../models/alerts/channel.ts';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';
import { useLists } from '../state/watchLists.ts';
import { LANGUAGES, nameOfLanguage } from '../words/languages.ts';
import { Choice } from './Choice.tsx';

/** As the form holds it. */
export interface DigestDraft extends Omit<Digest, 'every' | 'list'> {
  readonly every: Digest['every'] | 'never';
  /** name of a shared watch list; empty: all dyads */
  readonly list: string;
}

const FIRST_HOUR = 7;

export const digestDraftOf = (digest: Digest | null | undefined, language: Digest['language']): DigestDraft =>
  digest
    ? { ...digest, list: digest.list ?? '' }
    : {
        every: 'never',
        hour: FIRST_HOUR,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        list: '',
        language,
      };

/** As it is kept; undefined where none goes. */
export const digestOf = ({ every, list, ...rest }: DigestDraft): Digest | undefined =>
  every === 'never' ? undefined : { ...rest, timeZone: rest.timeZone.trim(), every, ...(list !== '' && { list }) };

export const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** By text: numbers as keys would lose their order. */
const HOURS = Object.fromEntries(Array.from({ length: 24 }, (_, hour) => [clock(hour), clock(hour)]));

interface Props {
  readonly draft: DigestDraft;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (draft: DigestDraft) => void;
}

export function DigestFields({ draft, faults, onChange }: Props) {
  const { alertChannels: wording, alertForm } = words.value;
  const lists = (useLists().data?.lists ?? []).filter(({ shared }) => shared);
  const set = (change: Partial<DigestDraft>): void => onChange({ ...draft, ...change });
  const titles = { '': alertForm.all, ...(draft.list !== '' && { [draft.list]: draft.list }) };
  return (
    <fieldset class="alert-field">
      <legend>{wording.digest}</legend>
      <div class="alert-numbers">
        <Choice
          label={wording.digestEvery}
          value={draft.every}
          labels={wording.every}
          fault={faults.get('digest.every')}
          onChoose={(every) => set({ every: every === 'day' || every === 'week' ? every : 'never' })}
        />
        {draft.every === 'never' ? null : (
          <>
            <Choice
              label={wording.digestHour}
              value={clock(draft.hour)}
              labels={HOURS}
              fault={faults.get('digest.hour')}
              onChoose={(hour) => set({ hour: Number(hour.slice(0, 2)) })}
            />
            <TextField
              label={alertForm.zone}
              value={draft.timeZone}
              max={64}
              fault={faults.get('digest.timeZone')}
              onChange={(timeZone) => set({ timeZone })}
            />
            <Choice
              label={alertForm.dyads}
              value={draft.list}
              labels={{ ...titles, ...Object.fromEntries(lists.map(({ name, title }) => [name, title])) }}
              fault={faults.get('digest.list')}
              onChoose={(list) => set({ list })}
            />
          </>
        )}
      </div>
      {draft.every === 'never' ? null : (
        <div class="form-field">
          <span class="form-label">{alertForm.language}</span>
          <Segmented
            label={alertForm.language}
            value={draft.language}
            options={LANGUAGES.map((value) => ({ value, label: nameOfLanguage(value) }))}
            onChoose={(language) => set({ language })}
          />
        </div>
      )}
      <p class="muted small">{wording.digestNote}</p>
    </fieldset>
  );
}
