/** The whole history of an event, the newest first: who wrote, when, why, and what it was before and after. */
import type { EventDetail } from '../../../models/contract/events.ts';
import { Differences } from '../../desk/Differences.tsx';
import { differencesOfEvents } from '../../desk/actDraft.ts';
import { Phrase } from '../../components/Phrase.tsx';
import { fileOfImport } from '../../state/fileOfImport.ts';
import { DATA_LANGUAGE, words } from '../../state/language.ts';
import { minute, writer } from '../../state/writer.ts';

export function Revisions({ detail }: { readonly detail: EventDetail }) {
  const wording = words.value.event;
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{wording.revisions}</h2>
      <ol class="revisions" reversed>
        {detail.revisions
          .map((revision, i) => {
            const before = detail.revisions[i - 1]?.event;
            const changes = before ? differencesOfEvents(before, revision.event) : [];
            return (
              <li key={revision.revision}>
                <p>
                  <Phrase
                    text={wording.revision(
                      revision.revision,
                      wording.operations[revision.operation],
                      writer(revision.recordedBy),
                    )}
                    parts={{
                      when: <time dateTime={revision.recordedAt}>{wording.utc(minute(revision.recordedAt))}</time>,
                    }}
                  />
                  {revision.importSource === ''
                    ? null
                    : ` ${wording.fromFile(fileOfImport(revision.importSource).file)}`}
                  {revision.reason === '' ? null : (
                    <>
                      {' '}
                      <q lang={DATA_LANGUAGE}>{revision.reason}</q>
                    </>
                  )}
                </p>
                {changes.length > 0 ? <Differences differences={changes} /> : null}
              </li>
            );
          })
          .toReversed()}
      </ol>
      <p class="muted small">
        <Phrase text={wording.id} parts={{ id: <code>{detail.event.id}</code> }} />
      </p>
    </section>
  );
}
