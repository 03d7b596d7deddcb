/** Names and codes of a table that no list knows: each is answered once, for all its rows. */
import type { CodeMeaning } from '../../models/importing/feedMapping.ts';
import { SEVERITIES } from '../../models/event.ts';
import { StateField, useStateNames } from '../desk/StateField.tsx';
import { useTypeNames, useTypes } from '../state/eventTypes.ts';
import { words } from '../state/language.ts';
import { answered, suggested, WordList } from '../tables/WordList.tsx';
import { TypeChoice } from '../tables/TypeChoice.tsx';
import type { TablePart } from './TableColumns.tsx';

/** Of an act of which nothing says how grave it is. */
const USUAL_SEVERITY = 3;

export function TableWords({ preview, said, change }: TablePart) {
  const wording = words.value.deskImport.words;
  const names = useStateNames();
  const types = useTypes();
  const typeName = useTypeNames();
  const { states, codes } = preview;
  const meaningOf = (key: string): CodeMeaning => {
    const type = types.find((one) => one.type === key);
    return type ? { type: key, polarity: type.polarity, severity: USUAL_SEVERITY } : null;
  };
  // What the server found stays, also where one answer is added: the first answer would else be the only one.
  const known = said.codes ?? {};
  const newStates = suggested(states);
  const newCodes = suggested(codes).map(([value, key]) => [value, meaningOf(key)] as const);
  const count = newStates.length + newCodes.length;
  return (
    <>
      {count > 1 ? (
        <p>
          <button
            type="button"
            class="primary"
            onClick={() =>
              change({
                names: { ...said.names, ...Object.fromEntries(newStates) },
                codes: { ...known, ...Object.fromEntries(newCodes) },
              })
            }
          >
            {wording.acceptAll(count)}
          </button>
        </p>
      ) : null}
      <WordList
        title={wording.states}
        list={states}
        nameOf={(code) => names.get(code) ?? code}
        onAnswer={(value, answer) => change({ names: answered(said.names, value, answer) })}
        other={(value, choose) => <StateField label={wording.other(value)} value="" onChange={choose} />}
      />
      <WordList
        title={wording.types}
        list={codes}
        nameOf={typeName}
        onAnswer={(value, answer) =>
          change({ codes: answered(known, value, answer === undefined ? undefined : meaningOf(answer)) })
        }
        other={(value, choose) => <TypeChoice value={value} onChoose={choose} />}
        more={({ value }) => {
          const meaning = known[value];
          if (!meaning) return null;
          return (
            <select
              aria-label={words.value.tableFeed.severityOf(value)}
              value={meaning.severity}
              onChange={(event) => {
                const severity = SEVERITIES.find((grade) => String(grade) === event.currentTarget.value);
                if (severity) change({ codes: { ...known, [value]: { ...meaning, severity } } });
              }}
            >
              {SEVERITIES.map((grade) => (
                <option key={grade} value={grade}>
                  {words.value.tableFeed.severity(grade)}
                </option>
              ))}
            </select>
          );
        }}
      />
    </>
  );
}
