/** `tension robustness`: does the order of the dyads survive other weights and doubtful events? */
import { quantileSorted } from 'simple-statistics';
import { toIsoDate } from '../../models/calendar.ts';
import { seededRandom } from '../../models/random.ts';
import { indexOf } from '../../models/score.ts';
import { type DrawnTensions, drawTensions, drawnQuantile, rankRobustness } from '../../models/montecarlo.ts';
import { indexOnDay } from '../../models/sensitivity.ts';
import type { Config } from '../config.ts';
import { askDyads, askModel, dayTyped, modelInWords, numberTyped, withApi } from './askedDyad.ts';
import { CommandFailure } from './failure.ts';
import { runLong } from './longTask.ts';
import { counted, print, printJson, table } from './terminal.ts';

export interface RobustnessOptions {
  readonly date?: string;
  readonly draws: string;
  readonly seed: string;
  readonly model?: string;
  readonly json?: boolean;
}

export async function robustnessCommand(config: Config, options: RobustnessOptions): Promise<number> {
  const asked = dayTyped('--date', options.date);
  const draws = numberTyped('--draws', options.draws, 10, 1_000_000, true);
  const seed = numberTyped('--seed', options.seed, 0, 2 ** 32 - 1, true);
  await withApi(config, async (server) => {
    const all = await askDyads(server);
    const model = await askModel(server, options.model);
    const day = asked ?? all[0]?.lastDay ?? 0;
    const dyads = all
      .filter(({ columns }) => (columns.day[0] ?? Infinity) <= day)
      .map((dyad) => ({ ...dyad, index: indexOnDay(dyad.columns, day)(model.definition) }))
      .sort((a, b) => b.index - a.index);
    if (dyads.length < 2)
      throw new CommandFailure(`Fewer than two dyads have events by ${toIsoDate(day)}: there is no order to test.`);
    const drawn = await runLong(
      'Drawing models',
      'draw',
      drawTensions(
        dyads.map(({ columns }) => columns),
        model.definition,
        [day],
        draws,
        seededRandom(seed),
      ),
    );
    const above = rankRobustness(drawn, 0);
    const ranks = ranksOf(drawn, draws);
    const rows = dyads.map(({ dyad, name, index }, i) => ({
      rank: i + 1,
      dyad,
      name,
      index,
      low: drawnQuantile(drawn[i]![0]!, model.definition.scale, 0.05),
      high: drawnQuantile(drawn[i]![0]!, model.definition.scale, 0.95),
      rankLow: quantileSorted(ranks[i]!, 0.05),
      rankHigh: quantileSorted(ranks[i]!, 0.95),
      keepsRank: ranks[i]!.filter((rank) => rank === i + 1).length / draws,
      aboveNext: above[i]![i + 1] ?? null,
    }));
    if (options.json)
      printJson({
        date: toIsoDate(day),
        model: { name: model.name, version: model.version, hash: model.hash },
        draws,
        seed,
        neutral: indexOf(model.definition.base, model.definition.scale),
        dyads: rows,
        above,
      });
    else
      print(
        [
          `The order of ${counted(rows.length, 'dyad')} on ${toIsoDate(day)}, model ${modelInWords(model)}, under ${counted(draws, 'draw')} of weights (±${(100 * model.definition.weightSd).toFixed(0)}%) and of unverified events`,
          '',
          table(
            ['Rank', 'Dyad', 'Index', '90% of draws', 'Ranks', 'Keeps rank', 'Above the next'].map((head) => ({
              head,
              align: head === 'Dyad' ? 'left' : 'right',
            })),
            rows.map((row) => [
              String(row.rank),
              row.dyad,
              row.index.toFixed(1),
              `${row.low.toFixed(1)} to ${row.high.toFixed(1)}`,
              row.rankLow === row.rankHigh ? String(row.rankLow) : `${row.rankLow} to ${row.rankHigh}`,
              `${(100 * row.keepsRank).toFixed(0)}%`,
              row.aboveNext === null ? '–' : `${(100 * row.aboveNext).toFixed(0)}%`,
            ]),
          ),
          '',
          `Ranks: 90% of the draws lie between. Above the next: in so many draws; 50% is no difference. Seed ${seed}.`,
          'Levels of different dyads compare only with their coverage in mind: coding density differs.',
        ].join('\n'),
      );
  });
  return 0;
}

/** The rank of each dyad in each draw, 1 for the tensest; ascending. */
function ranksOf(drawn: readonly DrawnTensions[], draws: number): number[][] {
  const ranks = drawn.map((): number[] => []);
  for (let draw = 0; draw < draws; draw++) {
    const order = drawn.map((_, i) => i).sort((a, b) => drawn[b]![0]![draw]! - drawn[a]![0]![draw]!);
    order.forEach((dyad, place) => ranks[dyad]!.push(place + 1));
  }
  return ranks.map((list) => list.sort((a, b) => a - b));
}
