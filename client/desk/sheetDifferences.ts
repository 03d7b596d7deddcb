/** In what two states of one sheet differ. Pure. */
import type { Sheet, SheetAct } from './sheet.ts';
import { changedFields } from './changedFields.ts';

export interface SheetDifferences {
  readonly isTextOther: boolean;
  readonly onlyHere: readonly SheetAct[];
  readonly onlyThere: readonly SheetAct[];
  readonly changed: readonly {
    readonly here: SheetAct;
    readonly there: SheetAct;
    readonly fields: readonly string[];
  }[];
}

export function sheetDifferences(here: Sheet, there: Sheet): SheetDifferences {
  const theirs = new Map(there.acts.map((act) => [act.id, act]));
  const mine = new Set(here.acts.map(({ id }) => id));
  return {
    isTextOther: here.text !== there.text,
    onlyHere: here.acts.filter(({ id }) => !theirs.has(id)),
    onlyThere: there.acts.filter(({ id }) => !mine.has(id)),
    changed: here.acts.flatMap((act) => {
      const other = theirs.get(act.id);
      if (!other) return [];
      const fields = [...(act.state === other.state ? [] : ['state']), ...changedFields(other.act, act.act)];
      return fields.length === 0 ? [] : [{ here: act, there: other, fields }];
    }),
  };
}
