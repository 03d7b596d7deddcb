/** Sign-ins, sign-outs and refused attempts. */
import type { Access as AccessList } from '../../models/contract/people.ts';
import { DataTable } from '../components/DataTable.tsx';
import { DATA_LANGUAGE, words } from '../state/language.ts';
import { Listed, Moment, MOST, SaveCsv } from './Listed.tsx';

/** Shown at once; the file has more. */
const SHOWN = 200;

export function Access() {
  const { adminAccess: wording, admin } = words.value;
  return (
    <>
      <SaveCsv url={`/api/v1/access?format=csv&limit=${MOST}`} name="access.csv" />
      <Listed<AccessList> url={`/api/v1/access?limit=${SHOWN}`} what={admin.sections.access}>
        {({ notes }) =>
          notes.length === 0 ? (
            <p class="empty">{wording.none}</p>
          ) : (
            <>
              <DataTable
                class="audit"
                caption={admin.sections.access}
                scroll={{ 'aria-label': admin.sections.access }}
                rows={notes}
                rowKey={(_, at) => at}
                columns={[
                  { key: 'at', heading: wording.at, cell: ({ at }) => <Moment at={at} /> },
                  { key: 'kind', heading: wording.kind, cell: ({ kind }) => wording.kinds[kind] },
                  {
                    key: 'who',
                    heading: wording.who,
                    cell: ({ who }) => (who === '' ? <span class="muted">{wording.nobody}</span> : who),
                  },
                  { key: 'address', heading: wording.address, cell: ({ address }) => <code>{address}</code> },
                  {
                    key: 'detail',
                    heading: wording.detail,
                    cell: ({ detail }) => <span lang={DATA_LANGUAGE}>{detail}</span>,
                  },
                  { key: 'times', heading: wording.times, class: 'num', cell: ({ times }) => times },
                ]}
              />
              {notes.length === SHOWN ? <p class="muted small">{admin.cut(SHOWN)}</p> : null}
            </>
          )
        }
      </Listed>
    </>
  );
}
