/** Every recorded state of an event, each with what it changed. */
import type { EventDetail } from '../../../models/contract/events.ts';
import { Phrase } from '../../components/Phrase.tsx';
import { words } from '../../state/language.ts';

export function Revisions({ detail }: { readonly detail: EventDetail }) {
  const wording = words.value.event;
  return (
    <section aria-labelledby="revisions-title">
      <h2 id="revisions-title">{wording.revisions}</h2>
      <ol class="revisions">
        {detail.revisions.map((revision, i) => {
          const before = detail.revisions[i - 1]?.event;
          const changes = before
            ? Object.entries(revision.event).filter(
                ([field, value]) =>
                  JSON.stringify(value) !==
                  JSON.stringify(Object.entries(before).find(([name]) => name === field)?.[1]),
              )
            : [];
          return (
            <li key={revision.revision}>
              <Phrase
                text={wording.revision(revision.revision, wording.operations[revision.operation], revision.recordedBy)}
                parts={{
                  when: (
                    <time dateTime={revision.recordedAt}>
                      {wording.utc(revision.recordedAt.slice(0, 16).replace('T', ' '))}
                    </time>
                  ),
                }}
              />
              {changes.length > 0 ? (
                <span class="muted">
                  :{' '}
                  {changes
                    .map(([field, value]) =>
                      wording.isNow(field, Array.isArray(value) ? value.join(', ') : String(value)),
                    )
                    .join('; ')}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      <p class="muted small">
        <Phrase text={wording.id} parts={{ id: <code>{detail.event.id}</code> }} />
      </p>
    </section>
  );
}
