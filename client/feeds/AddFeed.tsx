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
import { TableFeed } from './TableFeed.tsx';

const KINDS = ['csv', 'gdelt', 'icews', 'polecat', 'acled', 'ucdp'] as const;
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

interface FormProps {
  /** with the name of the feed that was added */
  readonly onClose: (name?: string) => void;
}

function FeedForm({ onClose }: FormProps) {
  const wording = words.value.addFeed;
  const id = useId();
  const [kind, setKind] = useState<Kind>('csv');
  return (
    <section class="desk-panel key-form" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{wording.add}</h3>
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
      {kind === 'csv' ? <TableFeed onClose={onClose} /> : <KnownFeed key={kind} kind={kind} onClose={onClose} />}
    </section>
  );
}

/** A feed whose format is known: its name, and its first day or its files. */
function KnownFeed({ kind, onClose }: FormProps & { readonly kind: Kind }) {
  const wording = words.value.addFeed;
  const writing = useWriting();
  const [name, setName] = useState('');
  const [from, setFrom] = useState(firstDay);
  const [files, setFiles] = useState('');
  const hasDays = kind === 'gdelt' || kind === 'acled';

  const add = async (): Promise<void> => {
    const feed = {
      name: name.trim() === '' ? kind : name.trim(),
      kind,
      ...(hasDays ? { from } : { files: files.split(/\s+/).filter((file) => file !== '') }),
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
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="key-fields">
        <TextField label={wording.name(kind)} value={name} onChange={setName} max={40} />
        {hasDays ? (
          <DayField label={wording.from} value={from} onChange={setFrom} />
        ) : (
          <TextField label={wording.files} value={files} onChange={setFiles} max={20_000} isLong />
        )}
      </div>
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
