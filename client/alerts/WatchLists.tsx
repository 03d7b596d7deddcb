/** The watch lists, and the form that makes one or changes it. */
import { useId, useState } from 'preact/hooks';
import type { FeedAddresses, WatchList } from '../../models/contract/watchLists.ts';
import { useAct } from '../admin/Listed.tsx';
import { briefAddress } from '../brief/briefAddress.ts';
import { Notice } from '../components/Notice.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { TextField } from '../desk/ActForm.tsx';
import { FormEnd } from '../desk/FormEnd.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { token } from '../state/token.ts';
import { useLists } from '../state/watchLists.ts';
import type { NamedDyad } from './alertData.ts';
import { faultAt } from './ChannelForm.tsx';
import { DyadChips } from './DyadChips.tsx';
import { freeName } from './ruleDraft.ts';
import type { RuleNames } from './ruleSentence.ts';

interface Props {
  readonly dyads: readonly NamedDyad[];
  readonly names: RuleNames;
}

export function WatchLists({ dyads, names }: Props) {
  const wording = words.value.watchLists;
  const { data, problem } = useLists();
  const [open, setOpen] = useState<WatchList | 'new' | undefined>(undefined);
  const [saved, setSaved] = useState('');
  const act = useAct();
  const [feed, setFeed] = useState<(FeedAddresses & { readonly of: string }) | undefined>(undefined);
  if (!data)
    return problem ? (
      <ProblemNotice problem={problem} what={wording.theLists} />
    ) : (
      <Skeleton kind="text" what={wording.theLists} />
    );
  const { lists, mayKeep, mayShare } = data;
  return (
    <>
      <p>{wording.lede}</p>
      {lists.length === 0 ? (
        <p class="empty">{wording.none}</p>
      ) : (
        <ul class="alert-rules">
          {lists.map((list) => (
            <li key={`${list.name} ${list.shared}`}>
              <h3>{list.title}</h3>
              <p>{list.dyads.map(names.dyad).join(', ')}</p>
              <p class="muted small">
                <code>{list.name}</code> · {list.shared ? wording.isShared : wording.isOwn} ·{' '}
                {wording.dyads(list.dyads.length)} · <a href={`/?list=${list.name}`}>{wording.onBoard}</a> ·{' '}
                <a href={briefAddress({ show: 'morning', list: list.name })}>{wording.brief}</a> ·{' '}
                <a href={`/unusual?list=${list.name}`}>{words.value.unusual.title}</a>
              </p>
              {mayKeep && list.mayChange ? (
                <p class="desk-buttons">
                  <button type="button" aria-label={wording.changeOf(list.title)} onClick={() => setOpen(list)}>
                    {wording.change}
                  </button>
                  <button
                    type="button"
                    disabled={act.isSending}
                    aria-label={wording.feedOf(list.title)}
                    onClick={() =>
                      void act.send<FeedAddresses>(
                        `/api/v1/lists/${list.name}/feed?shared=${list.shared}`,
                        {},
                        (addresses) => {
                          setFeed({ ...addresses, of: list.title });
                          return wording.feedOf(list.title);
                        },
                      )
                    }
                  >
                    {wording.feed}
                  </button>
                  <button
                    type="button"
                    disabled={act.isSending}
                    aria-label={wording.removeOf(list.title)}
                    onClick={() =>
                      void act.send(`/api/v1/lists/${list.name}/remove?shared=${list.shared}`, {}, () =>
                        wording.removed(list.title),
                      )
                    }
                  >
                    {wording.remove}
                  </button>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {act.told}
      {feed === undefined ? null : (
        <section class="new-key desk-panel" aria-label={wording.feedOf(feed.of)}>
          <p>{wording.feedNote}</p>
          {[feed.atom, feed.json].map((address) => (
            <p key={address}>
              <code class="secret">{address}</code>
            </p>
          ))}
          <p class="desk-buttons">
            <button type="button" onClick={() => setFeed(undefined)}>
              {words.value.alertChannels.done}
            </button>
          </p>
        </section>
      )}
      {saved === '' ? null : (
        <p role="status" class="alert-kept">
          {saved}
        </p>
      )}
      {!mayKeep ? (
        <Notice kind="warning">{wording.byToken}</Notice>
      ) : open === undefined ? (
        <p>
          <button
            type="button"
            onClick={() => {
              setSaved('');
              setOpen('new');
            }}
          >
            {wording.make}
          </button>
        </p>
      ) : (
        <ListForm
          key={open === 'new' ? '' : `${open.name} ${open.shared}`}
          held={open === 'new' ? undefined : open}
          taken={new Set(lists.map(({ name }) => name))}
          mayShare={mayShare}
          dyads={dyads}
          names={names}
          onSaved={(title) => {
            setSaved(wording.saved(title));
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

interface FormProps extends Props {
  readonly held: WatchList | undefined;
  readonly taken: ReadonlySet<string>;
  readonly mayShare: boolean;
  readonly onSaved: (title: string) => void;
  readonly onClose: () => void;
}

function ListForm({ held, taken, mayShare, dyads, names, onSaved, onClose }: FormProps) {
  const { watchLists: wording, alertForm, writing: forms } = words.value;
  const id = useId();
  const [title, setTitle] = useState(held?.title ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(held?.dyads ?? []);
  const [isShared, setShared] = useState(held?.shared ?? false);
  const writing = useWriting();
  const save = async (): Promise<void> => {
    const missing = new Map([
      ...(title.trim() === '' ? [['title', forms.missing] as const] : []),
      ...(chosen.length === 0 ? [['dyads', wording.noneChosen] as const] : []),
    ]);
    if (missing.size > 0) {
      writing.refuse(missing);
      return focusFault();
    }
    const body = { name: held?.name ?? nameOf(title, taken), title: title.trim(), shared: isShared, dyads: chosen };
    const kept = await writing.send(() => postJson<WatchList>('/api/v1/lists', token.value ?? '', body));
    if (!kept) return focusFault();
    news.value++;
    onSaved(kept.title);
  };
  return (
    <form
      class="desk-panel key-form alert-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id={`${id}-title`}>{held ? wording.changeOf(held.title) : wording.make}</h3>
      <TextField label={wording.title} value={title} max={80} fault={writing.faults.get('title')} onChange={setTitle} />
      <fieldset class="alert-field">
        <legend>{alertForm.dyads}</legend>
        <DyadChips
          chosen={chosen}
          dyads={dyads}
          names={names}
          fault={faultAt(writing.faults, 'dyads')}
          onChange={setChosen}
        />
      </fieldset>
      {mayShare ? (
        <>
          <label class="form-check">
            <input
              type="checkbox"
              checked={isShared}
              disabled={held?.shared === true}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />{' '}
            {wording.shared}
          </label>
          <p class="muted small">{wording.sharedNote}</p>
        </>
      ) : null}
      <FormEnd
        writing={writing}
        unplaced={['name', 'body']}
        save={wording.save}
        close={alertForm.close}
        onClose={onClose}
      />
    </form>
  );
}

/** A name that no list has, of the title. */
function nameOf(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);
  return freeName(plain === '' ? 'list' : plain, taken);
}
