/** Keeping the mapping, and recording what the preview shows. */
import { useState } from 'preact/hooks';
import type { ImportPreview } from '../../../models/contract/importPreview.ts';
import { ApiProblem } from '../../state/api.ts';
import { words } from '../../state/language.ts';
import type { ImportState } from './useImport.ts';

export function RecordRows({ state, preview }: { readonly state: ImportState; readonly preview: ImportPreview }) {
  const wording = words.value.deskImport;
  const { counts, questions } = preview;
  const taken = counts.created + counts.revised + counts.joined;
  const untaken = counts.fault + counts.waiting;
  const isOpen = questions.dates !== null || questions.missing.length > 0;
  return (
    <>
      <Keep state={state} />
      <p class="import-record desk-buttons">
        <button
          type="button"
          class="primary"
          disabled={taken === 0 || isOpen || state.busy !== undefined}
          onClick={state.record}
        >
          {wording.record(taken)}
        </button>
        <span>
          {isOpen ? wording.notYet : taken === 0 ? wording.nothing : null}{' '}
          {untaken > 0 ? wording.withFaults(untaken) : null}
        </span>
      </p>
    </>
  );
}

function Keep({ state }: { readonly state: ImportState }) {
  const wording = words.value.deskImport.keep;
  const [name, setName] = useState('');
  const [said, setSaid] = useState('');
  const keep = (): void => {
    if (name.trim() === '') return;
    state.keep(name.trim()).then(
      () => setSaid(wording.kept(name.trim())),
      (error: unknown) => setSaid(error instanceof ApiProblem ? error.message : words.value.problems.noAnswer),
    );
  };
  return (
    <form
      class="import-keep desk-buttons"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <label>
        {wording.name}{' '}
        <input type="text" value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <button type="submit">{wording.keep}</button>
      <span role="status">{said}</span>
    </form>
  );
}
