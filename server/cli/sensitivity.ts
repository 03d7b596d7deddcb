/** `tension sensitivity DYAD`: which numbers of the model the index of a day hangs on, one at a time. */
import { toIsoDate } from '../../models/calendar.ts';
import { parametersOf } from '../../models/parameter.ts';
import { indexOnDay, tornado } from '../../models/sensitivity.ts';
import type { Config } from '../config.ts';
import { askDyad, askModel, dayTyped, modelInWords, numberTyped, withApi } from './askedDyad.ts';
import { runLong } from './longTask.ts';
import { print, printJson, table } from './terminal.ts';

export interface SensitivityOptions {
  readonly date?: string;
  readonly share: string;
  readonly model?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Bars that fit on a screen. */
const SHOWN = 20;

export async function sensitivityCommand(config: Config, typed: string, options: SensitivityOptions): Promise<number> {
  const asked = dayTyped('--date', options.date);
  const percent = numberTyped('--share', options.share, 1, 99);
  await withApi(config, async (server) => {
    const { dyad, name, columns, lastDay } = await askDyad(server, typed);
    const model = await askModel(server, options.model);
    const day = asked ?? lastDay;
    const outcome = indexOnDay(columns, day);
    const index = outcome(model.definition);
    const bars = await runLong(
      'Turning parameters',
      'parameter',
      tornado(model.definition, outcome, parametersOf(model.definition), percent / 100),
    );
    if (options.json)
      printJson({
        dyad,
        name,
        date: toIsoDate(day),
        model: { name: model.name, version: model.version, hash: model.hash },
        share: percent / 100,
        index,
        parameters: bars,
      });
    else {
      const shown = options.all ? bars : bars.slice(0, SHOWN);
      print(
        [
          `${name} (${dyad}) on ${toIsoDate(day)}: index ${index.toFixed(1)}, model ${modelInWords(model)}; each number ${percent}% down and up, the others as they are`,
          '',
          table(
            ['Parameter', 'Value', 'Down', 'Up', 'Span', 'Elasticity'].map((head) => ({
              head,
              align: head === 'Parameter' ? 'left' : 'right',
            })),
            shown.map(({ path, value, low, high, span, elasticity }) => [
              path,
              String(value),
              low.toFixed(2),
              high.toFixed(2),
              span.toFixed(2),
              elasticity === undefined ? '–' : elasticity.toFixed(3),
            ]),
          ),
          ...(shown.length < bars.length ? [`… and ${bars.length - shown.length} more that move it less (--all)`] : []),
          ...(bars.length === 0 ? ['No number of the model moves it: nothing had happened by then.'] : []),
        ].join('\n'),
      );
    }
  });
  return 0;
}
