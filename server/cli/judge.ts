/** `tension judge`: how many judgements a model orders as the experts did, beside naive rules. */
import { mean } from 'simple-statistics';
import { seededRandom } from '../../models/random.ts';
import { judge, type Judgement, type JudgementResult, testedJudgements } from '../../models/judgement.ts';
import type { ModelDefinition } from '../../models/model.ts';
import { type ColumnsByDyad, equalWeights, eventCount, judgeWeights, randomWeights } from '../../models/naive.ts';
import type { Config } from '../config.ts';
import { shippedColumns } from './shippedColumns.ts';
import { shippedModel } from './shippedModel.ts';
import { print, printJson, progressBar, table } from './terminal.ts';

/** Enough that the mean is known to a tenth of a judgement: one draw spreads by about two judgements, and 2 / sqrt(1000) = 0.06. */
const DRAWS = 1000;
/** Any number will do, if it stays: the same draws on every machine. */
const SEED = 22;

export interface JudgeReport {
  readonly model: { readonly name: string; readonly version: number; readonly hash: string };
  /** how many are tested */
  readonly judgements: number;
  /** ids of those that rest on days that nobody looked at: they are neither right nor wrong */
  readonly untested: readonly string[];
  /** how many the model orders as the experts did */
  readonly ordered: number;
  readonly results: readonly {
    readonly id: string;
    readonly dyad: string;
    readonly agrees: boolean;
    readonly higher: number;
    readonly lower: number;
    readonly margin: number;
    readonly statement: string;
    readonly sourceUrl: string;
  }[];
  readonly naive: {
    readonly equalWeights: { readonly ordered: number };
    readonly randomWeights: {
      readonly draws: number;
      readonly seed: number;
      /** mean number that a draw orders */
      readonly ordered: number;
      /** share of draws that order at least as many as the model */
      readonly asGoodAsModel: number;
    };
    readonly eventCount: { readonly ordered: number };
  };
}

/** @returns the exit code: 0, whatever the model orders: `doctor` is the one that judges */
export async function judgeCommand(
  config: Config,
  { model: name, json }: { readonly model?: string; readonly json?: boolean },
): Promise<number> {
  const { reference, model } = await shippedModel(config, name);
  const { columns } = await shippedColumns(reference);
  const bar = progressBar('Drawing weights', DRAWS);
  const report = judgeReport(reference.judgements, columns, model, (draws) => bar.update(draws, ''));
  bar.stop();
  if (json) printJson(report);
  else print(inWords(report));
  return 0;
}

export function judgeReport(
  all: readonly Judgement[],
  columns: ColumnsByDyad,
  { definition, hash }: { readonly definition: ModelDefinition; readonly hash: string },
  onDraw: (draws: number) => void = () => {},
): JudgeReport {
  const judgements = testedJudgements(all, columns, definition);
  const judgeWith = judgeWeights(judgements, columns, definition);
  const results = judgeWith(definition);
  const ordered = orderedOf(results);
  const chance = seededRandom(SEED);
  const draws = Array.from({ length: DRAWS }, (_, i) => {
    if (i % 50 === 0) onDraw(i);
    return orderedOf(judgeWith(randomWeights(definition, chance)));
  });
  return {
    model: { name: definition.name, version: definition.version, hash },
    judgements: judgements.length,
    untested: all.filter((one) => !judgements.includes(one)).map(({ id }) => id),
    ordered,
    results: results.map(({ judgement: { id, dyad, statement, sourceUrl }, agrees, higher, lower, margin }) => ({
      id,
      dyad,
      agrees,
      higher,
      lower,
      margin,
      statement,
      sourceUrl,
    })),
    naive: {
      equalWeights: { ordered: orderedOf(judgeWith(equalWeights(definition))) },
      randomWeights: {
        draws: DRAWS,
        seed: SEED,
        ordered: mean(draws),
        asGoodAsModel: draws.filter((count) => count >= ordered).length / DRAWS,
      },
      eventCount: { ordered: orderedOf(judge(judgements, eventCount(columns))) },
    },
  };
}

const orderedOf = (results: readonly JudgementResult[]): number => results.filter(({ agrees }) => agrees).length;

function inWords({ model, judgements, untested, ordered, results, naive }: JudgeReport): string {
  const share = (count: number): string => `${((100 * count) / judgements).toFixed(0)}%`;
  return [
    `${model.name} ${model.version} (${model.hash}) orders ${ordered} of ${judgements} judgements as the experts did, on the events shipped in data/events.`,
    ...(untested.length > 0
      ? [`Not tested, since nobody looked at the days of one period: ${untested.join(', ')}.`]
      : []),
    '',
    table(
      ['Id', 'Dyad', 'Tenser', 'Calmer', 'Margin', '', 'Statement'].map((head) => ({
        head,
        align: ['Tenser', 'Calmer', 'Margin'].includes(head) ? 'right' : 'left',
      })),
      results.map(({ id, dyad, higher, lower, margin, agrees, statement }) => [
        id,
        dyad,
        higher.toFixed(1),
        lower.toFixed(1),
        margin.toFixed(1),
        agrees ? 'agrees' : 'DISAGREES',
        statement.length > 90 ? `${statement.slice(0, 89)}…` : statement,
      ]),
    ),
    '',
    'The index of the period said to be tenser and of the calmer one, and the margin between them. Good coding alone orders many:',
    '',
    table(
      [
        { head: 'Rule', align: 'left' },
        { head: 'Ordered', align: 'right' },
        { head: 'Share', align: 'right' },
      ],
      [
        [`${model.name} ${model.version}`, String(ordered), share(ordered)],
        ['all weights 1', String(naive.equalWeights.ordered), share(naive.equalWeights.ordered)],
        [
          `random weights, signs kept (mean of ${naive.randomWeights.draws.toLocaleString('en')} draws)`,
          naive.randomWeights.ordered.toFixed(1),
          share(naive.randomWeights.ordered),
        ],
        [
          'event count (365 days, whatever they were)',
          String(naive.eventCount.ordered),
          share(naive.eventCount.ordered),
        ],
      ],
    ),
    '',
    `${(100 * naive.randomWeights.asGoodAsModel).toFixed(1)}% of the random draws order as many as the model or more.${naive.equalWeights.ordered >= ordered ? ' These judgements speak for the coding of the events; they cannot tell these weights from equal ones.' : ''}`,
    'data/judgements.csv gives the source of every statement.',
  ].join('\n');
}
