/** Alerts: the rules and a form for them, the channels, and what was told. */
import '../styles/deskForms.css';
import '../styles/admin.css';
import '../styles/alerts.css';
import { useState } from 'preact/hooks';
import type { AlertRule } from '../../models/alerts/rule.ts';
import { type AlertRules, useChannels, useNames, useRules } from '../alerts/alertData.ts';
import { Channels } from '../alerts/Channels.tsx';
import { Outbox } from '../alerts/Outbox.tsx';
import { draftOf, isOfReports, isOfTheWatch, newDraft, type RuleDraft } from '../alerts/ruleDraft.ts';
import { RuleForm } from '../alerts/RuleForm.tsx';
import { RuleList } from '../alerts/RuleList.tsx';
import { WatchLists } from '../alerts/WatchLists.tsx';
import { NeedsRole } from '../components/NeedsRole.tsx';
import { ProblemNotice } from '../components/ProblemNotice.tsx';
import { Skeleton } from '../components/Skeleton.tsx';
import { language, words } from '../state/language.ts';
import { place, replaceQuery } from '../state/location.ts';
import { may } from '../state/person.ts';
import { useTitle } from '../state/title.ts';

export function Alerts() {
  const { alertPage: wording, alertForm, alertChannels, alertOutbox, watchLists } = words.value;
  useTitle(wording.title);
  const rules = useRules();
  const channels = useChannels();
  const { dyads, names } = useNames();
  const { query } = place.value;
  const [kept, setKept] = useState<AlertRule | undefined>(undefined);
  const isOpen = ['new', 'rule', 'dyad', 'like'].some((name) => query.has(name));
  const close = (): void => replaceQuery({ new: undefined, rule: undefined, dyad: undefined, like: undefined });
  const asked = [query.get('rule'), query.get('dyad'), query.get('like')].join(' ');
  return (
    <article class="plain-page desk-page admin-page alerts-page">
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {kept === undefined ? null : (
        <p role="status" class="alert-kept">
          {alertForm.saved(kept.name, isOfReports(kept.when.kind) || isOfTheWatch(kept.when.kind))}
        </p>
      )}
      {isOpen && rules.data && (channels.data || !may('coder')) ? (
        <RuleForm
          key={asked}
          start={startOf(query, rules.data)}
          changing={ruleNamed(query.get('rule'), rules.data)?.name}
          taken={new Set(rules.data.rules.map(({ rule }) => rule.name))}
          dyads={dyads}
          names={names}
          channels={channels.data}
          onKept={({ rule }) => {
            setKept(rule);
            close();
          }}
          onClose={close}
        />
      ) : null}
      <section aria-labelledby="rules-title">
        <h2 id="rules-title">{wording.rules}</h2>
        {isOpen ? null : (
          <p>
            <button
              type="button"
              class="primary"
              onClick={() => {
                setKept(undefined);
                replaceQuery({ new: '1' });
              }}
            >
              {wording.newRule}
            </button>
          </p>
        )}
        {rules.data ? (
          <RuleList
            data={rules.data}
            names={names}
            onChange={({ rule }) => {
              setKept(undefined);
              replaceQuery({ rule: rule.name, new: undefined, dyad: undefined, like: undefined });
              window.scrollTo(0, 0);
            }}
          />
        ) : rules.problem ? (
          <ProblemNotice problem={rules.problem} what={wording.theRules} />
        ) : (
          <Skeleton kind="text" what={wording.theRules} />
        )}
      </section>
      <section aria-labelledby="lists-title" id="lists">
        <h2 id="lists-title">{watchLists.heading}</h2>
        <WatchLists dyads={dyads} names={names} />
      </section>
      <section aria-labelledby="channels-title">
        <h2 id="channels-title">{alertChannels.heading}</h2>
        {!may('coder') ? (
          <NeedsRole role="coder" byToken={wording.coderByToken} />
        ) : channels.data ? (
          <Channels data={channels.data} />
        ) : channels.problem ? (
          <ProblemNotice problem={channels.problem} what={alertChannels.theChannels} />
        ) : (
          <Skeleton kind="text" what={alertChannels.theChannels} />
        )}
      </section>
      {may('coder') ? (
        <section aria-labelledby="outbox-title">
          <h2 id="outbox-title">{alertOutbox.heading}</h2>
          <Outbox names={names} />
        </section>
      ) : null}
    </article>
  );
}

const ruleNamed = (name: string | null, { rules }: AlertRules): AlertRule | undefined =>
  rules.find(({ rule }) => rule.name === name)?.rule;

/** The rule that the address asks for: one that is there, a new one like it about a dyad, or an empty one. */
function startOf(query: URLSearchParams, rules: AlertRules): RuleDraft {
  const changed = ruleNamed(query.get('rule'), rules);
  if (changed) return draftOf(changed);
  const like = ruleNamed(query.get('like'), rules);
  const dyad = query.get('dyad')?.toUpperCase();
  const draft = like ? { ...draftOf(like), name: undefined, channels: [] } : newDraft(language.value);
  const own = { ...draft, title: undefined, language: language.value };
  return dyad !== undefined && /^[A-Z]{2,4}-[A-Z]{2,4}$/.test(dyad) ? { ...own, dyads: [dyad], list: undefined } : own;
}
