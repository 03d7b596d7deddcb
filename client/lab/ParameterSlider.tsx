/** One parameter: a slider, its number, a lock and the way back. */
import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { numberText, type Parameter, positionOf, sliderEnds, valueAt, valueOfPosition } from './parameters.ts';
import type { LabSession } from './session.ts';
import { words } from '../state/language.ts';

interface Props {
  readonly session: LabSession;
  readonly parameter: Parameter;
  /** read out: "Sanction, weight" */
  readonly name: string;
  /** shown; empty where the row says it already */
  readonly label: string;
}

/** Keys pressed within this long are one move to undo. */
const SAME_MOVE_MS = 900;

export function ParameterSlider({ session, parameter, name, label }: Props) {
  const wording = words.value.parameters;
  const { path, track, unit } = parameter;
  const value = useComputed(() => valueAt(session.draft.value.model, path)).value;
  const published = valueAt(session.base.value.definition, path);
  const isLocked = useComputed(() => session.locks.value.has(path)).value;
  const refused = useComputed(() => session.faults.value.get(path)).value;
  const typed = useSignal<string | undefined>(undefined);
  const move = useRef({ number: 0, at: 0, isByPointer: false });
  const ends = sliderEnds(track, value);
  const isChanged = value !== published;
  const fault = typed.value ?? refused;
  const faultId = `fault-${path}`;
  const share = (of: number): number =>
    Math.min(Math.max((positionOf(track, of) - ends.min) / (ends.max - ends.min), 0), 1);
  const setTo = (next: number, gesture: string | undefined): void => {
    typed.value = session.setParameter(path, next, gesture);
  };
  return (
    <div class={`parameter-slider${isChanged ? ' is-changed' : ''}${isLocked ? ' is-locked' : ''}`} data-path={path}>
      {label === '' ? null : <span class="parameter-slider-label">{label}</span>}
      <span class="parameter-slider-track">
        <span
          class="parameter-slider-published"
          style={{ left: `calc(0.5rem + (100% - 1rem) * ${share(published)})` }}
          title={wording.published(numberText(published))}
        />
        <input
          type="range"
          aria-label={name}
          aria-valuetext={wording.spoken(
            numberText(value),
            unit === '' ? '' : wording.spokenUnits[unit],
            isChanged ? numberText(published) : undefined,
          )}
          aria-describedby={fault === undefined ? undefined : faultId}
          min={ends.min}
          max={ends.max}
          step={ends.step}
          value={positionOf(track, value)}
          disabled={isLocked}
          onPointerDown={() => {
            move.current = { number: move.current.number + 1, at: 0, isByPointer: true };
          }}
          onKeyDown={() => {
            move.current.isByPointer = false;
          }}
          onInput={(event) => {
            const now = event.timeStamp;
            if (!move.current.isByPointer && now - move.current.at > SAME_MOVE_MS) move.current.number++;
            move.current.at = now;
            setTo(valueOfPosition(track, event.currentTarget.valueAsNumber), `${path} ${move.current.number}`);
          }}
          onChange={() => {
            // The pointer lets go. A key changes at each press: there a pause ends the move.
            if (move.current.isByPointer) session.settle();
          }}
        />
      </span>
      <input
        class="parameter-slider-number num"
        type="number"
        step="any"
        aria-label={wording.numberOf(name)}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : faultId}
        value={Number(value.toPrecision(4))}
        disabled={isLocked}
        onChange={(event) => {
          const next = event.currentTarget.valueAsNumber;
          if (Number.isNaN(next)) {
            typed.value = wording.noNumber;
            return;
          }
          setTo(next, undefined);
          if (typed.value === undefined) session.settle();
        }}
      />
      <span class="parameter-slider-unit">{unit === 'days' || unit === 'points' ? wording.units[unit] : ''}</span>
      <button
        type="button"
        class="icon"
        aria-pressed={isLocked}
        aria-label={wording.lock(name)}
        title={isLocked ? wording.locked : wording.lockTitle}
        onClick={() => session.toggleLock(path)}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d={isLocked ? 'M3.5 5.5V4a2.5 2.5 0 0 1 5 0v1.5' : 'M3.5 5.5V4a2.5 2.5 0 0 1 4.9-.7'} />
          <rect x="2.5" y="5.5" width="7" height="5" rx="1" />
        </svg>
      </button>
      <button
        type="button"
        class="icon"
        disabled={!isChanged || isLocked}
        aria-label={wording.resetTo(name, numberText(published))}
        title={wording.backTo(numberText(published))}
        onClick={() => session.reset(path)}
      >
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2.6 4.2A4 4 0 1 1 2 7M2.4 1.6v2.8h2.8" />
        </svg>
      </button>
      {fault === undefined ? null : (
        <p class="parameter-slider-fault" id={faultId} role="alert">
          {wording.fault(name, fault)}
        </p>
      )}
    </div>
  );
}
