/** What golden.test.ts runs inside Chromium: the models and the rows of the tests, nothing else. */
import { explainMove } from '../../models/move.ts';
import { basisOf } from '../../models/basis.ts';
import { eventColumns } from '../../models/eventColumns.ts';
import { scoreOf } from '../../models/score.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { GOLDEN_LAST_DAY, type GoldenSeries, goldenSeries } from '../models/goldenSeries.ts';
import { codebookOfRows, eventOfRow, type Row } from '../models/rows.ts';

export interface Computed {
  readonly golden: GoldenSeries;
  /** every day of the tension */
  readonly tension: readonly number[];
  /** the shares of the move over the whole history */
  readonly shares: readonly number[];
}

export function compute(
  dyad: string,
  rows: readonly Row[],
  codebookRows: readonly Row[],
  model: ModelDefinition,
): Computed {
  const codebook = codebookOfRows(codebookRows);
  const columns = eventColumns(dyad, rows.map(eventOfRow), codebook);
  const firstDay = columns.day[0]!;
  return {
    golden: goldenSeries(dyad, rows, codebook, model),
    tension: [...scoreOf(basisOf(columns, model, firstDay, GOLDEN_LAST_DAY), model).tension],
    shares: explainMove(columns, model, firstDay - 1, GOLDEN_LAST_DAY).new.map((cause) => cause.indexPoints),
  };
}
