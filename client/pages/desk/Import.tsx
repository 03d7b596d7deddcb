/** A file as people keep it: dropped or chosen, previewed row by row, recorded. */
import '../../styles/deskForms.css';
import '../../styles/deskImport.css';
import { NeedsRole } from '../../components/NeedsRole.tsx';
import { Notice } from '../../components/Notice.tsx';
import { CoderField } from '../../desk/CoderField.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { words } from '../../state/language.ts';
import { useTitle } from '../../state/title.ts';
import { may } from '../../state/person.ts';
import { DropPlace } from '../../tables/DropPlace.tsx';
import { FileFacts } from '../../tables/FileFacts.tsx';
import { AlikeRows } from '../deskImport/AlikeRows.tsx';
import { Columns } from '../deskImport/Columns.tsx';
import { Grades } from '../deskImport/Grades.tsx';
import { OpenWords } from '../deskImport/OpenWords.tsx';
import { Recorded } from '../deskImport/Recorded.tsx';
import { RecordRows } from '../deskImport/RecordRows.tsx';
import { Rows } from '../deskImport/Rows.tsx';
import { useImport } from '../deskImport/useImport.ts';

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
          <DropPlace file={file} onFile={state.take}>
            {report ? null : <CoderField />}
          </DropPlace>
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
              <FileFacts preview={preview} isOrderGiven={preview.mapping.dates !== undefined} change={state.change} />
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
