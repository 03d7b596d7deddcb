/** Rounds of two coders: those there are, a new one, and what has come of one (/desk/rounds/ID). */
import '../../styles/deskForms.css';
import '../../styles/coding.css';
import type { Round, Rounds as RoundList } from '../../../models/contract/coding.ts';
import { DrawForm } from '../../coding/DrawForm.tsx';
import { RoundReport } from '../../coding/RoundReport.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { NeedsRole } from '../../components/NeedsRole.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { DeskNav } from '../../desk/DeskNav.tsx';
import { useWriting } from '../../desk/writing.ts';
import { postJson } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { words } from '../../state/language.ts';
import { place } from '../../state/location.ts';
import { usePrivate } from '../../state/private.ts';
import { useTitle } from '../../state/title.ts';
import { may } from '../../state/person.ts';
import { token } from '../../state/token.ts';

export function Rounds() {
  const wording = words.value.coding;
  useTitle(wording.title);
  const id = place.value.path.split('/')[3];
  return (
    <article class="plain-page desk-page">
      <DeskNav />
      <h1 tabIndex={-1}>{wording.title}</h1>
      <p class="lede">{wording.lede}</p>
      {!may('editor') ? (
        <NeedsRole role="editor" byToken={wording.forEditors} />
      ) : id ? (
        <RoundReport id={id} />
      ) : (
        <List />
      )}
    </article>
  );
}

function List() {
  const wording = words.value.coding;
  const { data, problem } = usePrivate<RoundList>('/api/v1/coding/rounds', 'editor');
  const writing = useWriting();
  const close = async (id: string): Promise<void> => {
    if (await writing.send(() => postJson<Round>(`/api/v1/coding/rounds/${id}/close`, token.value ?? ''))) news.value++;
  };
  return (
    <>
      {problem ? <ProblemNotice problem={problem} what={wording.title} /> : null}
      {writing.failure === '' ? null : <Notice kind="error">{writing.failure}</Notice>}
      {data && data.rounds.length > 0 ? (
        <DataTable
          caption={wording.title}
          scroll={{ 'aria-label': wording.title }}
          rows={data.rounds}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'title',
              heading: wording.titleField,
              isRowHeading: true,
              cell: ({ id, title, closedAt }) =>
                closedAt === null ? title : <a href={`/desk/rounds/${id}`}>{title}</a>,
            },
            {
              key: 'seen',
              heading: wording.firstSeen,
              cell: ({ kind, closedAt }) => (closedAt === null ? wording.firstSeenBy[kind] : wording.firstSeenNow),
            },
            { key: 'coder', heading: wording.secondCoder, cell: ({ secondCoder }) => secondCoder },
            {
              key: 'coded',
              heading: wording.coded,
              class: 'num',
              cell: ({ coded, units }) => wording.progress(coded, units),
            },
            {
              key: 'state',
              heading: wording.state,
              cell: ({ id, closedAt, coded, openDisputes }) =>
                closedAt === null ? (
                  <>
                    {wording.atWork}{' '}
                    {coded > 0 ? (
                      <button type="button" disabled={writing.isSending} onClick={() => void close(id)}>
                        {wording.close}
                      </button>
                    ) : null}
                  </>
                ) : (
                  wording.disputes(openDisputes)
                ),
            },
          ]}
        />
      ) : data ? (
        <p>{wording.noRounds}</p>
      ) : null}
      <DrawForm onDrawn={() => news.value++} />
    </>
  );
}
