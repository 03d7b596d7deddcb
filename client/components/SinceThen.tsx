/** What was recorded, recoded and retracted since the moment that the page shows. */
import { useState } from 'preact/hooks';
import type { Revisions } from '../../models/contract/revisions.ts';
import { epochDay } from '../../models/calendar.ts';
import { shorten } from '../charts/format.ts';
import { momentWords } from '../state/asOf.ts';
import { DATA_LANGUAGE, longDate, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { CategoryMark } from './CategoryMark.tsx';

type Operation = Revisions['revisions'][number]['operation'];

const OPERATIONS: readonly Operation[] = ['create', 'revise', 'retract', 'restore'];
const LISTED = 100;

interface Props {
  readonly dyad: string;
  readonly since: string;
  /** shows what these revisions do to the last day of the window */
  readonly onExplain: () => void;
}

export function SinceThen({ dyad, since, onExplain }: Props) {
  const wording = words.value.since;
  const [shown, setShown] = useState<Operation | undefined>(undefined);
  const { data } = useResource<Revisions>(
    `/api/v1/dyads/${dyad}/revisions?since=${encodeURIComponent(since)}&limit=${LISTED}`,
  );
  if (!data) return null;
  const listed = data.revisions.filter(({ operation }) => operation === shown);
  const total = OPERATIONS.reduce((sum, operation) => sum + data.counts[operation], 0);
  return (
    <section class="since" aria-labelledby="since-title">
      <h2 id="since-title">{wording.title}</h2>
      {total === 0 ? (
        <p class="small muted">{wording.nothing(momentWords(since))}</p>
      ) : (
        <>
          <p class="since-counts">
            {OPERATIONS.map((operation, i) => (
              <span key={operation}>
                {i === 0 ? '' : ', '}
                {data.counts[operation] === 0 ? (
                  wording.counted(0, wording.operations[operation])
                ) : (
                  <button
                    type="button"
                    class="link"
                    aria-expanded={shown === operation}
                    onClick={() => setShown(shown === operation ? undefined : operation)}
                  >
                    {wording.counted(data.counts[operation], wording.operations[operation])}
                  </button>
                )}
              </span>
            ))}
          </p>
          {listed.length > 0 ? (
            <ul class="since-list">
              {listed.map(({ eventId, revision, date, category, summary, recordedAt, reason, fields }) => (
                <li key={`${eventId} ${revision}`}>
                  {/* Without the page's moment: the event as it is known now. */}
                  <a href={`/d/${dyad}/e/${eventId}`}>
                    <CategoryMark category={category} />
                    {longDate(epochDay(date))}: <span lang={DATA_LANGUAGE}>{shorten(summary, 90)}</span>
                  </a>
                  <span class="muted">
                    {' '}
                    {recordedAt.slice(0, 10)}
                    {fields.length > 0
                      ? `; ${fields.map(({ field, from, to }) => `${field} ${shorten(from, 30)} → ${shorten(to, 30)}`).join('; ')}`
                      : ''}
                    {reason === '' ? '' : `; ${reason}`}
                  </span>
                </li>
              ))}
              {listed.length < data.counts[shown!] ? (
                <li class="muted">{wording.more(data.counts[shown!] - listed.length)}</li>
              ) : null}
            </ul>
          ) : null}
          <button type="button" class="since-explain" onClick={onExplain}>
            {wording.explain}
          </button>
        </>
      )}
    </section>
  );
}
