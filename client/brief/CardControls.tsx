/** What the card shows, how it looks, and what it says. */
import { useEffect, useState } from 'preact/hooks';
import type { BoardDyad, ModelSummary } from '../../server/api/contract.ts';
import { parseDay, toIsoDate } from '../../models/calendar.ts';
import { type Direction, sidesOf } from '../../models/dyad.ts';
import { CARD_THEMES, type Presentation, PRESETS, TEXT_PERCENT } from '../charts/card/presentation.ts';
import type { CardTexts } from '../charts/card/cardTexts.ts';
import { MOST_LINES } from '../charts/linePaints.ts';
import { Segmented } from '../components/Segmented.tsx';
import { asOf, momentWords } from '../state/asOf.ts';
import { countryName, dyadName } from '../state/countryNames.ts';
import { RANGE_NAMES } from '../charts/ranges.ts';
import { words } from '../state/language.ts';
import { LANGUAGES, nameOfLanguage } from '../words/languages.ts';
import { type BriefState, MAX_MARKING_LENGTH, MAX_TITLE_LENGTH } from './briefState.ts';
import { useTitleCheck } from './cardData.ts';

const TEXT_STEP = 5;

interface Props {
  readonly state: BriefState;
  /** those of the state, or those that the page chose */
  readonly dyads: readonly string[];
  readonly board: readonly BoardDyad[];
  readonly models: readonly ModelSummary[];
  /** first and last day shown (epoch), where the server has said */
  readonly days: { readonly from: number; readonly to: number } | undefined;
  readonly presentation: Presentation;
  readonly texts: CardTexts | undefined;
  /** of the view that is shown */
  readonly code: string | undefined;
  readonly onChange: (changes: Partial<BriefState>) => void;
}

export function CardControls(props: Props) {
  const wording = words.value.brief;
  return (
    <form class="brief-controls" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{wording.what}</legend>
        <Subject {...props} />
        <Days {...props} />
        {props.state.show === 'compare' ? null : <Measure {...props} />}
        <Models {...props} />
        <p class="brief-as-known small">
          <b>{wording.asKnown}</b>{' '}
          <span class="muted">{asOf.value === undefined ? wording.asKnownNow : momentWords(asOf.value)}</span>
        </p>
        {props.state.whatIf === undefined ? null : (
          <p class="small">
            <b>{wording.whatIf}</b> <code>{props.state.whatIf}</code>{' '}
            <button type="button" class="link" onClick={() => props.onChange({ whatIf: undefined })}>
              {wording.whatIfOff}
            </button>
          </p>
        )}
      </fieldset>
      <fieldset>
        <legend>{wording.look}</legend>
        <Look {...props} />
      </fieldset>
      <fieldset>
        <legend>{wording.text}</legend>
        <Title {...props} />
        <RestedField
          label={wording.marking}
          hint={wording.markingHint}
          most={MAX_MARKING_LENGTH}
          value={props.state.marking ?? ''}
          onRest={(marking) => props.onChange({ marking: marking === '' ? undefined : marking })}
        />
      </fieldset>
    </form>
  );
}

