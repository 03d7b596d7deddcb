/** Who is signed in, and ending a session. */
import type { Sessions as SessionList } from '../../models/contract/people.ts';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { Listed, Moment, useAct } from './Listed.tsx';

export function Sessions() {
  const { adminSessions: wording, admin } = words.value;
  const act = useAct();
  return (
    <Listed<SessionList> url="/api/v1/sessions" what={admin.sections.sessions}>
      {({ sessions }) => (
        <>
          {act.told}
          {sessions.length === 0 ? (
            <p class="empty">{wording.none}</p>
          ) : (
            <DataTable
              caption={admin.sections.sessions}
              scroll={{ 'aria-label': admin.sections.sessions }}
              rows={sessions}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  heading: wording.name,
                  isRowHeading: true,
                  cell: ({ name, isYours }) => (
                    <>
                      {name}
                      {isYours ? <span class="tag">{wording.yours}</span> : null}
                    </>
                  ),
                },
                { key: 'began', heading: wording.began, cell: ({ beganAt }) => <Moment at={beganAt} /> },
                { key: 'last', heading: wording.lastSeen, cell: ({ lastSeen }) => <Moment at={lastSeen} /> },
                { key: 'ends', heading: wording.ends, cell: ({ endsAt }) => <Moment at={endsAt} /> },
                {
                  key: 'end',
                  heading: '',
                  // Her own ends by signing out, which ends it at the provider too.
                  cell: ({ id, name, isYours }) =>
                    isYours ? null : (
                      <button
                        type="button"
                        disabled={act.isSending}
                        aria-label={wording.endOf(name)}
                        onClick={() =>
                          void act.send(`/api/v1/sessions/${id}/end`, undefined, () => wording.ended(name))
                        }
                      >
                        {wording.end}
                      </button>
                    ),
                },
              ]}
            />
          )}
        </>
      )}
    </Listed>
  );
}
