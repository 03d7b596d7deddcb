/** What was recorded last, the board as it moves, and the way back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Board } from '../../../models/contract/board.ts';
import { plain, signed } from '../../charts/format.ts';
import { Notice } from '../../components/Notice.tsx';
import { ReasonForm } from '../../desk/ReasonForm.tsx';
import type { LastRecorded } from '../../desk/lastRecorded.ts';
import { takeBack } from '../../desk/recording.ts';
import type { DeskSession } from '../../desk/session.ts';
import { news } from '../../state/connection.ts';
import { words } from '../../state/language.ts';
import { useRuns } from '../../state/published.ts';
import { useResource } from '../../state/resource.ts';
import { useDyadNames } from './LineChange.tsx';
import type { Recording } from './useRecording.ts';

export function JustRecorded({ session, recording }: { readonly session: DeskSession; readonly recording: Recording }) {
  const wording = words.value.desk;
  const heading = useRef<HTMLHeadingElement>(null);
  const [isTakingBack, setTakingBack] = useState(false);
  const [back, setBack] = useState<LastRecorded | undefined>(undefined);
  const [left, setLeft] = useState<readonly string[]>([]);
  const { recorded, suggested } = recording;
  // What a reload finds again takes no focus.
  const atStart = useRef(recorded);
  useEffect(() => {
    if (recorded === atStart.current && suggested === 0) return;
    atStart.current = undefined;
    if (recorded) {
      setTakingBack(false);
      setBack(undefined);
      setLeft([]);
    }
    heading.current?.focus();
  }, [recorded, suggested, back]);
  if (suggested > 0)
    return (
      <section class="desk-panel" aria-labelledby="desk-recorded">
        <h2 id="desk-recorded" ref={heading} tabIndex={-1}>
          {wording.suggested(suggested)}
        </h2>
        <p>{wording.suggestedNote}</p>
      </section>
    );
  const shown = recorded ?? back;
  if (!shown) return null;
  return (
    <section class="desk-panel" aria-labelledby="desk-recorded">
      <h2 id="desk-recorded" ref={heading} tabIndex={-1}>
        {recorded ? wording.recorded(recorded.acts.length) : wording.takenBack}
      </h2>
      <BoardValues recorded={shown} />
      {!recorded || recorded.created.length + recorded.revised.length === 0 ? null : isTakingBack ? (
        <ReasonForm
          title={wording.takeBackTitle}
          action={wording.takeBack}
          send={(reason) =>
            takeBack(session, recorded, reason).then((ids) => {
              setLeft(ids);
              return true;
            })
          }
          onCancel={() => setTakingBack(false)}
          onDone={() => {
            setTakingBack(false);
            setBack(recorded);
            news.value++;
          }}
        >
          <p>{wording.takeBackNote(recorded.created.length, recorded.revised.length)}</p>
        </ReasonForm>
      ) : (
        <p>
          <button type="button" onClick={() => setTakingBack(true)}>
            {wording.takeBack}
          </button>
        </p>
      )}
      {left.length > 0 ? <Notice kind="warning">{wording.notTakenBack(left.join(', '))}</Notice> : null}
      {recording.isPartly ? <Notice kind="warning">{recording.failure}</Notice> : null}
    </section>
  );
}

/** The dyads that it bears on as the board has them: before the run, and after it. */
function BoardValues({ recorded }: { readonly recorded: LastRecorded }) {
  const wording = words.value.desk;
  const nameOf = useDyadNames();
  const board = useResource<Board>('/api/v1/dyads').data;
  const runs = useRuns();
  const before = useRef<{ readonly of: unknown; readonly board: Board | undefined }>({
    of: undefined,
    board: undefined,
  });
  if (before.current.of !== recorded) before.current = { of: recorded, board };
  // Where no run had begun in time, the board itself tells.
  const { run: from = Infinity } = recorded;
  const run = runs?.find(({ status, id }) => status === 'complete' && id >= from);
  const isMoved = run !== undefined || (board !== undefined && board !== before.current.board);
  return (
    <div role="status">
      {isMoved ? null : <p class="muted">{wording.runUnderWay}</p>}
      {isMoved ? <p>{wording.boardMoved}</p> : null}
      <ul class="desk-totals">
        {recorded.dyads.map((dyad) => {
          const was = before.current.board?.dyads.find(({ id }) => id === dyad)?.index ?? null;
          const is = board?.dyads.find(({ id }) => id === dyad)?.index ?? null;
          return (
            <li key={dyad} class="num">
              <a href={`/d/${dyad}`}>{nameOf(dyad)}</a>{' '}
              {is === null ? null : was === null || !isMoved ? (
                plain(is)
              ) : (
                <>
                  {plain(was)} → <b>{plain(is)}</b> <span class="muted">({signed(is - was)})</span>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <ul class="desk-totals">
        {recorded.created.map(({ id, dyad }) => (
          <li key={id}>
            <a href={`/d/${dyad}/e/${encodeURIComponent(id)}`}>{id}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
