/** Which column of a table is what for a feed, and what its own values and years mean. */
import { useId } from 'preact/hooks';
import type { FeedPreview } from '../../models/contract/feedPreview.ts';
import { CONSTANT_SIDES, type FeedColumn } from '../../models/importing/feedColumnNames.ts';
import type { FeedDraft } from '../../models/importing/feedMapping.ts';
import { words } from '../state/language.ts';
import { ColumnTable } from '../tables/ColumnTable.tsx';

export interface TablePart {
  readonly preview: FeedPreview;
  readonly said: FeedDraft;
  readonly change: (changed?: Partial<FeedDraft>) => void;
}

/** What most tables do without. */
const RARE: readonly FeedColumn[] = ['month', 'day', 'id', 'text'];

export function TableColumns(part: TablePart) {
  const wording = words.value.tableFeed;
  const { columns, questions } = part.preview;
  const isShown = ({ column, heading, isNeeded }: FeedPreview['columns'][number]): boolean =>
    isNeeded || heading !== null || !RARE.includes(column);
  const labels = questions.missing.map((column) =>
    column === 'code' ? wording.codeTextOrValue : wording.columns[column],
  );
  return (
    <section aria-labelledby="table-columns">
      <h3 id="table-columns">{words.value.deskImport.columns.title}</h3>
      {labels.length === 0 ? null : (
        <p class="import-question" role="status">
          {words.value.deskImport.columns.missing(labels.join(', '))}
        </p>
      )}
      <Columns part={part} columns={columns.filter(isShown)} />
      <details>
        <summary>{words.value.deskImport.columns.more}</summary>
        <Columns part={part} columns={columns.filter((column) => !isShown(column))} />
      </details>
      <Years {...part} />
      <Scale {...part} />
    </section>
  );
}

function Columns({
  part: { preview, said, change },
  columns,
}: {
  readonly part: TablePart;
  readonly columns: FeedPreview['columns'];
}) {
  const wording = words.value.tableFeed;
  const sides: readonly FeedColumn[] = CONSTANT_SIDES;
  return (
    <ColumnTable
      file={preview.file}
      columns={columns}
      labelOf={(column) => wording.columns[column]}
      onHeading={(column, heading) => change({ columns: { ...preview.mapping.columns, [column]: heading } })}
      constantOf={(column) =>
        sides.includes(column) ? (said.constants?.[column as 'actor' | 'target'] ?? '') : undefined
      }
      onConstant={(column, value) => change({ constants: { ...said.constants, [column]: value.toUpperCase() } })}
    />
  );
}

const DAYS_OF_YEARS = ['01-01', '07-01'] as const;

/** Rows of which the file knows the year alone. */
function Years({ preview, said, change }: TablePart) {
  const wording = words.value.tableFeed.years;
  const id = useId();
  if (!preview.questions.years && said.yearsOn === undefined) return null;
  return (
    <p class={preview.questions.years ? 'import-question' : undefined}>
      <label for={id}>{wording.title}</label>{' '}
      <select
        id={id}
        value={said.yearsOn ?? ''}
        onChange={(event) => change({ yearsOn: event.currentTarget.value || undefined })}
      >
        <option value="">{wording.leaveOut}</option>
        {DAYS_OF_YEARS.map((day) => (
          <option key={day} value={day}>
            {wording[day]}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Which way the values of the file count. */
function Scale({ preview, said, change }: TablePart) {
  const wording = words.value.tableFeed.scale;
  const id = useId();
  if (!preview.values) return null;
  const { zero = 0, times = 1 } = said.scale ?? {};
  const { least, most } = preview.values;
  return (
    <div class="table-scale">
      <p>{wording.found(least, most)}</p>
      <p class="desk-buttons">
        <label for={`${id}-way`}>{wording.way}</label>
        <select
          id={`${id}-way`}
          value={times < 0 ? 'above' : 'below'}
          onChange={(event) =>
            change({ scale: { zero, times: Math.abs(times) * (event.currentTarget.value === 'above' ? -1 : 1) } })
          }
        >
          <option value="below">{wording.below}</option>
          <option value="above">{wording.above}</option>
        </select>
        <label for={`${id}-zero`}>{wording.zero}</label>
        <input
          id={`${id}-zero`}
          type="number"
          step="any"
          value={zero}
          onChange={(event) => change({ scale: { zero: Number(event.currentTarget.value) || 0, times } })}
        />
      </p>
    </div>
  );
}
