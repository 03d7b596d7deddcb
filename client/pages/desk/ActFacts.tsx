/** The fields of an act, each with where its value comes from. */
import { parseDay } from '../../../models/calendar.ts';
import type { SheetAct } from '../../desk/sheet.ts';
import { useStateNames } from '../../desk/StateField.tsx';
import { useTypeNames } from '../../state/eventTypes.ts';
import { knownDate, words } from '../../state/language.ts';
import { Origin } from './Origin.tsx';

export function ActFacts({ act, language }: { readonly act: SheetAct; readonly language: 'en' | 'ko' }) {
  const wording = words.value.desk;
  const fields = words.value.actForm.fields;
  const names = useStateNames();
  const typeName = useTypeNames();
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
        {typeName(own.type) || wording.noSide} <Origin act={act} field="type" />{' '}
        {first?.polarity == null ? null : (
          <span class="muted">{first.polarity === 1 ? wording.raises : wording.lowers}</span>
        )}
      </dd>
      <dt>{fields.summary}</dt>
      <dd lang={language}>
        {own.summary || wording.noSide} <Origin act={act} field="summary" />
      </dd>
    </dl>
  );
}
