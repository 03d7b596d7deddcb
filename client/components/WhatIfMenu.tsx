/** What if: events left out or graded otherwise, chosen here; the second line appears at once. */
import { SEVERITIES } from '../../models/event.ts';
import { isAsCoded, type WhatIf } from '../../models/whatIf.ts';
import { count, knownDate, longDate, plain, shorten, signed } from '../charts/format.ts';
import { largestDifference, overlayOn } from '../charts/overlay.ts';
import { type DailySeries, valueOn } from '../charts/dailySeries.ts';
import type { Scored } from '../state/dyadData.ts';
import { changed, type EventChange, gradedEvent, pluralOf, type ScoredWhatIf } from '../state/whatIf.ts';
import { Menu } from './Menu.tsx';

interface Props {
  readonly scored: Scored;
  readonly whatIf: WhatIf;
  readonly onChange: (whatIf: string | undefined) => void;
}

/** Offered before all other types: who counts what, and on whose account, is most in dispute there. */
const OFFERED_TYPE = 'militant_attack';

export function WhatIfMenu({ scored, whatIf, onChange }: Props) {
  const { columns } = scored;
  const sum = (flags: ArrayLike<number>): number => Array.prototype.reduce.call(flags, (total: unknown, flag: unknown) => Number(total) + Number(flag), 0) as number;
  const ofType = (type: string): number => columns.type.reduce((total, at) => total + (columns.types[at] === type ? 1 : 0), 0);
  const types = [...new Set([...(columns.types.includes(OFFERED_TYPE) ? [OFFERED_TYPE] : []), ...whatIf.withoutTypes])];
  const others = columns.types.filter((type) => !types.includes(type)).sort();
  const events = [...new Set([...whatIf.withoutEvents, ...whatIf.severities.keys()])].filter((id) => scored.positionOf.has(id));
  const withType = (type: string, isOut: boolean): string | undefined => changed(whatIf, { withoutTypes: isOut ? [...whatIf.withoutTypes, type] : whatIf.withoutTypes.filter((other) => other !== type) });
  return (
    <Menu label="What if" title="Leave events out, or grade them otherwise, and see the difference" isActive={!isAsCoded(whatIf)}>
      <fieldset class="what-if">
        <legend>Without</legend>
        <Toggle label="indirect acts" events={sum(columns.indirect)} isOn={whatIf.withoutIndirect} onToggle={(isOn) => onChange(changed(whatIf, { withoutIndirect: isOn }))} />
        <Toggle label="unverified rows" events={sum(columns.unverified)} isOn={whatIf.withoutUnverified} onToggle={(isOn) => onChange(changed(whatIf, { withoutUnverified: isOn }))} />
        {types.map((type) => (
          <Toggle key={type} label={pluralOf(scored.codebook.get(type)?.label ?? type)} events={ofType(type)} isOn={whatIf.withoutTypes.includes(type)} onToggle={(isOn) => onChange(withType(type, isOn))} />
        ))}
        <label class="what-if-more">
          <span class="visually-hidden">Leave out all events of a type</span>
          <select
            value=""
            onChange={(event) => {
              if (event.currentTarget.value !== '') onChange(withType(event.currentTarget.value, true));
            }}
          >
            <option value="">another type…</option>
            {others.map((type) => (
              <option key={type} value={type}>
                {scored.codebook.get(type)?.label ?? type} ({ofType(type)})
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <fieldset class="what-if">
        <legend>Single events</legend>
        {events.map((id) => {
          const at = scored.positionOf.get(id)!;
          const record = scored.records[at]!;
          const value: EventChange = whatIf.withoutEvents.includes(id) ? 'left out' : (whatIf.severities.get(id) ?? 'as coded');
          return (
            <label key={id} class="what-if-event">
              <span title={record.summary}>
                {scored.figureEvents[at]!.title}, {knownDate(scored.columns.day[at]!, record.datePrecision)}: <span class="muted">{shorten(record.summary, 60)}</span>
              </span>
              <select value={String(value)} onChange={(event) => onChange(gradedEvent(whatIf, id, readChange(event.currentTarget.value)))}>
                <option value="left out">left out</option>
                {SEVERITIES.filter((severity) => severity !== record.severity).map((severity) => (
                  <option key={severity} value={String(severity)}>
                    severity {severity}
                  </option>
                ))}
                <option value="as coded">as coded ({record.severity})</option>
              </select>
            </label>
          );
        })}
        <p class="muted small">Choose “what if” beside an event in the table below, or on its page.</p>
      </fieldset>
      {isAsCoded(whatIf) ? null : (
        <button type="button" onClick={() => onChange(undefined)}>
          All as coded
        </button>
      )}
    </Menu>
  );
}

function Toggle({ label, events, isOn, onToggle }: { readonly label: string; readonly events: number; readonly isOn: boolean; readonly onToggle: (isOn: boolean) => void }) {
  return (
    <label class="what-if-toggle">
      <input type="checkbox" checked={isOn} disabled={events === 0 && !isOn} onChange={(event) => onToggle(event.currentTarget.checked)} />
      {label} <span class="muted num">{events}</span>
    </label>
  );
}

function readChange(text: string): EventChange {
  return SEVERITIES.find((severity) => String(severity) === text) ?? (text === 'left out' ? 'left out' : 'as coded');
}

/** Says loudly that a second line is shown, and what it makes of the index. */
export function WhatIfBanner({ series, scored, from, to, isIndexShown, onClear }: { readonly series: DailySeries; readonly scored: ScoredWhatIf; readonly from: number; readonly to: number; readonly isIndexShown: boolean; readonly onClear: () => void }) {
  const { overlay, words, leftOut } = scored;
  const largest = largestDifference(series, overlay, from, to);
  const index = valueOn(series, series.index, to)!;
  const end = overlayOn(overlay, to) ?? index;
  const difference = end - index;
  return (
    <div class="what-if-banner" role="status">
      <p>
        <strong>What if: {words}</strong> — not the published index.{leftOut > 0 ? ` ${count(leftOut, 'event')} left out.` : ''}{' '}
        <button type="button" class="link" onClick={onClear}>
          All as coded
        </button>
      </p>
      <p>
        {largest === undefined
          ? 'It changes nothing in this window.'
          : `On ${longDate(to)} ${plain(end)} instead of ${plain(index)} (${signed(difference)}); most on ${longDate(largest.day)}, ${plain(largest.other)} instead of ${plain(largest.index)} (${signed(largest.other - largest.index)}).`}{' '}
        {isIndexShown ? 'The second line shows it; everything else on this page is as published.' : 'Choose the view “Index” to see its line; everything on this page is as published.'}
      </p>
    </div>
  );
}
