/** The end of the way: a title and a name for the table, the button that adds it, and its line when the first pull has ended. */
import { useEffect, useState } from 'preact/hooks';
import type { FeedPreview } from '../../models/contract/feedPreview.ts';
import type { FetchedFeed } from '../../models/contract/feeds.ts';
import { Notice } from '../components/Notice.tsx';
import { CoderField } from '../desk/CoderField.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';
import { navigate } from '../state/location.ts';
import { usePolled } from '../state/polled.ts';
import type { TableState } from './useTable.ts';

const POLL_MS = 1_000;
const MAX_NAME = 40;

interface Props {
  readonly state: TableState;
  readonly preview: FeedPreview;
  readonly onClose: (name?: string) => void;
}

export function AddTable({ state, preview, onClose }: Props) {
  const wording = words.value.tableFeed;
  const plain = titleOf(preview.source);
  const [title, setTitle] = useState(plain);
  const [name, setName] = useState(nameOf(plain));
  const [added, setAdded] = useState<string | undefined>(undefined);
  const { counts, questions } = preview;
  const isOpen = questions.missing.length > 0 || questions.dates !== null;
  if (added !== undefined) return <Opening name={added} dyad={preview.dyads[0]?.dyad} onClose={onClose} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void state.add(name.trim(), title.trim()).then(setAdded);
      }}
    >
      <div class="key-fields">
        <TextField label={wording.title} value={title} onChange={setTitle} max={100} />
        <TextField label={wording.name} value={name} onChange={setName} max={MAX_NAME} />
        <CoderField />
      </div>
      <p class="desk-buttons">
        <button
          type="submit"
          class="primary"
          disabled={isOpen || counts.taken === 0 || preview.refused !== null || state.busy !== undefined}
        >
          {wording.add(counts.taken)}
        </button>
        <button type="button" onClick={() => onClose()}>
          {words.value.addFeed.close}
        </button>
        <span>
          {isOpen ? words.value.deskImport.notYet : counts.waiting > 0 ? wording.waiting(counts.waiting) : null}
        </span>
      </p>
    </form>
  );
}

/** Waits for the first pull, and opens the line of the pair with most rows. */
function Opening({
  name,
  dyad,
  onClose,
}: {
  readonly name: string;
  readonly dyad: string | undefined;
  readonly onClose: (name?: string) => void;
}) {
  const wording = words.value.tableFeed;
  const { data } = usePolled<{ readonly feeds: readonly FetchedFeed[] }>('/api/v1/pulls', POLL_MS);
  const feed = data?.feeds.find((one) => one.name === name);
  const hasEnded = feed?.pull !== null && feed?.pull !== undefined && feed.pull.endedAt !== null;
  const isStored = hasEnded && feed.files.done > 0;
  useEffect(() => {
    if (isStored && dyad !== undefined && feed.line !== null) navigate(`/d/${dyad}?model=${feed.line}`);
  }, [isStored]);
  if (hasEnded && !isStored)
    return (
      <Notice kind="error" title={words.value.feedList.pullFailed}>
        {feed.pull?.fault ?? feed.pull?.faults.join(' ')}{' '}
        <button type="button" onClick={() => onClose(name)}>
          {words.value.addFeed.close}
        </button>
      </Notice>
    );
  return (
    <p role="status" class="import-busy">
      {wording.opening(name)}
    </p>
  );
}

/** @example titleOf('https://example.org/a/UK-Russia log.xlsx?x=1') // 'UK-Russia log' */
const titleOf = (source: string): string =>
  source
    .replace(/[?#].*$/s, '')
    .replace(/^.*[/\\]/s, '')
    .replace(/\.\w{2,4}$/, '')
    .slice(0, 100);

/** @example nameOf('UK–Russia log (2)') // 'uk-russia-log-2' */
const nameOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_NAME)
    .replace(/-$/, '') || 'table';
