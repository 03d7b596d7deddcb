/** What moved a line that has too many acts to be listed: sums by type of act, which add up to the change, and the acts of a day that is chosen. */
import { useState } from 'preact/hooks';
import type { EventPage } from '../../models/contract/events.ts';
import type { Move } from '../../models/contract/move.ts';
import { epochDay, toIsoDate } from '../../models/calendar.ts';
import { plain, sharePoints } from '../charts/format.ts';
import { MAX_ACTS } from '../charts/lineSource.ts';
import { useTypeNames } from '../state/eventTypes.ts';
import { longDate, words } from '../state/language.ts';
import { useResource } from '../state/resource.ts';
import { CategoryMark } from './CategoryMark.tsx';
import { DayField } from './DayField.tsx';
import { kindText } from './kindText.ts';
import { ChangeSum } from './MovePanel.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Skeleton } from './Skeleton.tsx';
import { Reports } from './ActLink.tsx';

interface Props {
  readonly dyad: string;
  readonly move: Move;
  /** how many acts the line has */
  readonly acts: number;
  readonly asOf: string | undefined;
}

const SHOWN = 12;
const ACTS_OF_DAY = 50;

export function TypeSums({ dyad, move, acts, asOf }: Props) {
  const wording = words.value.move;
  const labelOf = useTypeNames();
  const largestFirst = move.types.toSorted((a, b) => Math.abs(b.indexPoints) - Math.abs(a.indexPoints));
  const rest = largestFirst.slice(SHOWN);
  return (
    <section class="moved" aria-labelledby="moved-title">
      <h2 id="moved-title">{wording.title}</h2>
      <p class="moved-range">
        {longDate(epochDay(move.from.date))} <span class="num">{plain(move.from.index)}</span> →{' '}
        {longDate(epochDay(move.to.date))} <span class="num">{plain(move.to.index)}</span>
      </p>
      <p class="muted small">{words.value.machine.tooMany(acts, MAX_ACTS)}</p>
      <p class="muted small">{wording.hint}</p>
      <ol class="moved-list">
        {largestFirst.slice(0, SHOWN).map(({ kind, type, category, events, indexPoints }) => (
          <li key={`${kind} ${type} ${indexPoints > 0}`}>
            <span class="moved-points num">{sharePoints(indexPoints, words.value)}</span>
            <div>
              <CategoryMark category={category} />
              <b>{labelOf(type)}</b>, {kindText(kind, events)}
            </div>
          </li>
        ))}
        {rest.length > 0 ? (
          <li class="moved-rest">
            <span class="moved-points num">
              {sharePoints(
                rest.reduce((sum, { indexPoints }) => sum + indexPoints, 0),
                words.value,
              )}
            </span>
            <span>{wording.moreTypes(rest.length)}</span>
          </li>
        ) : null}
      </ol>
      <ChangeSum move={move} />
      <ActsOfDay dyad={dyad} model={`${move.to.model.name}@${move.to.model.hash}`} asOf={asOf} last={move.to.date} />
    </section>
  );
}

/** Asked for when a day is chosen. */
function ActsOfDay({
  dyad,
  model,
  asOf,
  last,
}: {
  readonly dyad: string;
  readonly model: string;
  readonly asOf: string | undefined;
  /** ISO date that the field begins with */
  readonly last: string;
}) {
  const wording = words.value.move;
  const labelOf = useTypeNames();
  const [day, setDay] = useState('');
  const query = new URLSearchParams({
    model,
    from: day,
    to: day,
    limit: String(ACTS_OF_DAY),
    ...(asOf !== undefined && { asOf }),
  });
  const { data, problem } = useResource<EventPage>(
    day === '' ? null : `/api/v1/dyads/${dyad}/events?${query.toString()}`,
  );
  return (
    <div class="acts-of-day">
      <DayField label={wording.actsOf} value={day} onChange={setDay} />
      {day === '' ? (
        <p>
          <button type="button" onClick={() => setDay(toIsoDate(epochDay(last)))}>
            {wording.actsOfLast(longDate(epochDay(last)))}
          </button>
        </p>
      ) : problem ? (
        <ProblemNotice problem={problem} what={words.value.dyad.theEvents} />
      ) : data ? (
        <ul class="acts-list" aria-label={wording.actsOf}>
          {data.events.length === 0 ? <li>{wording.noneOn(longDate(epochDay(day)))}</li> : null}
          {data.events.map((event) => (
            <li key={event.id}>
              <CategoryMark category={event.category} /> <b>{labelOf(event.type)}</b>, {event.actor} → {event.target}{' '}
              <Reports machine={event.machine} />
            </li>
          ))}
          {data.nextCursor === null ? null : <li class="muted">{wording.moreOn(ACTS_OF_DAY)}</li>}
        </ul>
      ) : (
        <Skeleton kind="text" what={words.value.dyad.theEvents} />
      )}
    </div>
  );
}
