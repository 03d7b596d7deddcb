/** How an admin adds a feed: GDELT by one button, any other by what it is and where its files are. */
import { useId, useState } from 'preact/hooks';
import { dayOfMs, toIsoDate } from '../../models/calendar.ts';
import { FIRST_FEED_DAYS } from '../../models/feedStart.ts';
import { useAct } from '../admin/Listed.tsx';
import { DayField } from '../components/DayField.tsx';
import { FormEnd } from '../desk/FormEnd.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';

const KINDS = ['gdelt', 'icews', 'polecat', 'acled', 'ucdp', 'csv'] as const;
type Kind = (typeof KINDS)[number];

const firstDay = (): string => toIsoDate(dayOfMs(Date.now()) - FIRST_FEED_DAYS);

/** GDELT needs neither account nor file. */
export function AddGdelt() {
  const wording = words.value.addFeed;
  const act = useAct();
  return (
    <>
      <p class="desk-buttons">
        <button
          type="button"
          class="primary"
          disabled={act.isSending}
          onClick={() =>
            void act.send('/api/v1/feeds', { name: 'gdelt', kind: 'gdelt', from: firstDay() }, () => wording.gdeltAdded)
          }
        >
          {wording.gdelt(FIRST_FEED_DAYS)}
        </button>
      </p>
      {act.told}
    </>
  );
}

export function AddFeed() {
  const wording = words.value.addFeed;
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState('');
  if (isOpen)
    return (
      <FeedForm
        onClose={(name) => {
          setOpen(false);
          setTold(name === undefined ? '' : wording.added(name));
        }}
      />
    );
  return (
    <p class="desk-buttons">
      <button type="button" onClick={() => setOpen(true)}>
        {wording.add}
      </button>{' '}
      <span role="status" class="small">
        {told}
      </span>
    </p>
  );
}

/** @param onClose with the name of the feed that was added */
function FeedForm({ onClose }: { readonly onClose: (name?: string) => void }) {
  const wording = words.value.addFeed;
  const id = useId();
  const writing = useWriting();
  const [kind, setKind] = useState<Kind>('gdelt');
  const [name, setName] = useState('');
  const [from, setFrom] = useState(firstDay);
  const [files, setFiles] = useState('');
  const [mapping, setMapping] = useState('');
  const [mappingFault, setMappingFault] = useState<string | undefined>(undefined);
  const hasDays = kind === 'gdelt' || kind === 'acled';

  const add = async (): Promise<void> => {
    const read = kind === 'csv' ? parsed(mapping) : undefined;
    setMappingFault(read === null ? wording.notJson : undefined);
    if (read === null) return;
    const feed = {
      name: name.trim() === '' ? kind : name.trim(),
      kind,
      ...(hasDays ? { from } : { files: files.split(/\s+/).filter((file) => file !== '') }),
      ...(read && { mapping: read }),
    };
    const added = await writing.send(() =>
      postJson<{ readonly name: string }>('/api/v1/feeds', token.value ?? '', feed),
    );
    if (added === undefined) return;
    news.value++;
    onClose(added.name);
  };

  return (
    <form
      class="desk-panel key-form"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h3 id={`${id}-title`}>{wording.add}</h3>
      <div class="key-fields">
        <div class="form-field">
          <label for={`${id}-kind`}>{wording.kind}</label>
          <select id={`${id}-kind`} value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {wording.kinds[one]}
              </option>
            ))}
          </select>
        </div>
        <TextField label={wording.name(kind)} value={name} onChange={setName} max={40} />
        {hasDays ? (
          <DayField label={wording.from} value={from} onChange={setFrom} />
        ) : (
          <TextField label={wording.files} value={files} onChange={setFiles} max={20_000} isLong />
        )}
      </div>
      {kind === 'csv' ? (
        <TextField
          label={wording.mapping}
          value={mapping}
          onChange={setMapping}
          max={100_000}
          isLong
          fault={mappingFault}
        />
      ) : null}
      {kind === 'acled' ? <p class="muted small">{wording.login}</p> : null}
      <FormEnd
        writing={writing}
        unplaced={[...writing.faults.keys()]}
        save={wording.save}
        close={wording.close}
        onClose={() => onClose()}
      />
    </form>
  );
}

/** null for what is no JSON */
function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
