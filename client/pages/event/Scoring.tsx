/** How much an event counts: the factors of its weight, and how long it lasts. */
import type { EventDetail, EventRecord } from '../../../models/contract/events.ts';
import { plain, signed } from '../../charts/format.ts';
import { epochDay } from '../../../models/calendar.ts';
import { longDate, words } from '../../state/language.ts';
import { modelName } from '../../state/modelName.ts';

export function Scoring({
  scoring,
  event,
  model,
}: {
  readonly scoring: NonNullable<EventDetail['scoring']>;
  readonly event: EventRecord;
  readonly model: EventDetail['model'];
}) {
  const wording = words.value.event;
  const factors = [
    { label: wording.factors.weight, value: scoring.weight, note: '' },
    { label: wording.factors.severity, value: scoring.severityMultiplier, note: wording.level(event.severity) },
    { label: wording.factors.role, value: scoring.roleMultiplier, note: words.value.events.roles[event.role] },
    {
      label: wording.factors.confidence,
      value: scoring.confidence,
      note: event.verified ? wording.verified.yes : wording.verified.no,
    },
    {
      label: wording.factors.repetition,
      value: scoring.repetition,
      note: scoring.repetition === 1 ? wording.firstLately : wording.sameAct,
    },
  ];
  return (
    <section aria-labelledby="scoring-title">
      <h2 id="scoring-title">{wording.counts}</h2>
      <table class="scoring">
        <tbody>
          {factors.map(({ label, value, note }, i) => (
            <tr key={label}>
              <td class="scoring-sign">{i === 0 ? '' : '×'}</td>
              <td class="num">{trim(value)}</td>
              <th scope="row">
                {label} {note === '' ? null : <span class="muted">{note}</span>}
              </th>
            </tr>
          ))}
          <tr class="scoring-total">
            <td class="scoring-sign">=</td>
            <td class="num">{signed(scoring.impact, 2)}</td>
            <th scope="row">
              {wording.onItsDay} {event.polarity === 1 ? '' : <span class="muted">{wording.itLowers}</span>}
            </th>
          </tr>
        </tbody>
      </table>
      <p>
        {scoring.holdDays > 0
          ? wording.holds(plain(scoring.holdDays, 0), plain(scoring.halfLifeDays, 0))
          : wording.halves(plain(scoring.halfLifeDays, 0))}{' '}
        {scoring.undone
          ? `${wording.undone(longDate(epochDay(scoring.undone.from)), plain(scoring.undone.halfLifeDays, 0))} `
          : ''}
        {wording.model} <a href={`/m/${model.name}`}>{modelName(model)}</a> <code>{model.hash}</code>.
      </p>
    </section>
  );
}

/** As many decimals as it has, at most four. */
function trim(value: number): string {
  return String(Number(value.toFixed(4)));
}
