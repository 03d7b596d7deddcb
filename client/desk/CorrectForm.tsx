/** Correcting an act: all fields, a reason, and what changes. Where somebody wrote meanwhile the difference is shown, and she goes on from it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventDetail } from '../../models/contract/events.ts';
import { getJson } from '../state/api.ts';
import { Notice } from '../components/Notice.tsx';
import { dyadName } from '../state/countryNames.ts';
import { coder } from '../state/coder.ts';
import { words } from '../state/language.ts';
import { may } from '../state/person.ts';
import {
  type ActDraft,
  actOfEvents,
  type Difference,
  differencesOf,
  missingIn,
  rebased,
  revisionOf,
} from './actDraft.ts';
import { ActForm, TextField } from './ActForm.tsx';
import { CoderField } from './CoderField.tsx';
import { Differences } from './Differences.tsx';
import { focusFault, record, suggest, useWriting } from './writing.ts';

interface Props {
  /** of the act's events, the one that the page shows first */
  readonly details: readonly EventDetail[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** What the writer saw when she began. */
interface Seen {
  readonly act: ActDraft;
  readonly revisions: Readonly<Record<string, number>>;
}

function seenOf(details: readonly EventDetail[]): Seen {
  const [first, ...rest] = details.map(({ event }) => event);
  return {
    act: actOfEvents([first!, ...rest]),
    revisions: Object.fromEntries(details.map(({ event }) => [event.id, event.revision])),
  };
}

/** How long the run that takes in the other change may last before the page gives up waiting for it. */
const MOST_QUESTIONS = 40;
const PAUSE_MS = 500;

/** What is recorded now, when the run has taken in what somebody wrote since. */
async function newerThan({ revisions }: Seen): Promise<Seen> {
  for (let asked = 1; ; asked++) {
    const newest = seenOf(
      await Promise.all(
        Object.keys(revisions).map((id) => getJson<EventDetail>(`/api/v1/events/${encodeURIComponent(id)}`)),
      ),
    );
    const isNewer = Object.entries(newest.revisions).some(([id, revision]) => revision > (revisions[id] ?? 0));
    if (isNewer || asked === MOST_QUESTIONS) return newest;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

export function CorrectForm({ details, onDone, onCancel }: Props) {
  const wording = words.value.writing;
  const correcting = words.value.correcting;
  const [seen, setSeen] = useState(() => seenOf(details));
  const [act, setAct] = useState(seen.act);
  const [reason, setReason] = useState('');
  const [theirs, setTheirs] = useState<readonly Difference[]>([]);
  const writing = useWriting();
  const form = useRef<HTMLFormElement>(null);
  const isSuggested = !may('editor');
  const { actId } = details[0]!.event;
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const changes = differencesOf(seen.act, act);
  const bearingName = (id: string): string | undefined => {
    const dyad = details.length > 1 ? details.find(({ event }) => event.id === id)?.event.dyad : undefined;
    const name = details[0]!.bearings.find(({ eventId }) => eventId === id)?.name;
    return dyad === undefined ? undefined : dyadName(dyad, name ?? dyad);
  };

  const submit = async (): Promise<void> => {
    const missing = new Map(missingIn(act).map((place) => [place, wording.missing]));
    if (reason.trim() === '') missing.set('reason', wording.reasonMissing);
    if (isSuggested && coder.value === '') missing.set('by', wording.missing);
    if (missing.size > 0) {
      writing.refuse(missing);
      focusFault();
      return;
    }
    const body = revisionOf(seen.act, act, reason.trim(), seen.revisions);
    const answer = await writing.send<unknown>(
      () =>
        isSuggested
          ? suggest({ kind: 'revision', subject: actId, change: body, reason: reason.trim() })
          : record(`/api/v1/acts/${encodeURIComponent(actId)}/revisions`, body),
      async () => {
        const newest = await newerThan(seen);
        setTheirs(differencesOf(seen.act, newest.act));
        setAct(
          rebased(
            newest.act,
            changes,
            act.bearings.filter(({ id }) => id === undefined),
          ),
        );
        setSeen(newest);
      },
    );
    if (answer !== undefined) onDone();
    else focusFault();
  };

  return (
    <form
      ref={form}
      class="desk-panel"
      aria-label={correcting.tasks.correct}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{isSuggested ? correcting.suggestions.correct : correcting.tasks.correct}</h2>
      {details.length > 1 ? <p class="muted small">{correcting.allBearings(details.length)}</p> : null}
      {theirs.length > 0 ? (
        <Notice kind="warning" title={correcting.conflict}>
          {correcting.conflictNote}
          <Differences differences={theirs} bearingName={bearingName} />
        </Notice>
      ) : null}
      <ActForm act={act} onChange={setAct} faults={writing.faults} />
      <section aria-labelledby="changes-title" class="changes">
        <h3 id="changes-title">{correcting.changes}</h3>
        <Differences differences={changes} bearingName={bearingName} />
      </section>
      <TextField
        label={wording.reason}
        value={reason}
        max={1000}
        isLong
        fault={writing.faults.get('reason')}
        onChange={setReason}
      />
      <CoderField fault={writing.faults.get('by')} />
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      <p class="desk-buttons">
        <button type="submit" class="primary" disabled={writing.isSending || changes.length === 0}>
          {writing.isSending ? wording.sending : isSuggested ? wording.suggest : correcting.save}
        </button>
        <button type="button" onClick={onCancel}>
          {wording.cancel}
        </button>
      </p>
    </form>
  );
}
