/** The published models to choose from. */
import type { ModelSummary } from '../../models/contract/models.ts';
import { modelName } from '../state/modelName.ts';

interface Props {
  readonly label: string;
  readonly models: readonly ModelSummary[];
  /** hash */
  readonly value: string;
  /** @param model name@hash */
  readonly onChoose: (model: string) => void;
}

export function ModelChoice({ label, models, value, onChoose }: Props) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.selectedOptions[0]!.dataset['model']!)}>
        {models.map((one) => (
          <option key={one.hash} value={one.hash} data-model={`${one.name}@${one.hash}`}>
            {modelName(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
