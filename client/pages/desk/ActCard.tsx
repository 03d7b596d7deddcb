/** The act that the reader is at: its fields with where each comes from, what it would do, and what to do with it. */
import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ActForm } from '../../desk/ActForm.tsx';
import { dyadOfBearing } from '../../desk/actDraft.ts';
import { faultsOf } from '../../desk/actFaults.ts';
import type { DeskSession } from '../../desk/session.ts';
import { isDone, type SheetAct } from '../../desk/sheet.ts';
import { words } from '../../state/language.ts';
import { ActBearings } from './ActBearings.tsx';
import { ActFacts } from './ActFacts.tsx';
import { KeyCap } from './KeyCap.tsx';
import { LedgerMatch } from './LedgerMatch.tsx';
import { ActLine } from './LineChange.tsx';
import { RejectForm } from './RejectForm.tsx';
import { SeverityChoice } from './SeverityChoice.tsx';

/** What stands under the fields of the card. */
export type Panel = 'correct' | 'reject' | undefined;

interface Props {
  readonly session: DeskSession;
  readonly act: SheetAct;
  readonly panel: Signal<Panel>;
  /** the reader tried to accept it: what it lacks is said */
  readonly isTried: boolean;
  readonly run: Readonly<Record<'accept' | 'split' | 'join', () => void>>;
}

export function ActCard({ session, act, panel, isTried, run }: Props) {
  const wording = words.value.desk;
  const sheet = session.sheet.value;
  const said = session.faults.value.get(act.id);
  const lacks = faultsOf(act, sheet);
  const faults = said ?? (isTried ? lacks : NO_FAULTS);
  const isSettled = isDone(act);
  const isWritten = act.decision === 'record' || act.decision === 'revise';
  const dyads = act.act.bearings.flatMap((bearing) => dyadOfBearing(bearing) ?? []);
  // The sentence stands among the fields already, where nobody has changed it.
  const quoted = act.drawn.evidence.filter(
    ({ start, end }) => panel.value === 'correct' || sheet.text.slice(start, end).trim() !== act.act.summary,
  );
  const others = sheet.acts.filter((one) => one.state === 'accepted');
  return (
    <div class="desk-card">
      {quoted.slice(0, 3).map(({ start, end }) => (
        <blockquote key={start} lang={sheet.language} dir="auto">
          {sheet.text.slice(start, Math.min(end, start + 400))}
        </blockquote>
      ))}
      {act.state === 'rejected' && act.reason !== '' ? <p>{wording.rejectedWhy(act.reason)}</p> : null}
      {act.drawn.match ? <LedgerMatch session={session} act={act} match={act.drawn.match} /> : null}
      {panel.value === 'correct' && !isSettled ? (
        <Correction session={session} act={act} faults={faults} panel={panel} />
      ) : (
        <>
          <ActFacts act={act} language={sheet.language} />
          {isSettled ? null : <SeverityChoice session={session} act={act} />}
        </>
      )}
      <ActBearings session={session} act={act} />
      {(isWritten ? dyads : []).map((dyad) => (
        <ActLine key={dyad} dyad={dyad} act={act} acts={others} />
      ))}
      {faults.size > 0 ? (
        <ul class="desk-faults" role="alert">
          {[...faults].map(([place, sentence]) => (
            <li key={place}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {isSettled ? (
        <p>
          {act.state === 'sent' ? <a href="/desk/rounds">{wording.sentNote}</a> : null}
          {act.events.map(({ id, dyad }) => (
            <a key={id} href={`/d/${dyad}/e/${encodeURIComponent(id)}`}>
              {id}
            </a>
          ))}
        </p>
      ) : panel.value === 'reject' ? (
        <RejectForm
          onReject={(reason) => {
            panel.value = undefined;
            session.reject(act.id, reason);
          }}
          onCancel={() => (panel.value = undefined)}
        />
      ) : (
        <Actions session={session} act={act} panel={panel} run={run} />
      )}
    </div>
  );
}

const NO_FAULTS: ReadonlyMap<string, string> = new Map();

function Actions({ session, act, panel, run }: Omit<Props, 'isTried'>) {
  const wording = words.value.desk;
  const isOpen = act.state === 'open';
  return (
    <div class="desk-actions">
      {isOpen ? (
        <button type="button" class="primary" aria-keyshortcuts="Enter" onClick={run.accept}>
          {wording.accept}
          <KeyCap name="↵" />
        </button>
      ) : (
        <button type="button" onClick={() => session.reopen(act.id)}>
          {wording.reopen}
        </button>
      )}
      <button
        type="button"
        aria-keyshortcuts="e"
        aria-pressed={panel.value === 'correct'}
        onClick={() => (panel.value = panel.value === 'correct' ? undefined : 'correct')}
      >
        {panel.value === 'correct' ? wording.done : wording.correct}
        <KeyCap name="e" />
      </button>
      <button type="button" aria-keyshortcuts="s" onClick={run.split}>
        {wording.split}
        <KeyCap name="s" />
      </button>
      <button type="button" aria-keyshortcuts="m" onClick={run.join}>
        {wording.join}
        <KeyCap name="m" />
      </button>
      {act.state === 'rejected' ? null : (
        <button type="button" aria-keyshortcuts="x" onClick={() => (panel.value = 'reject')}>
          {wording.reject}
          <KeyCap name="x" />
        </button>
      )}
    </div>
  );
}

function Correction({
  session,
  act,
  faults,
  panel,
}: {
  readonly session: DeskSession;
  readonly act: SheetAct;
  readonly faults: ReadonlyMap<string, string>;
  readonly panel: Signal<Panel>;
}) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  return (
    <div
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        panel.value = undefined;
      }}
    >
      <ActForm act={act.act} faults={faults} isEffectElsewhere onChange={(to) => session.correct(act.id, to)} />
    </div>
  );
}
