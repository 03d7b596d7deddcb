/** What an admin does with a feed: pulls it now or stops that, fetches earlier days, takes it out. */
import { useState } from 'preact/hooks';
import type { FetchedFeed } from '../../models/contract/feeds.ts';
import { useAct } from '../admin/Listed.tsx';
import { DayField } from '../components/DayField.tsx';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { isRunning } from '../state/pulling.ts';

/** Tells what became of a feed that is taken out: its place on the page goes with it. */
type OnRemoved = (told: string) => void;

export function FeedControls({ feed, onRemoved }: { readonly feed: FetchedFeed; readonly onRemoved: OnRemoved }) {
  const wording = words.value.feedControls;
  const { ask, act } = useAsk(feed.name);
  const [open, setOpen] = useState<'backfill' | 'removal' | undefined>(undefined);
  if (!may('admin')) return null;
  const { name } = feed;
  const hasDays = feed.kind === 'gdelt' || feed.kind === 'acled';
  return (
    <>
      <p class="desk-buttons">
        {isRunning(feed) ? (
          <button
            type="button"
            disabled={act.isSending}
            aria-label={wording.stopOf(name)}
            onClick={() => void ask('pulls/stop', wording.stopped)}
          >
            {wording.stop}
          </button>
        ) : (
          <button
            type="button"
            disabled={act.isSending}
            aria-label={wording.pullOf(name)}
            onClick={() => void ask('pulls', wording.pulled)}
          >
            {wording.pull}
          </button>
        )}
        {hasDays ? (
          <button
            type="button"
            aria-label={wording.backfillOf(name)}
            aria-expanded={open === 'backfill'}
            onClick={() => setOpen(open === 'backfill' ? undefined : 'backfill')}
          >
            {wording.backfill}
          </button>
        ) : null}
        <button
          type="button"
          aria-label={wording.removeOf(name)}
          aria-expanded={open === 'removal'}
          onClick={() => setOpen(open === 'removal' ? undefined : 'removal')}
        >
          {wording.remove}
        </button>
      </p>
      {open === 'backfill' ? (
        <Backfill
          onAsk={async (from, to, again) => {
            if (await ask(`pulls?from=${from}&to=${to}${again ? '&again=true' : ''}`, wording.pulled))
              setOpen(undefined);
          }}
        />
      ) : null}
      {open === 'removal' ? (
        <Removal
          name={name}
          isFetched
          ask={ask}
          isSending={act.isSending}
          onCancel={() => setOpen(undefined)}
          onRemoved={onRemoved}
        />
      ) : null}
      {act.told}
    </>
  );
}

/** A feed that is fetched no more, whose rows stayed: they can go. */
export function LeftControls({ name, onRemoved }: { readonly name: string; readonly onRemoved: OnRemoved }) {
  const wording = words.value.feedControls;
  const { ask, act } = useAsk(name);
  const [isOpen, setOpen] = useState(false);
  if (!may('admin')) return null;
  return (
    <>
      <p class="desk-buttons">
        <button
          type="button"
          aria-label={wording.removeRowsOf(name)}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {wording.removeRows}
        </button>
      </p>
      {isOpen ? (
        <Removal
          name={name}
          isFetched={false}
          ask={ask}
          isSending={act.isSending}
          onCancel={() => setOpen(false)}
          onRemoved={onRemoved}
        />
      ) : null}
      {act.told}
    </>
  );
}

type Ask = (what: string, told: string) => Promise<boolean>;

function useAsk(name: string) {
  const act = useAct();
  const ask: Ask = (what, told) => act.send(`/api/v1/feeds/${encodeURIComponent(name)}/${what}`, undefined, () => told);
  return { ask, act };
}

/** With the rows that it brought, or without. */
function Removal({
  name,
  isFetched,
  ask,
  isSending,
  onCancel,
  onRemoved,
}: {
  readonly name: string;
  readonly isFetched: boolean;
  readonly ask: Ask;
  readonly isSending: boolean;
  readonly onCancel: () => void;
  readonly onRemoved: OnRemoved;
}) {
  const wording = words.value.feedControls;
  const remove = async (what: string, told: string): Promise<void> => {
    if (await ask(what, '')) onRemoved(told); // told once, above all feeds
  };
  return (
    <div class="desk-panel">
      <p>{isFetched ? wording.removal(name) : wording.rowsRemoval(name)}</p>
      <p class="desk-buttons">
        <button type="button" disabled={isSending} onClick={() => void remove('remove', wording.removed(name))}>
          {wording.confirm}
        </button>
        {isFetched ? (
          <button
            type="button"
            disabled={isSending}
            onClick={() => void remove('remove?keep=true', wording.rowsKept(name))}
          >
            {wording.keepRows}
          </button>
        ) : null}
        <button type="button" onClick={onCancel}>
          {wording.keep}
        </button>
      </p>
    </div>
  );
}

function Backfill({ onAsk }: { readonly onAsk: (from: string, to: string, again: boolean) => Promise<void> }) {
  const wording = words.value.feedControls;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [again, setAgain] = useState(false);
  return (
    <form
      class="desk-panel key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onAsk(from, to, again);
      }}
    >
      <div class="key-fields">
        <DayField label={wording.from} value={from} onChange={setFrom} />
        <DayField label={wording.to} value={to} onChange={setTo} />
      </div>
      <label class="check">
        <input type="checkbox" checked={again} onChange={(event) => setAgain(event.currentTarget.checked)} />{' '}
        {wording.again}
      </label>
      <p class="desk-buttons">
        <button type="submit" class="primary">
          {wording.fetch}
        </button>
      </p>
    </form>
  );
}
