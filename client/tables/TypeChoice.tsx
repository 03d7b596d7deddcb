/** Every kind of act, for a word that no suggestion fits. */
import { useTypeNames, useTypes } from '../state/eventTypes.ts';
import { words } from '../state/language.ts';

interface Props {
  /** the word in the file */
  readonly value: string;
  readonly onChoose: (type: string) => void;
}

export function TypeChoice({ value, onChoose }: Props) {
  const wording = words.value.deskImport.words;
  const typeName = useTypeNames();
  return (
    <select aria-label={wording.other(value)} value="" onChange={(event) => onChoose(event.currentTarget.value)}>
      <option value="">{wording.choose}</option>
      {useTypes().map(({ type }) => (
        <option key={type} value={type}>
          {typeName(type)}
        </option>
      ))}
    </select>
  );
}
