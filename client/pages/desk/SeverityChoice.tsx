/** Severity by one key, with what the rubric says of it for this type. */
import type { RubricResponse } from '../../../models/contract/rubric.ts';
import { SEVERITIES } from '../../../models/event.ts';
import { Segmented } from '../../components/Segmented.tsx';
import type { DeskSession } from '../../desk/session.ts';
import { graded, type SheetAct } from '../../desk/sheet.ts';
import { levelsOf } from '../../desk/TypeField.tsx';
import { words } from '../../state/language.ts';
import { useResource } from '../../state/resource.ts';
import { Origin } from './Origin.tsx';

export function SeverityChoice({ session, act }: { readonly session: DeskSession; readonly act: SheetAct }) {
  const wording = words.value;
  const { data } = useResource<RubricResponse>('/api/v1/rubric');
  const levels = levelsOf(act.act.type, data);
  const severity = act.act.bearings[0]?.severity ?? null;
  return (
    <div class="desk-severity">
      <span>
        {wording.actForm.fields.severity} <Origin act={act} field="severity" />
      </span>
      <Segmented
        label={wording.actForm.fields.severity}
        value={severity === null ? undefined : String(severity)}
        options={SEVERITIES.map((grade) => ({
          value: String(grade),
          label: String(grade),
          title: levels[grade - 1] ?? String(grade),
        }))}
        onChoose={(grade) => session.change('correct', act.id, (one) => graded(one, Number(grade)))}
      />
      <span class="muted small">{severity === null ? wording.desk.severityKeys : (levels[severity - 1] ?? '')}</span>
    </div>
  );
}
