/** What was recorded, with the ways to the acts and lines, and back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TableImportReport } from '../../../models/contract/importPreview.ts';
import type { ImportTakenBackResponse } from '../../../models/contract/imports.ts';
import { Notice } from '../../components/Notice.tsx';
import { ReasonForm } from '../../desk/ReasonForm.tsx';
import { postJson } from '../../state/api.ts';
import { news } from '../../state/connection.ts';
import { words } from '../../state/language.ts';
import { token } from '../../state/token.ts';

/** Acts that are listed; the others are on the pages of their dyads. */
const MAX_LISTED = 100;

export function Recorded({ report }: { readonly report: TableImportReport }) {
  const wording = words.value.deskImport.done;
  const taken = words.value.imports;
  const [isAsking, setAsking] = useState(false);
  const [back, setBack] = useState<ImportTakenBackResponse | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isAny = report.created + report.revised > 0;
  return (
    <section aria-labelledby="import-done">
      <h2 id="import-done" ref={heading} tabIndex={-1}>
        {wording.title}
      </h2>
      <p>
        {wording.counts(report)} {report.run === null ? null : wording.run}
      </p>
      {back ? <Notice title={taken.done}>{taken.doneNote(back.retracted, back.reverted)}</Notice> : null}
      {report.dyads.length === 0 ? null : (
        <p>
          {wording.dyads}:{' '}
          {report.dyads.map((dyad) => (
            <a key={dyad} class="button" href={`/d/${dyad}`}>
              {dyad}
            </a>
          ))}
        </p>
      )}
      {report.events.length === 0 ? null : (
        <details>
          <summary>
            {wording.events} ({report.events.length})
          </summary>
          <ul class="import-events">
            {report.events.slice(0, MAX_LISTED).map(({ id, dyad }) => (
              <li key={id}>
                <a href={`/d/${dyad}/e/${encodeURIComponent(id)}`}>{id}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
      {isAsking ? (
        <ReasonForm
          title={taken.takeBackFile(report.source)}
          action={taken.takeBack}
          send={async (reason) => {
            const answer = await postJson<ImportTakenBackResponse>(
              `/api/v1/imports/${encodeURIComponent(report.importId)}/retraction`,
              token.value ?? '',
              { reason },
            );
            setBack(answer);
            return answer;
          }}
          onDone={() => {
            setAsking(false);
            news.value++;
          }}
          onCancel={() => setAsking(false)}
        >
          <p class="muted small">{taken.takeBackNote(report.created, report.revised)}</p>
        </ReasonForm>
      ) : (
        <p class="desk-buttons">
          {isAny && !back ? (
            <button type="button" onClick={() => setAsking(true)}>
              {wording.takeBack}
            </button>
          ) : null}
          <a href="/desk/imports">{wording.all}</a>
        </p>
      )}
    </section>
  );
}
