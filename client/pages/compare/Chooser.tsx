/** Which lines are compared. */
import type { Board } from '../../../models/contract/board.ts';
import type { ModelSummary } from '../../../models/contract/models.ts';
import { METHOD_NAMES } from '../../../models/methods/method.ts';
import { LineChooser } from '../../components/LineChooser.tsx';
import type { CompareView } from '../../state/compareView.ts';
import { dyadName } from '../../state/countryNames.ts';
import { words } from '../../state/language.ts';
import { modelName } from '../../state/modelName.ts';

interface ChooserProps {
  readonly view: CompareView;
  readonly dyads: readonly string[];
  readonly models: readonly string[];
  readonly positions: readonly (number | undefined)[];
  readonly board: Board['dyads'];
  readonly published: readonly ModelSummary[];
  readonly onChange: (changes: Partial<CompareView>) => void;
}

export function Chooser({ view, dyads, models, positions, board, published, onChange }: ChooserProps) {
  const wording = words.value.compare;
  const hasFirst = view.arrangement === 'difference';
  const dyadChoices = board.map(({ id, name }) => ({ value: id, label: dyadName(id, name) }));
  const nameOf = (id: string): string => dyadName(id, board.find((dyad) => dyad.id === id)?.name ?? id);
  const [dyad] = dyads;
  const dyadSelect =
    dyad === undefined ? null : (
      <DyadSelect
        dyad={dyad}
        choices={dyadChoices}
        onChoose={(id) => onChange({ dyads: [id, ...dyads.slice(1).filter((other) => other !== id)] })}
      />
    );
  if (view.by === 'dyads')
    return (
      <LineChooser
        label={wording.dyadsCompared}
        noun={wording.nouns.dyad}
        least={2}
        hasFirst={hasFirst}
        chosen={dyads.map((id, i) => ({
          position: positions[i],
          value: id,
          label: nameOf(id),
          short: id,
          href: `/d/${id}`,
        }))}
        available={dyadChoices}
        onChange={(values) => onChange({ dyads: values })}
      />
    );
  if (view.by === 'models') {
    const choices = published.map(({ name, version }) => ({
      value: `${name}@${version}`,
      label: modelName({ name, version }),
    }));
    return (
      <LineChooser
        label={wording.modelsCompared}
        noun={wording.nouns.model}
        least={1}
        hasFirst={hasFirst}
        chosen={models.map((value, i) => ({
          position: positions[i],
          value,
          label: choices.find((choice) => choice.value === value)?.label ?? value,
          href: `/m/${value}`,
        }))}
        available={choices}
        onChange={(values) => onChange({ models: values })}
      >
        {dyadSelect}
      </LineChooser>
    );
  }
  return (
    <LineChooser
      label={wording.methodsCompared}
      noun={wording.nouns.method}
      least={2}
      hasFirst={hasFirst}
      chosen={view.methods.map((value, position) => ({ position, value, label: words.value.methods[value].label }))}
      available={METHOD_NAMES.map((value) => ({ value, label: words.value.methods[value].label }))}
      onChange={(values) =>
        onChange({
          methods: METHOD_NAMES.filter((name) => values.includes(name)).toSorted(
            (a, b) => values.indexOf(a) - values.indexOf(b),
          ),
        })
      }
    >
      {dyadSelect}
    </LineChooser>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The dyad on which models or methods are compared. */
function DyadSelect({
  dyad,
  choices,
  onChoose,
}: {
  readonly dyad: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (dyad: string) => void;
}) {
  return (
    <select
      aria-label={words.value.compare.dyad}
      value={dyad}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {choices.some(({ value }) => value === dyad) ? null : <option value={dyad}>{dyad}</option>}
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
