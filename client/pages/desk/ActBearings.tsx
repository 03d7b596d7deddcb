/** The pairs on which an act bears: those that it is coded for, and others that drafting offers. */
import type { DeskSession } from '../../desk/session.ts';
import { isDone, type SheetAct, withOffered, withoutBearing } from '../../desk/sheet.ts';
import { dyadOfBearing } from '../../desk/actDraft.ts';
import { words } from '../../state/language.ts';
import { useDyadNames } from './LineChange.tsx';

export function ActBearings({ session, act }: { readonly session: DeskSession; readonly act: SheetAct }) {
  const wording = words.value.desk;
  const forms = words.value.actForm;
  const nameOf = useDyadNames();
  const taken = act.act.bearings.slice(1).flatMap((bearing) => {
    const dyad = dyadOfBearing(bearing);
    return dyad === undefined ? [] : [{ ...bearing, dyad, isTaken: true }];
  });
  const rows = [...taken, ...act.offered.map((offer) => ({ ...offer, isTaken: false }))];
  if (rows.length === 0) return null;
  return (
    <fieldset class="desk-bearings" disabled={isDone(act)}>
      <legend>{wording.bears}</legend>
      {rows.map(({ dyad, role, polarity, severity, isTaken }) => (
        <label key={dyad}>
          <input
            type="checkbox"
            checked={isTaken}
            onChange={() =>
              session.change('bearing', act.id, (one) => (isTaken ? withoutBearing(one, dyad) : withOffered(one, dyad)))
            }
          />
          <b>{nameOf(dyad)}</b>
          <span class="muted">
            {[
              forms.roles[role],
              polarity === null ? '' : polarity === 1 ? wording.raises : wording.lowers,
              severity === null ? '' : `${forms.fields.severity} ${severity}`,
            ]
              .filter((part) => part !== '')
              .join(', ')}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
