/** Which dyads a rule watches: all, or some by name. */
import { useId } from 'preact/hooks';
import { Combobox } from '../components/Combobox.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { words } from '../state/language.ts';
import { searchedWords } from '../state/listing.ts';
import type { NamedDyad } from './alertData.ts';
import type { RuleNames } from './ruleSentence.ts';

interface Props {
  readonly chosen: 'all' | readonly string[];
  readonly dyads: readonly NamedDyad[];
  readonly names: RuleNames;
  readonly fault: string | undefined;
  readonly onChange: (dyads: 'all' | readonly string[]) => void;
}

export function DyadChoice({ chosen, dyads, names, fault, onChange }: Props) {
  const wording = words.value.alertForm;
  const id = useId();
  const some = chosen === 'all' ? [] : chosen;
  return (
    <fieldset class="alert-field">
      <legend>{wording.dyads}</legend>
      <Segmented
        label={wording.dyads}
        value={chosen === 'all' ? 'all' : 'some'}
        options={[
          { value: 'some', label: wording.some },
          { value: 'all', label: wording.all },
        ]}
        onChoose={(value) => onChange(value === 'all' ? 'all' : [])}
      />
      {chosen === 'all' ? null : (
        <>
          {some.length === 0 ? null : (
            <ul class="alert-chips">
              {some.map((dyad) => (
                <li key={dyad}>
                  <button
                    type="button"
                    class="chip"
                    aria-label={wording.takeOut(names.dyad(dyad))}
                    onClick={() => onChange(some.filter((one) => one !== dyad))}
                  >
                    {names.dyad(dyad)} <span aria-hidden="true">×</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Combobox
            key={`${id} ${some.length}`}
            label={wording.add}
            value=""
            text=""
            none={wording.noDyad}
            fault={fault}
            choicesFor={(text) => {
              const asked = searchedWords(text);
              return dyads
                .filter(
                  ({ id: dyad, name }) =>
                    !some.includes(dyad) && asked.every((word) => `${name} ${dyad}`.toLowerCase().includes(word)),
                )
                .map(({ id: dyad, name }) => ({ value: dyad, label: name, note: dyad }));
            }}
            onChoose={(dyad) => dyad !== '' && onChange([...some, dyad])}
          />
        </>
      )}
    </fieldset>
  );
}
