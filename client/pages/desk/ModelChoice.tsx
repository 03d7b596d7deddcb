/** Drafting by the language model, where the operator has set one up: chosen text by text, never by itself. */
import type { Drafters } from '../../../models/contract/drafting.ts';
import { Notice } from '../../components/Notice.tsx';
import type { DeskSession } from '../../desk/session.ts';
import { words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';
import { may } from '../../state/person.ts';

export function ModelChoice({ session }: { readonly session: DeskSession }) {
  const wording = words.value.desk;
  const { data } = useResource<Drafters>('/api/v1/desk/drafters');
  const model = data?.drafters.find(({ id }) => id === 'http');
  if (!model || model.host === null || session.sheet.value.text.trim() === '') return null;
  const { host, model: name } = model;
  const isChosen = session.isByModel.value;
  return (
    <div class="desk-model">
      <label class="form-check">
        <input
          type="checkbox"
          aria-describedby="desk-model-note"
          checked={isChosen}
          disabled={!may('coder') && !isChosen}
          onChange={(event) => session.draftByModel(event.currentTarget.checked)}
        />{' '}
        {wording.byModel}
      </label>
      <p class="muted small" id="desk-model-note">
        {isChosen ? null : wording.byModelNote(host, name ?? '')} {!may('coder') ? wording.byModelToken : null}
      </p>
      {isChosen ? <Notice>{wording.byModelChosen(host, name ?? '')}</Notice> : null}
    </div>
  );
}
