/** `tension fit`: weights that best order the expert judgements, pulled towards the model's own, with the score of judgements left out. */
import { DEFAULT_FIT, fitToJudgements } from '../../models/fit.ts';
import { testedJudgements } from '../../models/judgement.ts';
import type { Config } from '../config.ts';
import { numberTyped } from './askedDyad.ts';
import { runLong } from './longTask.ts';
import { shippedColumns } from './shippedColumns.ts';
import { shippedModel } from './shippedModel.ts';
import { print, printJson, table } from './terminal.ts';

export interface FitOptions {
  readonly ridge: string;
  readonly model?: string;
  readonly json?: boolean;
}

/** Weights that fit on a screen. */
const SHOWN = 15;

export async function fitCommand(config: Config, { ridge: typed, model: name, json }: FitOptions): Promise<number> {
  const ridge = numberTyped('--ridge', typed, 1e-6, 1e6);
  const { reference, model } = await shippedModel(config, name);
  const { columns } = await shippedColumns(reference);
  const { definition, hash } = model;
  const tested = testedJudgements(reference.judgements, columns, definition);
  const fit = await runLong(
    'Fitting',
    'judgement',
    fitToJudgements(tested, columns, definition, { ...DEFAULT_FIT, ridge }),
  );
  const weights = Object.entries(fit.model.types)
    .map(([type, { weight }]) => ({ type, from: definition.types[type]!.weight, to: weight }))
    .sort((a, b) => Math.abs(b.to - b.from) / Math.max(b.from, 1) - Math.abs(a.to - a.from) / Math.max(a.from, 1));
  const judgements = tested.length;
  if (json)
    printJson({
      model: { name: definition.name, version: definition.version, hash },
      ridge,
      judgements,
      priorAgrees: fit.priorAgrees,
      agrees: fit.agrees,
      crossValidated: fit.crossValidated,
      weights,
      results: fit.judgements,
    });
  else
    print(
      [
        `${definition.name} ${definition.version} (${hash}) fitted to ${judgements} judgements, ridge ${ridge}, on the events shipped in data/events`,
        '',
        table(
          [
            { head: 'Orders', align: 'left' },
            { head: 'of ' + judgements, align: 'right' },
          ],
          [
            ['the model as it is', String(fit.priorAgrees)],
            ['fitted, judgements that it has seen', String(fit.agrees)],
            ['fitted to the others, each left out once (cross-validated)', String(fit.crossValidated)],
          ],
        ),
        '',
        table(
          ['Type', 'Weight', 'Fitted', 'Change'].map((head) => ({ head, align: head === 'Type' ? 'left' : 'right' })),
          weights
            .slice(0, SHOWN)
            .map(({ type, from, to }) => [
              type,
              String(from),
              to.toFixed(2),
              from === 0 ? '–' : `${to > from ? '+' : ''}${(100 * (to / from - 1)).toFixed(0)}%`,
            ]),
        ),
        `The ${SHOWN} of ${weights.length} weights that moved farthest; --json gives all. The score to report is the cross-validated one.${fit.crossValidated <= fit.priorAgrees ? ' The fit orders no more than the model did: these judgements give no reason to change it.' : ''}`,
      ].join('\n'),
    );
  return 0;
}
