/** `tension flip DYAD`: how far one weight must move to reverse what the line says of two days. */
import { basisOf } from '../../models/basis.ts';
import { toIsoDate } from '../../models/calendar.ts';
import { flipDistances, targetModel } from '../../models/flip.ts';
import { indexOf, scoreOf } from '../../models/score.ts';
import type { Statement } from '../../models/statement.ts';
import type { Config } from '../config.ts';
import { askDyad, askModel, dayTyped, modelInWords, numberTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { print, printJson, table } from './terminal.ts';

export interface FlipOptions {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly model?: string;
  readonly json?: boolean;
}

export async function flipCommand(config: Config, typed: string, options: FlipOptions): Promise<number> {
  const from = dayTyped('--from', options.from);
  const to = dayTyped('--to', options.to);
  const by = numberTyped('--by', options.by, 0, 100);
  if (from >= to) throw new CommandFailure(`--from ${options.from} must lie before --to ${options.to}.`);
  await withApi(config, async (server) => {
    const { dyad, name, columns } = await askDyad(server, typed);
    const model = await askModel(server, options.model);
    const score = scoreOf(basisOf(columns, model.definition, from, to), model.definition);
    const [before, after] = [score.tension[0]!, score.tension.at(-1)!].map((tension) =>
      indexOf(tension, model.definition.scale),
    ) as [number, number];
    const rose = after >= before;
    const reading = (day: number) => ({ columns, from: day, to: day, statistic: 'mean' as const });
    const statement: Statement = { higher: reading(rose ? to : from), lower: reading(rose ? from : to), byPoints: by };
    const holds = Math.abs(after - before) > by;
    const distances = flipDistances(statement, model.definition);
    const turning = distances.filter(({ flipsAt }) => flipsAt !== undefined);
    const opposite: Statement = { higher: statement.lower, lower: statement.higher, byPoints: -by };
    const target = targetModel(holds ? opposite : statement, model.definition);
    if (options.json)
      printJson({
        dyad,
        name,
        from: toIsoDate(from),
        to: toIsoDate(to),
        model: { name: model.name, version: model.version, hash: model.hash },
        statement: { direction: rose ? 'rose' : 'fell', byPoints: by, holds },
        before,
        after,
        weights: distances.map(({ type, weight, flipsAt, relativeChange }) => ({
          type,
          weight,
          flipsAt: flipsAt ?? null,
          relativeChange: relativeChange ?? null,
        })),
        smallestChange: target ? { distance: target.distance, changes: target.changes } : null,
      });
    else
      print(
        [
          `${name} (${dyad}) ${rose ? 'rose' : 'fell'} from ${before.toFixed(1)} on ${toIsoDate(from)} to ${after.toFixed(1)} on ${toIsoDate(to)}, model ${modelInWords(model)}`,
          `"It ${rose ? 'rose' : 'fell'}${by > 0 ? ` by more than ${by} points` : ''}" is ${holds ? 'true' : 'false'}; ${turning.length === 0 ? 'no weight, moved alone, reverses that.' : 'the weights that reverse it, moved alone, nearest first:'}`,
          ...(turning.length === 0
            ? []
            : [
                '',
                table(
                  ['Type', 'Weight', 'Reverses at', 'Change'].map((head) => ({
                    head,
                    align: head === 'Type' ? 'left' : 'right',
                  })),
                  turning.map(({ type, weight, flipsAt, relativeChange }) => [
                    type,
                    String(weight),
                    flipsAt!.toFixed(2),
                    relativeChange === undefined
                      ? '–'
                      : `${relativeChange > 0 ? '+' : ''}${(100 * relativeChange).toFixed(0)}%`,
                  ]),
                ),
              ]),
          '',
          target === undefined || target.changes.length === 0
            ? 'No change of all weights together that was tried reverses it.'
            : `The smallest change of all weights together that makes it ${holds ? 'false' : 'true'}: ${target.changes
                .slice(0, 6)
                .map(({ type, from: was, to: becomes }) => `${type} ${was} to ${becomes.toFixed(2)}`)
                .join(', ')}${target.changes.length > 6 ? ` and ${target.changes.length - 6} more` : ''}.`,
        ].join('\n'),
      );
  });
  return 0;
}
