/** What the first coder said against what the second said; a cell leads to the units behind it. */
import type { ShippedAgreement } from '../../models/contract/coding.ts';
import { words } from '../state/language.ts';
import { fieldName, valueText } from './codesText.ts';

type Confusion = ShippedAgreement['fields'][string]['pairs'][number]['confusion'];

export interface Cell {
  readonly field: string;
  readonly first: string;
  readonly second: string;
  readonly units: readonly string[];
}

export function ConfusionTable({
  field,
  confusion: { values, counts, units },
  chosen,
  onChoose,
}: {
  readonly field: string;
  readonly confusion: Confusion;
  readonly chosen: Cell | undefined;
  readonly onChoose: (cell: Cell) => void;
}) {
  const wording = words.value.coding;
  // A value that nobody gave has a row and a column of zeros: types are many.
  const used = values
    .map((_, i) => i)
    .filter((i) => counts[i]!.some((n) => n > 0) || counts.some((row) => row[i]! > 0));
  const caption = wording.confusion(fieldName(field));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table class="confusion-table">
        <caption>
          {caption} <span class="muted small">{wording.confusionNote}</span>
        </caption>
        <thead>
          <tr>
            <td />
            {used.map((column) => (
              <th key={column} scope="col">
                {valueText(field, values[column]!)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((row) => (
            <tr key={row}>
              <th scope="row">{valueText(field, values[row]!)}</th>
              {used.map((column) => {
                const count = counts[row]![column]!;
                const cell = { field, first: values[row]!, second: values[column]!, units: units[row]![column]! };
                const isChosen =
                  chosen?.field === field && chosen.first === cell.first && chosen.second === cell.second;
                return (
                  <td key={column} class={row === column ? 'num is-same' : 'num'}>
                    {count === 0 ? (
                      <span class="muted">·</span>
                    ) : (
                      <button type="button" aria-pressed={isChosen} onClick={() => onChoose(cell)}>
                        {count}
                        <span class="visually-hidden">
                          {' '}
                          {wording.cell(valueText(field, cell.first), valueText(field, cell.second))}
                        </span>
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
