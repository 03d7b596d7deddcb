/** `tension sobol DYAD`: what share of a day's uncertainty each weight explains, alone and with the others. */
import { toIsoDate } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { parametersOf } from '../../models/parameter.ts';
import { indexOnDay, sobol } from '../../models/sensitivity.ts';
import type { Config } from '../config.ts';
import { askDyad, askModel, dayTyped, modelInWords, numberTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { runLong } from './longTask.ts';
import { counted, print, printJson, table } from './terminal.ts';

export interface SobolOptions {
  readonly date?: string;
  readonly samples: string;
  readonly seed: string;
  readonly share: string;
  readonly all?: boolean;
  readonly model?: string;
  readonly json?: boolean;
}

/** Below this an index is not told from the error of its estimate. */
const NOTHING = 0.005;

export async function sobolCommand(config: Config, typed: string, options: SobolOptions): Promise<number> {
  const asked = dayTyped('--date', options.date);
  const samples = numberTyped('--samples', options.samples, 16, 10_000_000, true);
  const seed = numberTyped('--seed', options.seed, 0, 2 ** 32 - 1, true);
  const percent = numberTyped('--share', options.share, 1, 99);
  await withApi(config, async (server) => {
    const { dyad, name, columns, lastDay } = await askDyad(server, typed);
    const model = await askModel(server, options.model);
    const day = asked ?? lastDay;
    if ((columns.day[0] ?? Infinity) > day)
      throw new CommandFailure(
        `Nothing of ${dyad} is coded by ${toIsoDate(day)}: the index is neutral whatever the weights are. Ask for a day from ${toIsoDate(columns.day[0] ?? lastDay)} on.`,
      );
    const parameters = parametersOf(model.definition, options.all ? undefined : ['weights']);
    const {
      parameters: found,
      mean,
      sd,
    } = await runLong(
      'Drawing models',
      'sample',
      sobol(model.definition, indexOnDay(columns, day), parameters, samples, seededRandom(seed), percent / 100),
    );
    if (options.json)
      printJson({
        dyad,
        name,
        date: toIsoDate(day),
        model: { name: model.name, version: model.version, hash: model.hash },
        share: percent / 100,
        samples,
        seed,
        mean,
        sd,
        parameters: found,
      });
    else {
      const shown = found.filter(({ first, total }) => Math.max(first, total) >= NOTHING);
      print(
        [
          `${name} (${dyad}) on ${toIsoDate(day)}, model ${modelInWords(model)}: index ${mean.toFixed(1)} ± ${sd.toFixed(1)} when ${counted(parameters.length, options.all ? 'number' : 'weight')} vary by ${percent}% at once`,
          '',
          table(
            ['Parameter', 'Alone', 'With all others'].map((head, i) => ({ head, align: i === 0 ? 'left' : 'right' })),
            shown.map(({ path, first, total }) => [path, first.toFixed(3), total.toFixed(3)]),
          ),
          ...(shown.length < found.length
            ? [`… and ${found.length - shown.length} that explain less than ${NOTHING}`]
            : []),
          '',
          `Sobol indices: shares of the variance, first order and total. ${counted(samples, 'sample')}, seed ${seed}: the same again with the same seed.`,
        ].join('\n'),
      );
    }
  });
  return 0;
}
