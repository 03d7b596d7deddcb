/** What was told: how far it is on its way, and who has seen it. */
import { useState } from 'preact/hooks';
import type { AlertEntry, AlertOutbox } from '../../models/contract/alerts.ts';
import { epochDay } from '../../models/calendar.ts';
import { Listed, Moment, useAct } from '../admin/Listed.tsx';
import { DataTable } from '../components/DataTable.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { longDate, words } from '../state/language.ts';
import { minute, writer } from '../state/writer.ts';
import { subjectName } from './alertData.ts';
import type { RuleNames } from './ruleSentence.ts';

const STATES = ['all', 'waiting', 'sent', 'dead', 'silenced'] as const;
const PAGE = 50;

export function Outbox({ names }: { readonly names: RuleNames }) {
  const wording = words.value.alertOutbox;
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const [shown, setShown] = useState(PAGE);
  const act = useAct();
  const asked = `${state === 'all' ? '' : `state=${state}&`}limit=${shown}`;
  return (
    <>
      <Segmented
        label={wording.show}
        value={state}
        options={STATES.map((value) => ({ value, label: wording.states[value] }))}
        onChoose={(chosen) => {
          setState(chosen);
          setShown(PAGE);
        }}
      />
      {act.told}
      <Listed<AlertOutbox> url={`/api/v1/alerts/outbox?${asked}`} what={wording.theOutbox} needs="coder">
        {({ alerts, next }) =>
          alerts.length === 0 ? (
            <p class="empty">{state === 'all' ? wording.none : wording.noneOf}</p>
          ) : (
            <>
              <AlertTable
                alerts={alerts}
                names={names}
                onAcknowledge={(id) =>
                  void act.send(`/api/v1/alerts/outbox/${encodeURIComponent(id)}/acknowledge`, {}, () => wording.saved)
                }
              />
              {next === null ? null : (
                <button type="button" class="more" onClick={() => setShown(Math.min(1000, shown + PAGE))}>
                  {wording.older}
                </button>
              )}
            </>
          )
        }
      </Listed>
    </>
  );
}

function AlertTable({
  alerts,
  names,
  onAcknowledge,
}: {
  readonly alerts: readonly AlertEntry[];
  readonly names: RuleNames;
  readonly onAcknowledge: (id: string) => void;
}) {
  const wording = words.value.alertOutbox;
  const aboutOf = ({ subject, what, rule }: AlertEntry): string =>
    what === 'digest' ? rule : subjectName(subject, names, words.value.alertPage.theRuns);
  return (
    <DataTable
      class="audit"
      caption={wording.heading}
      scroll={{ 'aria-labelledby': 'outbox-title' }}
      rows={alerts}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'at',
          heading: wording.at,
          cell: ({ madeAt, date }) => <span title={longDate(epochDay(date))}>{<Moment at={madeAt} />}</span>,
        },
        {
          key: 'about',
          heading: wording.about,
          isRowHeading: true,
          cell: (alert) =>
            /^[A-Z]+-[A-Z]+$/.test(alert.subject) ? (
              <a href={`/d/${alert.subject}`}>{aboutOf(alert)}</a>
            ) : (
              aboutOf(alert)
            ),
        },
        {
          key: 'rule',
          heading: wording.rule,
          cell: ({ title, what }) => (what === 'raised' ? title : `${title} (${wording.what[what]})`),
        },
        { key: 'deliveries', heading: wording.deliveries, cell: (alert) => <Deliveries alert={alert} /> },
        {
          key: 'seen',
          heading: wording.seen,
          cell: (alert) =>
            alert.acknowledgedAt === null ? (
              <button
                type="button"
                aria-label={wording.acknowledgeOf(`${aboutOf(alert)}, ${alert.title}`)}
                onClick={() => onAcknowledge(alert.id)}
              >
                {wording.acknowledge}
              </button>
            ) : (
              wording.acknowledged(writer(alert.acknowledgedBy), minute(alert.acknowledgedAt))
            ),
        },
      ]}
    />
  );
}

function Deliveries({ alert: { deliveries } }: { readonly alert: AlertEntry }) {
  const wording = words.value.alertOutbox;
  if (deliveries.length === 0) return <span class="muted">{wording.unsent}</span>;
  return (
    <ul class="alert-deliveries">
      {deliveries.map(({ channel, state, sentAt, nextAt, fault }) => (
        <li key={channel}>
          {wording.delivery[state](channel, minute((state === 'sent' ? sentAt : nextAt) ?? ''))}
          {fault === '' ? null : <span class="field-fault"> {fault}</span>}
        </li>
      ))}
    </ul>
  );
}