function Subject({ state, dyads, board, onChange }: Props) {
  const wording = words.value.brief;
  const nameOf = (id: string): string => dyadName(id, board.find((dyad) => dyad.id === id)?.name ?? id);
  const options = (taken: readonly string[]) =>
    board
      .filter(({ id }) => !taken.includes(id))
      .map(({ id }) => (
        <option key={id} value={id}>
          {nameOf(id)}
        </option>
      ));
  if (state.show !== 'compare')
    return (
      <label class="brief-field">
        {wording.dyad}
        <select
          value={dyads[0] ?? ''}
          onChange={(event) =>
            onChange({
              dyads: [
                event.currentTarget.value,
                ...dyads.slice(1).filter((other) => other !== event.currentTarget.value),
              ],
            })
          }
        >
          {dyads[0] !== undefined && !board.some(({ id }) => id === dyads[0]) ? (
            <option value={dyads[0]}>{dyads[0]}</option>
          ) : null}
          {options([])}
        </select>
      </label>
    );
  return (
    <div class="brief-field" role="group" aria-label={wording.dyad}>
      <span aria-hidden="true">{wording.dyad}</span>
      <ul class="brief-dyads">
        {dyads.map((id) => (
          <li key={id}>
            {nameOf(id)}
            {dyads.length > 2 ? (
              <button
                type="button"
                class="quiet"
                aria-label={wording.takeOut(nameOf(id))}
                title={wording.takeOut(nameOf(id))}
                onClick={() => onChange({ dyads: dyads.filter((other) => other !== id) })}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {dyads.length < MOST_LINES && board.length > dyads.length ? (
        <select
          aria-label={wording.addDyadLabel}
          value=""
          onChange={(event) =>
            event.currentTarget.value !== '' && onChange({ dyads: [...dyads, event.currentTarget.value] })
          }
        >
          <option value="">{wording.addDyad}</option>
          {options(dyads)}
        </select>
      ) : null}
    </div>
  );
}

function Days({ state, days, onChange }: Props) {
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

function Measure({ state, dyads, board, onChange }: Props) {
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

function Models({ state, models, onChange }: Props) {
  const wording = words.value.brief;
  const choices = models.map(({ name, version, hash }) => ({ value: `${name}@${hash}`, label: `${name} v${version}` }));
  const isOf = (asked: string | undefined, value: string): boolean =>
    asked !== undefined && (value === asked || value.split('@')[0] === asked);
  const chosen = choices.find(({ value }) => isOf(state.model, value))?.value ?? state.model ?? '';
  const overlay = choices.find(({ value }) => isOf(state.overlay, value))?.value ?? state.overlay ?? '';
  // One model is no choice.
  if (choices.length < 2 && state.model === undefined) return null;
  return (
    <>
      <label class="brief-field">
        {wording.model}
        <select
          value={chosen}
          onChange={(event) =>
            onChange({ model: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
          }
        >
          {chosen === '' ? (
            <option value="">{choices.find(({ value }) => value.startsWith('baseline@'))?.label ?? ''}</option>
          ) : null}
          {chosen === '' || choices.some(({ value }) => value === chosen) ? null : (
            <option value={chosen}>{chosen}</option>
          )}
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {state.show === 'dyad' && choices.length > 1 ? (
        <label class="brief-field">
          {wording.overlay}
          <select
            value={overlay}
            onChange={(event) =>
              onChange({ overlay: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
            }
          >
            <option value="">{wording.none}</option>
            {choices
              .filter(({ value }) => value !== chosen)
              .map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
          </select>
        </label>
      ) : null}
    </>
  );
}

function Look({ state, presentation, onChange }: Props) {
  const wording = words.value.brief;
  return (
    <>
      <label class="brief-field">
        {wording.preset}
        <select
          value={state.preset}
          onChange={(event) => onChange({ preset: PRESETS.find((preset) => preset === event.currentTarget.value)! })}
        >
          {PRESETS.map((preset) => (
            <option key={preset} value={preset}>
              {wording.presets[preset]}
            </option>
          ))}
        </select>
      </label>
      <div class="brief-field">
        <span aria-hidden="true">{wording.theme}</span>
        <Segmented
          label={wording.theme}
          value={state.theme}
          onChoose={(theme) => onChange({ theme })}
          options={CARD_THEMES.map((value) => ({ value, label: wording.themes[value] }))}
        />
      </div>
      <label class="brief-field">
        {wording.textSize}
        <span class="brief-size">
          <input
            type="range"
            min={TEXT_PERCENT.least}
            max={TEXT_PERCENT.most}
            step={TEXT_STEP}
            value={state.text}
            aria-valuetext={`${state.text}%`}
            onInput={(event) => onChange({ text: Number(event.currentTarget.value) })}
          />
          <output class="num">{state.text}%</output>
        </span>
      </label>
      <div class="brief-field">
        <span aria-hidden="true">{wording.density}</span>
        <Segmented
          label={wording.density}
          value={String(state.density)}
          onChoose={(density) => onChange({ density: density === '2' ? 2 : 1 })}
          options={([1, 2] as const).map((times) => ({
            value: String(times),
            label: wording.densities[times],
            title: wording.densityTitle(times),
          }))}
        />
      </div>
      <div class="brief-field">
        <span aria-hidden="true">{wording.language}</span>
        <Segmented
          label={wording.language}
          value={presentation.lang}
          onChoose={(cardLang) => onChange({ cardLang })}
          options={LANGUAGES.map((value) => ({
            value,
            label: nameOfLanguage(value),
          }))}
        />
      </div>
    </>
  );
}

/** The title: computed, or typed and held against the data, while it is typed and before it is anywhere. */
function Title({ state, code, presentation, texts, onChange }: Props) {
  const wording = words.value.brief;
  const [typed, setTyped] = useState(state.title ?? '');
  useEffect(() => setTyped(state.title ?? ''), [state.title]);
  const faults = useTitleCheck(code, typed, presentation.lang);
  return (
    <>
      <p class="brief-computed small">
        <span class="muted">{wording.titleComputed}:</span> {texts?.computedTitle ?? '…'}
      </p>
      <RestedField
        label={wording.titleField}
        hint={wording.titleHint}
        most={MAX_TITLE_LENGTH}
        value={state.title ?? ''}
        lines={2}
        isFaulty={(faults?.length ?? 0) > 0}
        onTyping={setTyped}
        onRest={(title) => onChange({ title: title === '' ? undefined : title })}
      />
      <div aria-live="polite">
        {typed === '' ? null : faults === undefined ? (
          <p class="small muted">{wording.checking}</p>
        ) : faults.length > 0 ? (
          <p class="small is-error">{faults.join(' ')}</p>
        ) : (
          <p class="small check">✓ {wording.titleAgrees}</p>
        )}
      </div>
      {state.title === undefined ? null : (
        <button type="button" class="link small" onClick={() => onChange({ title: undefined })}>
          {wording.titleReset}
        </button>
      )}
    </>
  );
}

interface RestedFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  readonly value: string;
  readonly lines?: number;
  readonly isFaulty?: boolean;
  /** every change, without the white space that is no part of a line */
  readonly onTyping?: (value: string) => void;
  readonly onRest: (value: string) => void;
}

/** Longer than a typist pauses between words: a view is pinned for ever, and should be one that somebody meant. */
const TYPING_MS = 1500;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A line of text that is taken when the typist rests or leaves. */
function RestedField({ label, hint, most, value, lines = 1, isFaulty = false, onTyping, onRest }: RestedFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const clean = oneLine(typed);
  const type = (text: string): void => {
    setTyped(text);
    onTyping?.(oneLine(text));
  };
  useEffect(() => {
    if (clean === value) return;
    const timer = setTimeout(() => onRest(clean), TYPING_MS);
    return () => clearTimeout(timer);
  }, [clean, value]);
  const shared = {
    value: typed,
    maxLength: most,
    'aria-invalid': isFaulty,
    onBlur: () => clean !== value && onRest(clean),
  };
  return (
    <label class="brief-field brief-line">
      <span>
        {label} <span class="muted small">{hint}</span>
      </span>
      {lines > 1 ? (
        <textarea rows={lines} {...shared} onInput={(event) => type(event.currentTarget.value)} />
      ) : (
        <input type="text" {...shared} onInput={(event) => type(event.currentTarget.value)} />
      )}
    </label>
  );
}
