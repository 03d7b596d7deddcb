/** The right side: the acts of the text, one of them open. */
import type { Signal } from '@preact/signals';
import type { DeskSession } from '../../desk/session.ts';
import type { SheetAct } from '../../desk/sheet.ts';
import { words } from '../../state/language.ts';
import { ActCard, type Panel } from './ActCard.tsx';
import { ActRow } from './ActRow.tsx';
import type { CardRun } from './useDeskKeys.ts';

interface Props {
  readonly session: DeskSession;
  readonly lit: Signal<string | undefined>;
  readonly panel: Signal<Panel>;
  readonly tried: Signal<string | undefined>;
  readonly hasFocus: Signal<boolean>;
  readonly run: CardRun;
  readonly onChoose: (id: string) => void;
}

export function ActList({ session, lit, panel, tried, hasFocus, run, onChoose }: Props) {
  const wording = words.value.desk;
  const { acts, text } = session.sheet.value;
  const current = session.current.value;
  const drafting = session.drafting.value;
  const isBusy = drafting.state === 'waiting' || drafting.state === 'working';
  const known = acts.filter(({ drawn }) => drawn.match !== null).length;
  const row = (act: SheetAct) => {
    const isCurrent = act.id === current;
    return (
      <ActRow
        key={act.id}
        act={act}
        isCurrent={isCurrent}
        lit={lit}
        hasFocus={isCurrent && hasFocus.value && panel.value === undefined}
        onChoose={onChoose}
      >
        {isCurrent ? (
          <ActCard session={session} act={act} panel={panel} isTried={tried.value === act.id} run={run} />
        ) : null}
      </ActRow>
    );
  };
  const recalled = acts.filter(({ drawn }) => drawn.background);
  return (
    <section class="desk-acts" aria-labelledby="desk-acts" aria-busy={isBusy}>
      <div class="desk-column-head">
        <h2 id="desk-acts">{wording.drafts}</h2>
        <span class="muted small" role="status">
          {isBusy
            ? session.isByModel.value
              ? wording.modelWorking
              : wording.working
            : text === ''
              ? ''
              : wording.found(acts.length, known)}
        </span>
        <button type="button" class="link small" onClick={() => onChoose(session.add())}>
          {wording.add}
        </button>
      </div>
      {acts.length === 0 && !isBusy && drafting.state === 'done' ? <p class="muted">{wording.noActs}</p> : null}
      <ol>{acts.filter(({ drawn }) => !drawn.background).map(row)}</ol>
      {recalled.length === 0 ? null : (
        <>
          <h3 class="desk-group">{wording.background}</h3>
          <ol>{recalled.map(row)}</ol>
        </>
      )}
    </section>
  );
}
