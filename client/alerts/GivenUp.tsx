/** Alerts that a channel gave up: which, why, and the way to send them again. Nothing where there are none. */
import type { AlertOutbox } from '../../models/contract/alerts.ts';
import { Moment, useAct } from '../admin/Listed.tsx';
import { DataTable } from '../components/DataTable.tsx';
import { words } from '../state/language.ts';
import { usePrivate } from '../state/private.ts';
import { subjectName, useNames } from './alertData.ts';

const SHOWN = 50;

export function GivenUp() {
  const { givenUp: wording, alertOutbox, alertPage } = words.value;
  const { data } = usePrivate<AlertOutbox>(`/api/v1/alerts/outbox?state=dead&limit=${SHOWN}`, 'coder');
  const { names } = useNames();
  const act = useAct();
  const alerts = data?.alerts ?? [];
  return (
    <>
      {alerts.length === 0 ? null : (
        <section aria-labelledby="given-up-title">
          <h2 id="given-up-title">{wording.heading}</h2>
          <p>{wording.lede}</p>
          <DataTable
            scroll={{ 'aria-labelledby': 'given-up-title' }}
            rows={alerts.map((alert) => ({
              ...alert,
              about: `${subjectName(alert.subject, names, alertPage.theRuns)}: ${alert.title}`,
              gaveUp: alert.deliveries.filter(({ state }) => state === 'dead'),
            }))}
            rowKey={({ id }) => id}
            columns={[
              { key: 'about', heading: wording.alert, isRowHeading: true, cell: ({ about }) => about },
              {
                key: 'channel',
                heading: wording.channel,
                cell: ({ gaveUp }) => gaveUp.map(({ channel }) => channel).join(', '),
              },
              { key: 'since', heading: alertOutbox.at, cell: ({ madeAt }) => <Moment at={madeAt} /> },
              {
                key: 'why',
                heading: wording.why,
                cell: ({ gaveUp }) => <span lang="en">{[...new Set(gaveUp.map(({ fault }) => fault))].join(' ')}</span>,
              },
              {
                key: 'again',
                heading: wording.again,
                cell: ({ id, about }) => (
                  <button
                    type="button"
                    disabled={act.isSending}
                    aria-label={wording.againOf(about)}
                    onClick={() =>
                      void act.send(
                        `/api/v1/alerts/outbox/${encodeURIComponent(id)}/send-again`,
                        {},
                        () => wording.sent,
                      )
                    }
                  >
                    {wording.again}
                  </button>
                ),
              },
            ]}
          />
        </section>
      )}
      {act.told}
    </>
  );
}
