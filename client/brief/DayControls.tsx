/** Which days the card shows, at which steps, and whose acts. */
import { useState } from 'preact/hooks';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { type Direction, sidesOf } from '../../models/dyad.ts';
import { RANGE_NAMES } from '../charts/ranges.ts';
import { Segmented } from '../components/Segmented.tsx';
import { countryName } from '../state/countryNames.ts';
import { words } from '../state/language.ts';
import type { CardControlsProps } from './cardControlsProps.ts';

export function DayControls({ state, days, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const [fault, setFault] = useState(false);
  const choose = (name: 'from' | 'to', text: string): void => {
    const day = parseDay(text);
    if (day === undefined || days === undefined) return;
    const range = { ...days, [name]: day };
    setFault(range.from > range.to);
    if (range.from <= range.to) onChange({ range });
  };
  return (
    <>
      <div class="brief-field">
        <span aria-hidden="true">{wording.range}</span>
        <Segmented
          label={wording.range}
          value={typeof state.range === 'string' ? state.range : undefined}
          onChoose={(range) => onChange({ range })}
          options={RANGE_NAMES.map((value, i) => ({
            value,
            label: wording.ranges[value],
            title: wording.rangeTitles[value],
            key: String(i + 1),
          }))}
        />
      </div>
      <div class="brief-days">
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {wording[name]}
            <input
              type="date"
              value={days ? toIsoDate(days[name]) : ''}
              aria-invalid={fault}
              aria-describedby={fault ? 'brief-days-fault' : undefined}
              onChange={(event) => choose(name, event.currentTarget.value)}
            />
          </label>
        ))}
      </div>
      {fault ? (
        <p id="brief-days-fault" class="small is-error" role="alert">
          {wording.backwards}
        </p>
      ) : null}
    </>
  );
}

export function MeasureControls({ state, dyads, board, onChange }: CardControlsProps) {
  const wording = words.value.brief;
  const sides = dyads[0] === undefined ? undefined : sidesOf(dyads[0]);
  const names = (board.find(({ id }) => id === dyads[0])?.name ?? '').split(' – ');
  const directions: readonly { readonly value: Direction; readonly label: string; readonly title?: string }[] = sides
    ? [
        { value: 'both', label: wording.both },
        ...(
          [
            [0, 1],
            [1, 0],
          ] as const
        ).map(([a, b]) => ({
          value: `${sides[a]}>${sides[b]}` as const,
          label: `${sides[a]} → ${sides[b]}`,
          title: `${countryName(sides[a], names[a] ?? sides[a])} → ${countryName(sides[b], names[b] ?? sides[b])}`,
        })),
      ]
    : [];
  return (
    <>
      {state.show === 'dyad' ? (
        <div class="brief-field">
          <span aria-hidden="true">{wording.step}</span>
          <Segmented
            label={wording.step}
            value={state.step}
            onChoose={(step) => onChange({ step })}
            options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: wording.steps[value] }))}
          />
        </div>
      ) : null}
      <div class="brief-field">
        <span aria-hidden="true">{wording.direction}</span>
        <Segmented
          label={wording.direction}
          value={state.direction}
          onChoose={(direction) => onChange({ direction })}
          options={directions}
        />
      </div>
    </>
  );
}
