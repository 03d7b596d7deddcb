/** Some dyads by name, each of which can be taken out, and a field that adds another: one of the board, or any pair of states. */
import { useId } from 'preact/hooks';
import { Combobox } from '../components/Combobox.tsx';
import { words } from '../state/language.ts';
import { searchedWords } from '../state/listing.ts';
import { askForNames, nameTables } from '../state/nameTable.ts';
import type { NamedDyad } from './alertData.ts';
import type { RuleNames } from './ruleSentence.ts';

interface Props {
  readonly chosen: readonly string[];
  readonly dyads: readonly NamedDyad[];
  readonly names: RuleNames;
  readonly fault: string | undefined;
  readonly onChange: (dyads: readonly string[]) => void;
}

/** Pairs off the board that are offered at once. */
const OTHERS = 8;

export function DyadChips({ chosen, dyads, names, fault, onChange }: Props) {
  const wording = words.value.alertForm;
  const id = useId();
  const choicesFor = (text: string): { value: string; label: string; note: string }[] => {
    const asked = searchedWords(text);
    const found = dyads
      .filter(
        ({ id: dyad, name }) =>
          !chosen.includes(dyad) && asked.every((word) => `${name} ${dyad}`.toLowerCase().includes(word)),
      )
      .map(({ id: dyad, name }) => ({ value: dyad, label: name, note: dyad }));
    const here = new Set(dyads.map(({ id: dyad }) => dyad));
    const others = (nameTables.value?.pairsIn(text) ?? [])
      .filter(({ dyad }) => !here.has(dyad) && !chosen.includes(dyad))
      .slice(0, OTHERS)
      .map(({ dyad }) => ({ value: dyad, label: names.dyad(dyad), note: dyad }));
    return [...found, ...others];
  };
  return (
    <>
      {chosen.length === 0 ? null : (
        <ul class="alert-chips">
          {chosen.map((dyad) => (
            <li key={dyad}>
              <button
                type="button"
                class="chip"
                aria-label={wording.takeOut(names.dyad(dyad))}
                onClick={() => onChange(chosen.filter((one) => one !== dyad))}
              >
                {names.dyad(dyad)} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        key={`${id} ${chosen.length}`}
        label={wording.add}
        value=""
        text=""
        none={wording.noDyad}
        fault={fault}
        onFocus={askForNames}
        choicesFor={choicesFor}
        onChoose={(dyad) => dyad !== '' && onChange([...chosen, dyad])}
      />
    </>
  );
}
