/** `tension changepoints DYAD`: when the level of the index changed. */
import { basisOf } from '../../models/basis.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { levelChanges } from '../../models/changepoint.ts';
import { scoreOf } from '../../models/score.ts';
import type { Config } from '../config.ts';
import { askDyad, askModel, modelInWords, numberTyped, withApi } from './askedDyad.ts';
import { print, printJson, table } from './terminal.ts';

export interface ChangepointsOptions {
  readonly model?: string;
  readonly noiseFactor: string;
  readonly minMonths: string;
  readonly json?: boolean;
}

export async function changepointsCommand(
  config: Config,
  typed: string,
  options: ChangepointsOptions,
): Promise<number> {
  const noiseFactor = numberTyped('--noise-factor', options.noiseFactor, 0, 1e6);
  const minMonths = numberTyped('--min-months', options.minMonths, 1, 1200, true);
  await withApi(config, async (server) => {
    const { dyad, name, columns } = await askDyad(server, typed);
    const model = await askModel(server, options.model);
    // To the last coded event: later the index only fades, and the level of fading is no finding.
    const [from, to] = [columns.day[0]!, columns.day.at(-1)!];
    const changes = levelChanges(
      scoreOf(basisOf(columns, model.definition, from, to), model.definition),
      model.definition.scale,
      noiseFactor,
      minMonths,
    );
    const rows = changes.map(({ day, before, after }) => ({
      date: toIsoDate(day),
      before,
      after,
      change: after - before,
    }));
    if (options.json)
      printJson({
        dyad,
        name,
        model: { name: model.name, version: model.version, hash: model.hash },
        from: toIsoDate(from),
        to: toIsoDate(to),
        noiseFactor,
        minMonths,
        changes: rows,
      });
    else
      print(
        [
          `${name} (${dyad}), ${toIsoDate(from)} to ${toIsoDate(to)}, model ${modelInWords(model)}: ${rows.length === 0 ? 'no change of level' : `${rows.length} changes of level`}`,
          ...(rows.length === 0
            ? []
            : [
                '',
                table(
                  ['From', 'Before', 'After', 'Change'].map((head) => ({
                    head,
                    align: head === 'From' ? 'left' : 'right',
                  })),
                  rows.map((row) => [
                    row.date,
                    row.before.toFixed(1),
                    row.after.toFixed(1),
                    `${row.change > 0 ? '+' : ''}${row.change.toFixed(1)}`,
                  ]),
                ),
              ]),
          '',
          `PELT on monthly means; a change costs ${noiseFactor} times the BIC penalty, and no level is shorter than ${minMonths} months. Up to the last coded event.`,
        ].join('\n'),
      );
  });
  return 0;
}
