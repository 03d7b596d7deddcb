/** What if: events left out or graded otherwise, chosen here; the second line appears at once. */
import { SEVERITIES } from '../../models/event.ts';
import { isAsCoded, type WhatIf } from '../../models/whatIf.ts';
import { plain, shorten, signed } from '../charts/format.ts';
import { largestDifference, overlayOn } from '../charts/overlay.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import type { Scored } from '../state/dyadData.ts';
import { DATA_LANGUAGE, longDate, knownDate, typeLabel, words } from '../state/language.ts';
import { changed, type EventChange, gradedEvent, type ScoredWhatIf } from '../state/whatIf.ts';
import { Menu } from './Menu.tsx';

interface Props {
  readonly scored: Scored;
  readonly whatIf: WhatIf;
  readonly onChange: (whatIf: string | undefined) => void;
}

/** Offered before all other types: who counts what, and on whose account, is most in dispute there. */
const OFFERED_TYPE = 'militant_attack';

export function WhatIfMenu({ scored, whatIf, onChange }: Props) {
  const wording = words.value.whatIf;
  const { columns } = scored;
  const sum = (flags: ArrayLike<number>): number =>
    Array.prototype.reduce.call(flags, (total: unknown, flag: unknown) => Number(total) + Number(flag), 0) as number;
  const ofType = (type: string): number =>
    columns.type.reduce((total, at) => total + (columns.types[at] === type ? 1 : 0), 0);
  const types = [...new Set([...(columns.types.includes(OFFERED_TYPE) ? [OFFERED_TYPE] : []), ...whatIf.withoutTypes])];
  const others = columns.types.filter((type) => !types.includes(type)).sort();
  const events = [...new Set([...whatIf.withoutEvents, ...whatIf.severities.keys()])].filter((id) =>
    scored.positionOf.has(id),
  );
  const withType = (type: string, isOut: boolean): string | undefined =>
    changed(whatIf, {
      withoutTypes: isOut ? [...whatIf.withoutTypes, type] : whatIf.withoutTypes.filter((other) => other !== type),
    });
  return (
    <Menu label={wording.title} title={wording.menuTitle} isActive={!isAsCoded(whatIf)}>
      <fieldset class="what-if">
        <legend>{wording.withoutHeading}</legend>
        <Toggle
          label={wording.indirect}
          events={sum(columns.indirect)}
          isOn={whatIf.withoutIndirect}
          onToggle={(isOn) => onChange(changed(whatIf, { withoutIndirect: isOn }))}
        />
        <Toggle
          label={wording.unverified}
          events={sum(columns.unverified)}
          isOn={whatIf.withoutUnverified}
          onToggle={(isOn) => onChange(changed(whatIf, { withoutUnverified: isOn }))}
        />
        {types.map((type) => (
          <Toggle
            key={type}
            label={wording.plural(typeLabel(type, scored.codebook.get(type)?.label))}
            events={ofType(type)}
            isOn={whatIf.withoutTypes.includes(type)}
            onToggle={(isOn) => onChange(withType(type, isOn))}
          />
        ))}
        <label class="what-if-more">
          <span class="visually-hidden">{wording.leaveOutType}</span>
          <select
            value=""
            onChange={(event) => {
              if (event.currentTarget.value !== '') onChange(withType(event.currentTarget.value, true));
            }}
          >
            <option value="">{wording.anotherType}</option>
            {others.map((type) => (
              <option key={type} value={type}>
                {typeLabel(type, scored.codebook.get(type)?.label)} ({ofType(type)})
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <fieldset class="what-if">
        <legend>{wording.single}</legend>
        {events.map((id) => {
          const at = scored.positionOf.get(id)!;
          const record = scored.records[at]!;
          const value: EventChange = whatIf.withoutEvents.includes(id)
            ? 'left out'
            : (whatIf.severities.get(id) ?? 'as coded');
          return (
            <label key={id} class="what-if-event">
              <span title={record.summary}>
                {scored.figureEvents[at]!.title}, {knownDate(scored.columns.day[at]!, record.datePrecision)}:{' '}
                <span class="muted" lang={DATA_LANGUAGE}>
                  {shorten(record.summary, 60)}
                </span>
              </span>
              <select
                value={String(value)}
                onChange={(event) => onChange(gradedEvent(whatIf, id, readChange(event.currentTarget.value)))}
              >
                <option value="left out">{wording.leftOut}</option>
                {SEVERITIES.filter((severity) => severity !== record.severity).map((severity) => (
                  <option key={severity} value={String(severity)}>
                    {wording.severity(severity)}
                  </option>
                ))}
                <option value="as coded">{wording.asCoded(record.severity)}</option>
              </select>
            </label>
          );
        })}
        <p class="muted small">{wording.hint}</p>
      </fieldset>
      {isAsCoded(whatIf) ? null : (
        <button type="button" onClick={() => onChange(undefined)}>
          {wording.clear}
        </button>
      )}
    </Menu>
  );
}

function Toggle({
  label,
  events,
  isOn,
  onToggle,
}: {
  readonly label: string;
  readonly events: number;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
}) {
  return (
    <label class="what-if-toggle">
      <input
        type="checkbox"
        checked={isOn}
        disabled={events === 0 && !isOn}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      {label} <span class="muted num">{events}</span>
    </label>
  );
}

function readChange(text: string): EventChange {
  return SEVERITIES.find((severity) => String(severity) === text) ?? (text === 'left out' ? 'left out' : 'as coded');
}

/** Says loudly that a second line is shown, and what it makes of the index. */
export function WhatIfBanner({
  series,
  scored,
  from,
  to,
  isIndexShown,
  onClear,
}: {
  readonly series: DailySeries;
  readonly scored: ScoredWhatIf;
  readonly from: number;
  readonly to: number;
  readonly isIndexShown: boolean;
  readonly onClear: () => void;
}) {
  const wording = words.value.whatIf;
  const { overlay, words: whatIf, leftOut } = scored;
  const largest = largestDifference(series, overlay, from, to);
  const index = valueOn(series, series.index, to)!;
  const end = overlayOn(overlay, to) ?? index;
  const difference = end - index;
  return (
    <div class="what-if-banner" role="status">
      <p>
        <strong>{wording.banner(whatIf)}</strong>
        {wording.notTheIndex}
        {leftOut > 0 ? wording.eventsOut(leftOut) : ''}{' '}
        <button type="button" class="link" onClick={onClear}>
          {wording.clear}
        </button>
      </p>
      <p>
        {largest === undefined
          ? wording.noChange
          : wording.difference(
              { date: longDate(to), other: plain(end), index: plain(index), change: signed(difference) },
              {
                date: longDate(largest.day),
                other: plain(largest.other),
                index: plain(largest.index),
                change: signed(largest.other - largest.index),
              },
            )}{' '}
        {isIndexShown ? wording.secondLine : wording.chooseIndex}
      </p>
    </div>
  );
}
