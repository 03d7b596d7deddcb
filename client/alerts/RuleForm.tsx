/** Makes a rule or changes one, says what it will do, and on which days it would have told. */
import { useId, useMemo, useState } from 'preact/hooks';
import type { AlertRuleEntry } from '../../models/contract/alerts.ts';
import { NeedsRole } from '../components/NeedsRole.tsx';
import { Notice } from '../components/Notice.tsx';
import { focusFault, useWriting } from '../desk/writing.ts';
import { postJson } from '../state/api.ts';
import { news } from '../state/connection.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { token } from '../state/token.ts';
import type { AlertChannels, NamedDyad } from './alertData.ts';
import { ChannelChoice } from './ChannelChoice.tsx';
import { addressesIn, type KeptChannel } from './ChannelForm.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { DyadChoice } from './DyadChoice.tsx';
import { MoreOfRule } from './MoreOfRule.tsx';
import { Replay } from './Replay.tsx';
import { freeName, isOfReports, isOfTheWatch, nameOf, type RuleDraft, ruleOf } from './ruleDraft.ts';
import { type RuleNames, ruleSentence, ruleTitle } from './ruleSentence.ts';

interface Props {
  readonly start: RuleDraft;
  /** the name of the rule that is changed; a new one otherwise */
  readonly changing: string | undefined;
  readonly taken: ReadonlySet<string>;
  readonly dyads: readonly NamedDyad[];
  readonly names: RuleNames;
  readonly channels: AlertChannels | undefined;
  readonly onKept: (kept: AlertRuleEntry) => void;
  readonly onClose: () => void;
}

export function RuleForm({ start, changing, taken, dyads, names, channels, onKept, onClose }: Props) {
  const { alertForm: wording, alertPage } = words.value;
  const id = useId();
  const [draft, setDraft] = useState(start);
  const set = (change: Partial<RuleDraft>): void => setDraft((held) => ({ ...held, ...change }));
  const writing = useWriting();
  const name = changing ?? (draft.name?.trim() || nameOf(draft, taken));
  const title = draft.title?.trim() || ruleTitle(draft, words.value);
  const rule = ruleOf(draft, name, title);
  const noneChosen = isOfReports(draft.kind) ? words.value.watchLists.noneChosen : wording.noneChosen;
  const isWhole = isOfTheWatch(draft.kind) || draft.dyads === 'all' || draft.dyads.length > 0;
  const replayed = useMemo(() => ruleOf({ ...draft, channels: [] }, 'replay', 'replay'), [draft]);

  const save = async (): Promise<void> => {
    if (!isWhole) {
      writing.refuse(new Map([['dyads', noneChosen]]));
      return focusFault();
    }
    const kept = await writing.send(async () => {
      const made = await channelFor(draft.email, channels);
      const ways = made === undefined || draft.channels.includes(made) ? draft.channels : [...draft.channels, made];
      const whole = { ...draft, channels: ways };
      setDraft({ ...whole, email: '' });
      return postJson<AlertRuleEntry>('/api/v1/alerts/rules', token.value ?? '', ruleOf(whole, name, title));
    });
    if (!kept) return focusFault();
    news.value++;
    onKept(kept);
  };

  return (
    <form
      class="desk-panel key-form alert-form"
      aria-labelledby={`${id}-title`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (may('admin')) void save();
      }}
    >
      <h2 id={`${id}-title`}>{changing === undefined ? wording.heading : wording.changing(changing)}</h2>
      {isOfTheWatch(draft.kind) ? null : (
        <DyadChoice draft={draft} dyads={dyads} names={names} fault={writing.faults.get('dyads')} onChange={set} />
      )}
      <ConditionFields draft={draft} names={names} faults={writing.faults} onChange={setDraft} />
      <ChannelChoice draft={draft} channels={channels} faults={writing.faults} onChange={set} />
      <MoreOfRule
        draft={draft}
        name={name}
        title={title}
        isNew={changing === undefined}
        faults={writing.faults}
        onChange={set}
      />
      <section class="act-effect" aria-labelledby={`${id}-does`}>
        <h3 id={`${id}-does`}>{wording.sentence}</h3>
        <p role="status">{ruleSentence(draft, names, words.value, may('coder'))}</p>
      </section>
      <section aria-labelledby={`${id}-past`}>
        <h3 id={`${id}-past`}>{words.value.alertReplay.heading}</h3>
        {isOfTheWatch(draft.kind) ? (
          <p class="muted">{words.value.alertReplay.ofTheWatch}</p>
        ) : isWhole ? (
          <Replay rule={replayed} kind={draft.kind} names={names} />
        ) : (
          <p class="muted">{noneChosen}</p>
        )}
      </section>
      <details class="act-more">
        <summary>{wording.asFile}</summary>
        <p class="small">{wording.asFileNote(name)}</p>
        <pre class="alert-file">{JSON.stringify(rule, null, 2)}</pre>
      </details>
      {writing.failure === '' ? null : (
        <Notice kind="error">{[writing.failure, ...unplaced(writing.faults)].join(' ')}</Notice>
      )}
      <NeedsRole role="admin" byToken={alertPage.byToken} />
      <p class="desk-buttons">
        {may('admin') ? (
          <button type="submit" class="primary" disabled={writing.isSending}>
            {wording.save}
          </button>
        ) : null}
        <button type="button" onClick={onClose}>
          {wording.close}
        </button>
      </p>
    </form>
  );
}

/** The channel of a typed address: the one that there is, or one that is made. */
async function channelFor(email: string, channels: AlertChannels | undefined): Promise<string | undefined> {
  const to = addressesIn(email);
  if (to.length === 0) return undefined;
  const there = (channels?.channels ?? []).find(
    (one) => one.kind === 'email' && one.disabled === '' && one.to.join(' ') === to.join(' '),
  );
  if (there) return there.name;
  const taken = new Set((channels?.channels ?? []).map(({ name }) => name));
  const plain = to[0]!
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 50);
  const body = { name: freeName(`mail-${plain}`, taken), kind: 'email', to };
  const { channel } = await postJson<KeptChannel>('/api/v1/alerts/channels', token.value ?? '', body);
  news.value++;
  return channel.name;
}

/** What is wrong at places that the form shows nowhere. */
const unplaced = (faults: ReadonlyMap<string, string>): string[] =>
  [...faults].flatMap(([field, message]) =>
    /^(dyads|when\.|name|title|to|channels|holdDays|clearDays|repeatDays|quietHours|silentUntil)/.test(field)
      ? []
      : [`${field} ${message}.`],
  );
