/** A file as people keep it: dropped or chosen, previewed row by row, recorded. */
import '../../styles/deskForms.css';
import '../../styles/deskImport.css';
import { useState } from 'preact/hooks';
import { NeedsRole } from '../../components/NeedsRole.tsx';
import { Notice } from '../../components/Notice.tsx';
import { CoderField } from '../../desk/CoderField.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { words } from '../../state/language.ts';
import { useTitle } from '../../state/title.ts';
import { may } from '../../state/person.ts';
import { AlikeRows } from '../deskImport/AlikeRows.tsx';
import { Columns } from '../deskImport/Columns.tsx';
import { FileFacts } from '../deskImport/FileFacts.tsx';
import { Grades } from '../deskImport/Grades.tsx';
import { OpenWords } from '../deskImport/OpenWords.tsx';
import { Recorded } from '../deskImport/Recorded.tsx';
import { RecordRows } from '../deskImport/RecordRows.tsx';
import { Rows } from '../deskImport/Rows.tsx';
import { type ImportState, useImport } from '../deskImport/useImport.ts';

export function Import() {
  const wording = words.value.deskImport;
  useTitle(wording.title);
  const state = useImport();
  const { file, preview, report, busy, failure } = state;
  return (
    <article class="plain-page desk-page import-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {!may('editor') ? (
        <NeedsRole role="editor" byToken={wording.needsToken} />
      ) : (
        <>
          <FilePlace state={state} />
          <p role="status" class="import-busy">
            {busy === undefined ? '' : wording[busy]}
          </p>
          {failure === '' ? null : (
            <Notice kind="error" title={file?.name ?? ''}>
              {failure}
            </Notice>
          )}
          {report ? (
            <Recorded report={report} />
          ) : preview ? (
            <>
              <FileFacts preview={preview} change={state.change} />
              <Columns preview={preview} change={state.change} />
              <OpenWords preview={preview} change={state.change} />
              <Grades preview={preview} change={state.change} />
              <AlikeRows preview={preview} change={state.change} />
              <Rows preview={preview} />
              <RecordRows state={state} preview={preview} />
            </>
          ) : null}
        </>
      )}
    </article>
  );
}

/** Where a file is dropped or chosen; afterwards its name. */
function FilePlace({ state }: { readonly state: ImportState }) {
  const wording = words.value.deskImport;
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation(); // otherwise the page takes the file for a picture
    setOver(true);
  };
  return (
    <div
      class={isOver ? 'import-place is-over' : 'import-place'}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const [file] = event.dataTransfer?.files ?? [];
        if (file) state.take(file);
      }}
    >
      {state.file ? <strong>{state.file.name}</strong> : <span>{wording.drop}</span>}
      <label class="button">
        {state.file ? wording.another : wording.choose}
        <input
          type="file"
          class="visually-hidden"
          accept=".csv,.tsv,.tab,.txt,.xlsx,.xls,.ods"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = ''; // the same file can be chosen again
            if (file) state.take(file);
          }}
        />
      </label>
      {state.report ? null : <CoderField />}
    </div>
  );
}
