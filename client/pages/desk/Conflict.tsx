/** Two have changed one text: what differs, and what is to stand. */
import { Notice } from '../../components/Notice.tsx';
import type { DeskSession } from '../../desk/session.ts';
import type { Sheet } from '../../desk/sheet.ts';
import { sheetDifferences } from '../../desk/sheetDifferences.ts';
import { words } from '../../state/language.ts';
import { useActTitle } from './ActRow.tsx';

export function TabConflict({ session }: { readonly session: DeskSession }) {
  const other = session.other.value;
  if (!other) return null;
  return (
    <Differing
      title={words.value.desk.conflict}
      mine={session.sheet.value}
      theirs={other}
      onTheirs={() => session.decide('theirs')}
      onMine={() => session.decide('mine')}
      onBoth={() => session.decide('both')}
    />
  );
}

interface Props {
  readonly title: string;
  readonly mine: Sheet;
  readonly theirs: Sheet;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
  readonly onBoth?: () => void;
}

export function Differing({ title, mine, theirs, onTheirs, onMine, onBoth }: Props) {
  const wording = words.value.desk;
  const fieldNames: Readonly<Record<string, string>> = words.value.actForm.fields;
  const titleOf = useActTitle();
  const { isTextOther, onlyHere, onlyThere, changed } = sheetDifferences(mine, theirs);
  return (
    <Notice kind="error" title={title}>
      {wording.conflictDiffers}
      <ul>
        {isTextOther ? <li>{wording.conflictTheText}</li> : null}
        {onlyHere.map((act) => (
          <li key={act.id}>{wording.conflictOnlyHere(titleOf(act))}</li>
        ))}
        {onlyThere.map((act) => (
          <li key={act.id}>{wording.conflictOnlyThere(titleOf(act))}</li>
        ))}
        {changed.map(({ here, there, fields }) => (
          <li key={here.id}>
            {fields[0] === 'state'
              ? wording.conflictBoth(titleOf(here), wording.states[here.state], wording.states[there.state])
              : `${titleOf(here)}: ${fields.map((field) => fieldNames[field] ?? wording.bears).join(', ')}`}
          </li>
        ))}
      </ul>
      <p class="desk-buttons">
        <button type="button" onClick={onTheirs}>
          {wording.conflictTheirs}
        </button>
        <button type="button" onClick={onMine}>
          {wording.conflictMine}
        </button>
        {onBoth ? (
          <button type="button" onClick={onBoth}>
            {wording.conflictKeepBoth}
          </button>
        ) : null}
      </p>
    </Notice>
  );
}
