/** What every new round is asked for: its title, and who codes second. */
import { TextField } from '../desk/ActForm.tsx';
import { words } from '../state/language.ts';

export interface RoundNamesGiven {
  readonly title: string;
  readonly secondCoder: string;
}

/** What is missing of the two, by field. */
export function missingNames({ title, secondCoder }: RoundNamesGiven): Map<string, string> {
  const { missing } = words.value.writing;
  return new Map(
    Object.entries({ title, secondCoder }).flatMap(([field, value]) => (value.trim() === '' ? [[field, missing]] : [])),
  );
}

interface Props {
  readonly given: RoundNamesGiven;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (given: RoundNamesGiven) => void;
}

export function RoundNames({ given, faults, onChange }: Props) {
  const wording = words.value.coding;
  return (
    <>
      <TextField
        label={wording.titleField}
        value={given.title}
        max={200}
        fault={faults.get('title')}
        onChange={(title) => onChange({ ...given, title })}
      />
      <TextField
        label={wording.secondCoder}
        value={given.secondCoder}
        max={100}
        fault={faults.get('secondCoder')}
        onChange={(secondCoder) => onChange({ ...given, secondCoder })}
      />
    </>
  );
}
