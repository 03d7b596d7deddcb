/** Names and types that no table knows, each once, with suggestions: an answer holds for all rows alike. */
import type { ImportPreview } from '../../../models/contract/importPreview.ts';
import { StateField, useStateNames } from '../../desk/StateField.tsx';
import { useTypes } from '../../desk/TypeField.tsx';
import { typeLabel, words } from '../../state/language.ts';
import type { PartProps } from './FileFacts.tsx';

type Word = ImportPreview['states'][number];

export function OpenWords({ preview, change }: PartProps) {
  const wording = words.value.deskImport.words;
  const names = useStateNames();
  const types = useTypes();
  const { states, types: typed, mapping } = preview;
  const stateName = (code: string): string => names.get(code) ?? code;
  const typeName = (key: string): string => {
    const type = types.find(({ type }) => type === key);
    return type ? typeLabel(type.type, type.label) : key;
  };
  const suggested = (all: readonly Word[]): Record<string, string> =>
    Object.fromEntries(
      all.flatMap(({ value, answer, suggestions: [first] }) =>
        answer === null && first !== undefined ? [[value, first]] : [],
      ),
    );
  const [newStates, newTypes] = [suggested(states), suggested(typed)];
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
        other={(value, choose) => (
          <select aria-label={wording.other(value)} value="" onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{wording.choose}</option>
            {types.map(({ type }) => (
              <option key={type} value={type}>
                {typeName(type)}
              </option>
            ))}
          </select>
        )}
      />
    </>
  );
}

/** @param answer undefined takes the answer back */
function answered(
  answers: Readonly<Record<string, string>> | undefined,
  value: string,
  answer: string | undefined,
): Record<string, string> {
  const { [value]: _before, ...others } = answers ?? {};
  return answer === undefined ? others : { ...others, [value]: answer };
}

interface ListProps {
  readonly title: string;
  readonly list: readonly Word[];
  readonly nameOf: (meant: string) => string;
  readonly onAnswer: (value: string, answer: string | undefined) => void;
  readonly other: (value: string, choose: (answer: string) => void) => preact.ComponentChildren;
}

function WordList({ title, list, nameOf, onAnswer, other }: ListProps) {
  const wording = words.value.deskImport.words;
  if (list.length === 0) return null;
  return (
    <section class="import-words" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {list.map(({ value, rows, answer, suggestions }) => (
          <li key={value}>
            <span>
              “{value}” <span class="muted small">{wording.rows(rows)}</span>
            </span>
            {answer === null ? (
              <span class="desk-buttons">
                {suggestions.map((meant) => (
                  <button
                    key={meant}
                    type="button"
                    aria-label={wording.accept(value, nameOf(meant))}
                    onClick={() => onAnswer(value, meant)}
                  >
                    {nameOf(meant)}
                  </button>
                ))}
                {other(value, (chosen) => chosen !== '' && onAnswer(value, chosen))}
                <button type="button" aria-label={wording.leaveOut(value)} onClick={() => onAnswer(value, '')}>
                  {wording.leaveOutShort}
                </button>
              </span>
            ) : (
              <span class="desk-buttons">
                → {answer === '' ? wording.leftOut : nameOf(answer)}
                <button type="button" aria-label={wording.change(value)} onClick={() => onAnswer(value, undefined)}>
                  {wording.changeShort}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
