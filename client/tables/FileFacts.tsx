/** What was read of the file, and the one question that holds for all of it: the order of day and month. */
import { epochDay } from '../../models/calendar.ts';
import type { ImportPreview } from '../../models/contract/importPreview.ts';
import { DATE_ORDERS, type DateOrder } from '../../models/writtenDate.ts';
import { longDate, words } from '../state/language.ts';

/** What a preview says of a file as a whole. */
interface Facts {
  readonly file: ImportPreview['file'];
  readonly counts: { readonly rows: number };
  readonly questions: Pick<ImportPreview['questions'], 'dates'>;
  readonly dateOrder: DateOrder | null;
  /** the kept mapping that was taken */
  readonly kept?: string | null;
}

interface Props {
  readonly preview: Facts;
  /** whether the reader said how dates are read */
  readonly isOrderGiven: boolean;
  /** no argument: all is guessed again */
  readonly change: (changed?: {
    dates?: DateOrder | undefined;
    sheet?: string;
    columns?: Record<string, never>;
  }) => void;
}

export function FileFacts({ preview, isOrderGiven, change }: Props) {
  const wording = words.value.deskImport;
  const { file, counts, kept = null, dateOrder } = preview;
  return (
    <>
      <p>
        {wording.facts(counts.rows, file.headerLine)}{' '}
        {file.above.length === 0 ? null : wording.above(file.above.map(({ text }) => `“${text}”`).join(', '))}{' '}
        {file.encoding === null || file.encoding === 'utf-8'
          ? null
          : wording.encoding(file.encoding, file.isEncodingGuessed)}
      </p>
      {file.sheets.length > 1 ? (
        <p>
          <label>
            {wording.sheet}{' '}
            <select
              value={file.sheet ?? ''}
              onChange={(event) => change({ sheet: event.currentTarget.value, columns: {} })}
            >
              {file.sheets.map((sheet) => (
                <option key={sheet} value={sheet}>
                  {sheet}
                </option>
              ))}
            </select>
          </label>
        </p>
      ) : null}
      {kept === null ? null : (
        <p>
          {wording.keptTaken(kept)}{' '}
          <button type="button" onClick={() => change()}>
            {wording.startAfresh}
          </button>
        </p>
      )}
      <DateQuestion preview={preview} change={change} />
      {dateOrder === null ? null : (
        <p>
          {wording.dates.decided[dateOrder]}{' '}
          {!isOrderGiven ? null : (
            <button type="button" onClick={() => change({ dates: DATE_ORDERS.find((order) => order !== dateOrder) })}>
              {wording.dates.other[dateOrder]}
            </button>
          )}
        </p>
      )}
    </>
  );
}

function DateQuestion({ preview, change }: Pick<Props, 'preview' | 'change'>) {
  const wording = words.value.deskImport.dates;
  const question = preview.questions.dates;
  const [example] = question?.examples ?? [];
  if (!question || !example) return null;
  const dates = { 'day-first': example.dayFirst, 'month-first': example.monthFirst };
  return (
    <fieldset class="import-question">
      <legend>{wording.title}</legend>
      <p>
        {wording.why(example.value)} {question.isMixed ? wording.mixed : null}
      </p>
      <p class="desk-buttons">
        {DATE_ORDERS.map((order) => (
          <button key={order} type="button" onClick={() => change({ dates: order })}>
            {wording[order](longDate(epochDay(dates[order])))}
          </button>
        ))}
      </p>
    </fieldset>
  );
}
