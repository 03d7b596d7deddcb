/** The fields of an act, each with where its value comes from. */
import { parseDay } from '../../../models/calendar.ts';
import type { SheetAct } from '../../desk/sheet.ts';
import { useStateNames } from '../../desk/StateField.tsx';
import { DATA_LANGUAGE, knownDate, typeLabel, words } from '../../state/language.ts';
import { Origin } from './Origin.tsx';

export function ActFacts({ act }: { readonly act: SheetAct }) {
  const wording = words.value.desk;
  const fields = words.value.actForm.fields;
  const names = useStateNames();
  const { act: own } = act;
  const [first] = own.bearings;
  const day = parseDay(own.date);
  const name = (code = ''): string => (code === '' ? wording.noSide : (names.get(code) ?? code));
  return (
    <dl class="desk-facts">
      <dt>{fields.date}</dt>
      <dd>
        {day === undefined ? wording.noDate : knownDate(day, own.datePrecision)} <Origin act={act} field="date" />
      </dd>
      <dt>{fields.actor}</dt>
      <dd>
        {name(first?.actor)} <Origin act={act} field="actor" />
      </dd>
      <dt>{fields.target}</dt>
      <dd>
        {name(first?.target)} <Origin act={act} field="target" />
      </dd>
      {first && first.others.length > 0 ? (
        <>
          <dt>{fields.others}</dt>
          <dd>{first.others.map(name).join(', ')}</dd>
        </>
      ) : null}
      <dt>{fields.type}</dt>
      <dd>
        {own.type === '' ? wording.noSide : typeLabel(own.type)} <Origin act={act} field="type" />{' '}
        {first?.polarity == null ? null : (
          <span class="muted">{first.polarity === 1 ? wording.raises : wording.lowers}</span>
        )}
      </dd>
      <dt>{fields.summary}</dt>
      <dd lang={own.headline || own.summary ? DATA_LANGUAGE : undefined}>
        {own.summary || wording.noSide} <Origin act={act} field="summary" />
      </dd>
    </dl>
  );
}
