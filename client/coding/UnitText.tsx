/** A unit as a coder sees it: who towards whom, when, what the source says. */
import type { CodedUnit } from '../../models/contract/coding.ts';
import { epochDay } from '../../models/calendar.ts';
import { knownDate } from '../state/language.ts';
import { useStateNames } from '../desk/StateField.tsx';

type Shown = Omit<CodedUnit, 'yours' | 'version'>;

export function UnitText({ unit }: { readonly unit: Shown }) {
  const names = useStateNames();
  const name = (code: string): string => names.get(code) ?? code;
  const { dyad, date, datePrecision, actor, target, others, summary, sourceName, sourceUrl } = unit;
  return (
    <div class="coding-unit">
      <p class="muted small">
        {dyad.split('-').map(name).join(' – ')} ·{' '}
        <time dateTime={date}>{knownDate(epochDay(date), datePrecision)}</time> · {name(actor)} → {name(target)}
        {others.length > 0 ? ` · ${others.map(name).join(', ')}` : null}
      </p>
      <p class="coding-summary">{summary}</p>
      <p class="small">
        {sourceUrl === '' ? (
          sourceName
        ) : (
          <a href={sourceUrl} rel="noreferrer">
            {sourceName}
          </a>
        )}
      </p>
    </div>
  );
}
