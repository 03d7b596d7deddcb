/** What was imported: the file, when, by whom, what became of its rows; and taking it back as a whole. */
import '../../styles/deskForms.css';
import { useState } from 'preact/hooks';
import type { Imports as ImportsAnswer, ImportTakenBackResponse } from '../../../models/contract/imports.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { ReasonForm } from '../../desk/ReasonForm.tsx';
import { postJson } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { fileOfImport } from '../../state/fileOfImport.ts';
import { words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';
import { useTitle } from '../../state/title.ts';
import { may } from '../../state/person.ts';
import { token } from '../../state/token.ts';
import { minute, writer } from '../../state/writer.ts';

type Import = ImportsAnswer['imports'][number];

export function Imports() {
  const wording = words.value.imports;
  useTitle(wording.title);
  const { data, problem } = useResource<ImportsAnswer>('/api/v1/imports');
  const [chosen, setChosen] = useState<Import | undefined>(undefined);
  const [done, setDone] = useState<ImportTakenBackResponse | undefined>(undefined);
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {done ? <TakenBack done={done} /> : null}
      {chosen ? (
        <ReasonForm
          key={chosen.importId}
          title={wording.takeBackFile(fileOfImport(chosen.source).file)}
          action={wording.takeBack}
          send={async (reason) => {
            const answer = await postJson<ImportTakenBackResponse>(
              `/api/v1/imports/${encodeURIComponent(chosen.importId)}/retraction`,
              token.value ?? '',
              { reason },
            );
            setDone(answer);
            return answer;
          }}
          onDone={() => {
            setChosen(undefined);
            news.value++;
          }}
          onCancel={() => setChosen(undefined)}
        >
          <p class="muted small">{wording.takeBackNote(chosen.created, chosen.revised)}</p>
        </ReasonForm>
      ) : null}
      {data ? (
        data.imports.length === 0 ? (
          <p class="empty">{wording.none}</p>
        ) : (
          <ImportList
            imports={data.imports}
            onTakeBack={(one) => {
              setDone(undefined);
              setChosen(one);
            }}
          />
        )
      ) : problem ? (
        <ProblemNotice problem={problem} what={wording.title} />
      ) : (
        <Skeleton kind="text" what={wording.title} />
      )}
    </article>
  );
}

function TakenBack({ done }: { readonly done: ImportTakenBackResponse }) {
  const wording = words.value.imports;
  return (
    <Notice title={wording.done}>
      {wording.doneNote(done.retracted, done.reverted)}
      {done.left.length === 0 ? null : (
        <>
          <p>{wording.left(done.left.length)}</p>
          <ul>
            {done.left.map(({ id, why }) => (
              <li key={id}>
                <code>{id}</code> {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}

function ImportList({
  imports,
  onTakeBack,
}: {
  readonly imports: readonly Import[];
  readonly onTakeBack: (one: Import) => void;
}) {
  const wording = words.value.imports;
  return (
    <DataTable
      caption={wording.title}
      rows={imports}
      rowKey={({ importId }) => importId}
      scroll={{ 'aria-label': wording.title }}
      columns={[
        {
          key: 'file',
          heading: wording.file,
          isRowHeading: true,
          cell: ({ source }) => {
            const { file, hash } = fileOfImport(source);
            return <span title={hash}>{file}</span>;
          },
        },
        {
          key: 'when',
          heading: wording.when,
          cell: ({ recordedAt }) => <time dateTime={recordedAt}>{words.value.event.utc(minute(recordedAt))}</time>,
        },
        { key: 'by', heading: wording.by, cell: ({ recordedBy }) => writer(recordedBy) },
        { key: 'created', heading: wording.created, class: 'num', cell: ({ created }) => created },
        { key: 'revised', heading: wording.revised, class: 'num', cell: ({ revised }) => revised },
        { key: 'unchanged', heading: wording.unchanged, class: 'num', cell: ({ unchanged }) => unchanged },
        { key: 'faulty', heading: wording.faulty, class: 'num', cell: ({ faulty }) => faulty },
        {
          key: 'state',
          heading: wording.state,
          cell: (one) =>
            one.takenBack ? (
              <span class="small">
                {wording.takenBack(writer(one.takenBack.by), one.takenBack.at.slice(0, 10))} {one.takenBack.reason}
              </span>
            ) : !may('editor') ? (
              wording.holds
            ) : (
              <button
                type="button"
                aria-label={wording.takeBackFile(fileOfImport(one.source).file)}
                onClick={() => onTakeBack(one)}
              >
                {wording.takeBack}
              </button>
            ),
        },
      ]}
    />
  );
}
