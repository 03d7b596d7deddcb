/** What an admin does with a feed: pulls it now or stops that, fetches earlier days, takes it out. */
import { useState } from 'preact/hooks';
import type { FetchedFeed } from '../../models/contract/feeds.ts';
import { useAct } from '../admin/Listed.tsx';
import { DayField } from '../components/DayField.tsx';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { isRunning } from '../state/pulling.ts';

export function FeedControls({ feed }: { readonly feed: FetchedFeed }) {
  const wording = words.value.feedControls;
  const act = useAct();
  const [open, setOpen] = useState<'backfill' | 'removal' | undefined>(undefined);
  if (!may('admin')) return null;
  const { name } = feed;
  const ask = (what: string, told: string): Promise<boolean> =>
    act.send(`/api/v1/feeds/${encodeURIComponent(name)}/${what}`, undefined, () => told);
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
          onAsk={async (from, to) => {
            if (await ask(`pulls?from=${from}&to=${to}`, wording.pulled)) setOpen(undefined);
          }}
        />
      ) : null}
      {open === 'removal' ? (
        <p class="desk-buttons">
          {wording.removal(name)}{' '}
          <button type="button" disabled={act.isSending} onClick={() => void ask('remove', wording.removed(name))}>
            {wording.confirm}
          </button>
          <button type="button" onClick={() => setOpen(undefined)}>
            {wording.keep}
          </button>
        </p>
      ) : null}
      {act.told}
    </>
  );
}

function Backfill({ onAsk }: { readonly onAsk: (from: string, to: string) => Promise<void> }) {
  const wording = words.value.feedControls;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  return (
    <form
      class="desk-panel key-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onAsk(from, to);
      }}
    >
      <div class="key-fields">
        <DayField label={wording.from} value={from} onChange={setFrom} />
        <DayField label={wording.to} value={to} onChange={setTo} />
      </div>
      <p class="desk-buttons">
        <button type="submit" class="primary">
          {wording.fetch}
        </button>
      </p>
    </form>
  );
}
