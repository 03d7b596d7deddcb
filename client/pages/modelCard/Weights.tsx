/** What each type of event weighs in a model, and how long it lasts. */
import { useMemo, useState } from 'preact/hooks';
import type { CodebookResponse } from '../../../models/contract/codebook.ts';
import type { ModelDetail } from '../../../models/contract/models.ts';
import { CATEGORIES, type Category } from '../../../models/codebook.ts';
import { CategoryMark } from '../../components/CategoryMark.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { language, typeDefinition, typeLabel, words } from '../../state/language.ts';

type Sort = 'label' | 'category' | 'weight' | 'hold' | 'halfLife';

interface TypeRow {
  readonly type: string;
  readonly label: string;
  readonly definition: string;
  readonly category: Category;
  readonly polarity: number;
  readonly weight: number;
  readonly hold: number;
  readonly halfLife: number;
}

export function Weights({
  model,
  codebook,
}: {
  readonly model: ModelDetail;
  readonly codebook: CodebookResponse | undefined;
}) {
  const wording = words.value.modelCard;
  const [sort, setSort] = useState<Sort>('weight');
  const [isDescending, setDescending] = useState(true);
  const rows = useMemo(() => {
    const types = new Map(codebook?.types.map((type) => [type.type, type]));
    const all = Object.entries(model.definition.types).map(([type, parameters]): TypeRow => {
      const known = types.get(type);
      return {
        type,
        label: typeLabel(type, known?.label),
        definition: typeDefinition(type, known?.definition),
        category: known?.category ?? 'other',
        polarity: known?.polarity ?? 1,
        weight: parameters.weight,
        hold: parameters.holdDays,
        halfLife: parameters.halfLifeDays,
      };
    });
    const byLabel = (a: TypeRow, b: TypeRow): number => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
    const compare: Readonly<Record<Sort, (a: TypeRow, b: TypeRow) => number>> = {
      label: byLabel,
      category: (a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category),
      weight: (a, b) => a.weight - b.weight,
      hold: (a, b) => a.hold - b.hold,
      halfLife: (a, b) => a.halfLife - b.halfLife,
    };
    return all.sort((a, b) => (isDescending ? -1 : 1) * compare[sort](a, b) || byLabel(a, b));
  }, [model, codebook, sort, isDescending, language.value]);
  const sortBy = (chosen: Sort): void => {
    setDescending(chosen === sort ? !isDescending : chosen !== 'label' && chosen !== 'category');
    setSort(chosen);
  };
  const heaviest = Math.max(...rows.map((row) => row.weight), 1);
  return (
    <section aria-labelledby="weights-title">
      <h2 id="weights-title">{wording.weights}</h2>
      <p class="muted small">{wording.weightsNote}</p>
      <DataTable
        class="weights"
        scroll={{ 'aria-label': wording.weightsLabel }}
        rows={rows}
        rowKey={({ type }) => type}
        sorting={{ by: sort, isDescending, onSort: sortBy }}
        columns={[
          {
            key: 'label',
            heading: wording.columns.label,
            sort: 'label',
            isRowHeading: true,
            cell: ({ label, definition }) => (
              <>
                {label}
                <span class="muted small"> {definition}</span>
              </>
            ),
          },
          {
            key: 'category',
            heading: wording.columns.category,
            sort: 'category',
            cell: ({ category }) => <CategoryMark category={category} hasName />,
          },
          {
            key: 'weight',
            heading: wording.columns.weight,
            sort: 'weight',
            class: 'num',
            cellClass: () => 'num weight-cell',
            cell: ({ weight }) => (
              <>
                <svg class="weight-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(weight / heaviest) * 100} height="8" />
                </svg>
                {weight}
              </>
            ),
          },
          { key: 'hold', heading: wording.columns.hold, sort: 'hold', class: 'num', cell: ({ hold }) => hold },
          {
            key: 'halfLife',
            heading: wording.columns.halfLife,
            sort: 'halfLife',
            class: 'num',
            cell: ({ halfLife }) => halfLife,
          },
          {
            key: 'usual',
            heading: wording.usual,
            cell: ({ polarity }) => (polarity === 1 ? wording.raises : wording.lowers),
          },
        ]}
      />
    </section>
  );
}
