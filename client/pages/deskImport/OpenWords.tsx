/** Names and types that no table knows, each once, with suggestions: an answer holds for all rows alike. */
import { StateField, useStateNames } from '../../desk/StateField.tsx';
import { useTypeNames } from '../../state/eventTypes.ts';
import { words } from '../../state/language.ts';
import { answered, suggested, WordList } from '../../tables/WordList.tsx';
import { TypeChoice } from '../../tables/TypeChoice.tsx';
import type { PartProps } from './useImport.ts';

export function OpenWords({ preview, change }: PartProps) {
  const wording = words.value.deskImport.words;
  const names = useStateNames();
  const { states, types: typed, mapping } = preview;
  const stateName = (code: string): string => names.get(code) ?? code;
  const typeName = useTypeNames();
  const newStates = Object.fromEntries(suggested(states));
  const newTypes = Object.fromEntries(suggested(typed));
  const count = Object.keys(newStates).length + Object.keys(newTypes).length;
  return (
    <>
      {count > 1 ? (
        <p>
          <button
            type="button"
            class="primary"
            onClick={() =>
              change({ states: { ...mapping.states, ...newStates }, types: { ...mapping.types, ...newTypes } })
            }
          >
            {wording.acceptAll(count)}
          </button>
        </p>
      ) : null}
      <WordList
        title={wording.states}
        list={states}
        nameOf={stateName}
        onAnswer={(value, answer) => change({ states: answered(mapping.states, value, answer) })}
        other={(value, choose) => <StateField label={wording.other(value)} value="" onChange={choose} />}
      />
      <WordList
        title={wording.types}
        list={typed}
        nameOf={typeName}
        onAnswer={(value, answer) => change({ types: answered(mapping.types, value, answer) })}
        other={(value, choose) => <TypeChoice value={value} onChoose={choose} />}
      />
    </>
  );
}
