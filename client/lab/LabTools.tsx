/** The head of the lab: where the draft starts from, undo and redo, copying its link, saving it. */
import { words } from '../state/language.ts';
import { replaceQuery } from '../state/location.ts';
import type { LabData } from './labData.ts';
import { ModelChoice } from './ModelChoice.tsx';
import type { LabSession } from './session.ts';

interface Props {
  readonly session: LabSession;
  readonly models: LabData['models'];
  readonly onShare: () => void;
  readonly onSave: () => void;
}

export function LabTools({ session, models, onShare, onSave }: Props) {
  const wording = words.value.lab;
  const undoes = session.undoes.value;
  const redoes = session.redoes.value;
  const isDraft = session.isDraft.value;
  return (
    <header class="lab-head">
      <div>
        <h1 tabIndex={-1}>{wording.title}</h1>
        <p class="lede">{wording.lede}</p>
      </div>
      <div class="lab-tools">
        <ModelChoice
          label={wording.startFrom}
          models={models}
          value={session.base.value.hash}
          onChoose={(model) => replaceQuery({ model, d: undefined, lock: undefined })}
        />
        <span class="lab-undo">
          <button
            type="button"
            disabled={undoes === undefined}
            aria-keyshortcuts="z"
            title={undoes === undefined ? wording.nothingToUndo : wording.undoThis(undoes)}
            onClick={() => session.undo()}
          >
            {wording.undo}
          </button>
          <button
            type="button"
            disabled={redoes === undefined}
            aria-keyshortcuts="Shift+Z"
            title={redoes === undefined ? wording.nothingToRedo : wording.redoThis(redoes)}
            onClick={() => session.redo()}
          >
            {wording.redo}
          </button>
          <button type="button" disabled={!isDraft} onClick={() => session.reset()}>
            {wording.resetAll}
          </button>
        </span>
        <button type="button" aria-keyshortcuts="y" onClick={onShare}>
          {words.value.dyad.copyLink}
        </button>
        <button type="button" class="primary" disabled={!isDraft} onClick={onSave}>
          {wording.save}
        </button>
      </div>
    </header>
  );
}
