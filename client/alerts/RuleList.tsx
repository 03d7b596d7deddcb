/** The rules: what each does, where it holds now, and what can be done with it. */
import { useState } from 'preact/hooks';
import type { AlertRuleEntry } from '../../models/contract/alerts.ts';
import { epochDay } from '../../models/calendar.ts';
import { useAct } from '../admin/Listed.tsx';
import { Notice } from '../components/Notice.tsx';
import { language, longDate, words } from '../state/language.ts';
import { may } from '../state/person.ts';
import { minute, writer } from '../state/writer.ts';
import { type AlertRules, subjectName } from './alertData.ts';
import { draftOf } from './ruleDraft.ts';
import { type RuleNames, ruleSentence } from './ruleSentence.ts';
import { SilenceForm } from './SilenceForm.tsx';

/** What a test by some channels came to. */
export interface TestResults {
  readonly results: readonly { readonly channel: string; readonly sent: boolean; readonly fault: string }[];
}

export const testSaid = ({ results }: TestResults): string =>
  words.value.alertPage.tested(
    results.filter(({ sent }) => sent).map(({ channel }) => channel),
    results.filter(({ sent }) => !sent).map(({ channel, fault }) => `${channel}: ${fault}`),
  );

interface Props {
  readonly data: AlertRules;
  readonly names: RuleNames;
  readonly onChange: (rule: AlertRuleEntry) => void;
}

export function RuleList({ data: { rules, faults }, names, onChange }: Props) {
  const wording = words.value.alertPage;
  return (
    <>
      {faults.map((fault) => (
        <Notice key={fault} kind="warning" title={wording.fault}>
          {fault}
        </Notice>
      ))}
      {rules.length === 0 ? (
        <p class="empty">{wording.noRules}</p>
      ) : (
        <ul class="alert-rules">
          {rules.map((entry) => (
            <Rule key={entry.rule.name} entry={entry} names={names} onChange={() => onChange(entry)} />
          ))}
        </ul>
      )}
    </>
  );
}

function Rule({
  entry,
  names,
  onChange,
}: {
  readonly entry: AlertRuleEntry;
  readonly names: RuleNames;
  readonly onChange: () => void;
}) {
  const wording = words.value.alertPage;
  const { rule, source, changedAt, changedBy, silentUntil, lastAt } = entry;
  const [open, setOpen] = useState<'remove' | 'silence' | undefined>(undefined);
  const act = useAct();
  const address = `/api/v1/alerts/rules/${encodeURIComponent(rule.name)}`;
  const remove = async (): Promise<void> => {
    if (await act.send(`${address}/remove`, {}, () => wording.removed(rule.name))) setOpen(undefined);
  };
  return (
    <li id={`rule-${rule.name}`}>
      <h3 lang={rule.language === language.value ? undefined : rule.language}>{rule.title}</h3>
      <p>{ruleSentence(draftOf(rule), names, words.value, may('coder'))}</p>
      <p class="muted small">
        <code>{rule.name}</code> · {wording.sources[source]}
        {changedAt !== null && changedBy !== null
          ? `, ${wording.changed(writer(changedBy), minute(changedAt))}`
          : ''} ·{' '}
        {lastAt === null ? wording.neverTold : wording.lastTold(minute(lastAt))}
      </p>
      <Standing entry={entry} names={names} />
      {silentUntil === null ? null : <p class="alert-silent">{wording.silentUntil(longDate(epochDay(silentUntil)))}</p>}
      <p class="desk-buttons">
        {may('admin') ? (
          <>
            <button type="button" aria-label={wording.changeOf(rule.title)} onClick={onChange}>
              {wording.change}
            </button>
            <button
              type="button"
              disabled={act.isSending}
              aria-label={wording.testOf(rule.title)}
              onClick={() => void act.send<TestResults>(`${address}/test`, {}, testSaid)}
            >
              {wording.test}
            </button>
          </>
        ) : null}
        {may('coder') ? (
          <button
            type="button"
            aria-expanded={open === 'silence'}
            aria-label={wording.silenceOf(rule.title)}
            onClick={() => setOpen(open === 'silence' ? undefined : 'silence')}
          >
            {wording.silence}
          </button>
        ) : null}
        {!may('admin') ? null : open === 'remove' ? (
          <>
            <button type="button" class="primary" disabled={act.isSending} onClick={() => void remove()}>
              {wording.removeSure}
            </button>
            <button type="button" onClick={() => setOpen(undefined)}>
              {wording.keep}
            </button>
          </>
        ) : (
          <button type="button" aria-label={wording.removeOf(rule.title)} onClick={() => setOpen('remove')}>
            {wording.remove}
          </button>
        )}
      </p>
      {open === 'silence' ? (
        <SilenceForm
          entry={entry}
          nameOf={(subject) => subjectName(subject, names, wording.theRuns)}
          onSend={async (silence) => {
            if (await act.send(`${address}/silence`, silence, () => wording.silenced(rule.name))) setOpen(undefined);
          }}
          onCancel={() => setOpen(undefined)}
        />
      ) : null}
      {act.told}
    </li>
  );
}

/** Subjects named at once. */
const SHOWN = 8;

function Standing({ entry: { rule, standing }, names }: { readonly entry: AlertRuleEntry; readonly names: RuleNames }) {
  const wording = words.value.alertPage;
  if (standing.length === 0) return <p class="small">{wording.holdsNowhere}</p>;
  return (
    <p class="small">
      <b>{rule.when.kind === 'unusual' ? wording.notOver : wording.holdsNow}</b>{' '}
      {standing.slice(0, SHOWN).map(({ subject, since, silent }, i) => {
        const name = subjectName(subject, names, wording.theRuns);
        return (
          <span key={subject}>
            {i === 0 ? '' : ', '}
            {/^[A-Z]+-[A-Z]+$/.test(subject) ? <a href={`/d/${subject}`}>{name}</a> : name}{' '}
            {wording.since(longDate(epochDay(since)))}
            {silent ? ` (${wording.isSilent})` : ''}
          </span>
        );
      })}
      {standing.length > SHOWN ? ` ${wording.moreHold(standing.length - SHOWN)}` : ''}
    </p>
  );
}
